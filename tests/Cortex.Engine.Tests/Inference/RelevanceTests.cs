using Cortex.Engine.Inference;
using Cortex.Engine.Inference.Kernels;

namespace Cortex.Engine.Tests.Inference;

public sealed class RelevanceTests : IClassFixture<SentenceEncoderTests.Shared>
{
    private readonly SentenceEncoder _encoder;

    public RelevanceTests(SentenceEncoderTests.Shared shared) => _encoder = shared.Encoder;

    /// <summary>A query and sentences, of which the first says it in other words.</summary>
    public static TheoryData<string, string[]> Paraphrases => new()
    {
        { "doctor appointment", ["The physician can see me on Tuesday at nine.", "Buy milk and bread.", "The school is closed on Monday.", "Call the plumber."] },
        { "reasons the servers went down", ["The outage was caused by a full disk on the database machine.", "The team met at noon.", "Lunch was served in the garden.", "Next week there is a holiday."] },
        { "my sister's birthday present", ["We bought a gift for Anna: a blue scarf.", "The weather was dreadful.", "The train leaves at six.", "He repaired the roof."] },
        { "how to get rid of pests in the garden", ["Insects can be kept away by planting marigolds between the vegetables.", "Water the plants in the evening.", "The fence needs painting.", "Sow carrots in March."] },
        { "travel costs are refunded", ["Employees are reimbursed for train tickets.", "The office opens at eight.", "Each desk has two screens.", "Ask the front desk for a key."] },
        { "what did the judge decide", ["The court ruled in favour of the tenant.", "The hearing lasted three hours.", "It rained all day.", "The lawyer wore a grey suit."] },
    };

    [Theory]
    [MemberData(nameof(Paraphrases))]
    public void The_sentence_that_says_it_in_other_words_is_nearest(string query, string[] sentences)
    {
        var relevance = _encoder.Relevance(query, sentences);
        Assert.Equal(0, Array.IndexOf(relevance, relevance.Max()));
        Assert.All(relevance, value => Assert.InRange(value, -1, 1));
    }

    [Fact]
    public void The_same_words_are_as_near_as_can_be_and_common_words_hardly_count()
    {
        var relevance = _encoder.Relevance("what is the lease", ["What is THE lease?", "lease", "what is the", "the the the"]);
        Assert.True(relevance[0] > 0.95);
        Assert.True(relevance[1] > 0.9);
        Assert.True(relevance[1] > relevance[2] && relevance[2] > relevance[3], string.Join(' ', relevance));
    }

    [Fact]
    public void A_sentence_gets_the_same_whatever_stands_beside_it()
    {
        string[] sentences = [.. Vectors.References.Select(reference => reference.Text)];
        var together = _encoder.Relevance("the end of the lease", sentences);

        Assert.Equal(together, _encoder.Relevance("the end of the lease", sentences));
        for (var i = 0; i < sentences.Length; i++)
        {
            Assert.Equal(together[i], _encoder.Relevance("the end of the lease", [sentences[i]])[0]);
        }
    }

    [Fact]
    public void All_widths_agree()
    {
        string[] sentences = [.. Vectors.References.Select(reference => reference.Text)];
        var expected = _encoder.Relevance("when does the contract end?", sentences);
        foreach (var level in Simd.Supported)
        {
            using var encoder = SentenceEncoder.Load(Repository.Model, new() { Simd = level });
            var found = encoder.Relevance("when does the contract end?", sentences);
            for (var i = 0; i < found.Length; i++)
            {
                Assert.Equal(expected[i], found[i], 1e-5f);
            }
        }
    }

    [Fact]
    public void Where_there_are_no_words_there_is_no_relevance()
    {
        Assert.Empty(_encoder.Relevance("lease", []));
        Assert.Equal([-1, -1], _encoder.Relevance("", ["lease", ""]));
        var relevance = _encoder.Relevance("lease", ["", " \n", "eggs"]);
        Assert.Equal([-1, -1], relevance[..2]);
        Assert.InRange(relevance[2], -0.99f, 0.5f);
    }

    [Fact]
    public void Very_long_texts_are_cut()
    {
        var text = string.Concat(Enumerable.Repeat("lease ", 10_000));
        Assert.Equal(1, _encoder.Relevance(text, [text, "lease"])[1], 1e-5f);
    }
}
