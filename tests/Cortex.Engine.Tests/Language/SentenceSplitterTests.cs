using Cortex.Contract.Search;
using Cortex.Engine.Language;
using FsCheck;
using FsCheck.Fluent;

namespace Cortex.Engine.Tests.Language;

public sealed class SentenceSplitterTests
{
    /// <summary>Each line is one text; a bar stands where it must be cut, and nowhere else.</summary>
    [Theory]
    [InlineData("One. | Two! | Three?")]
    [InlineData("It costs 3.50 euros. | Python 3.11.2 is out. | See v2.0.")]
    [InlineData("Dr. Smith met Mrs. Jones at St. Mary's. | They talked.")]
    [InlineData("Fruit, e.g. apples, i.e. food, helps. | So does sleep.")]
    [InlineData("Written by J. R. R. Tolkien in Oxford. | It sold well.")]
    [InlineData("The U.S. Army moved. | He lives in the U.S. | The end.")]
    [InlineData("We met at 5 p.m. | It was late. | At 6 p.m. we left.")]
    [InlineData("See Fig. 3 and No. 5. | The answer is no. | Next.")]
    [InlineData("Founded on Jan. 5 by Apple Inc. in Ohio. | More at Apple Inc. | They grew.")]
    [InlineData("Visit https://example.org/a.b?c=d. | Then mail a.b@example.org. | Done.")]
    [InlineData("Wait ... no. | Well... | Perhaps… | Yes.")]
    [InlineData("\"Stop!\" he said. | \"Why?\" | (It was late.) | She left.")]
    [InlineData("“Go.” | “No.” | ‘Fine.’")]
    [InlineData("He said **stop.** | *Then* he left.")]
    [InlineData("Really?! | Yes!!! | ok.")]
    [InlineData("今日は。|元気ですか？|「はい。」|终于！|好")]
    [InlineData("lower case notes end too. | and then the next. | the boundary layer . | more")]
    [InlineData("a line that is\nwrapped ends here. | Next")]
    [InlineData("a heading\n\n| A paragraph\n \n| another")]
    [InlineData("Buy:\n| - milk\n| - eggs. | Fresh\n| 2. bread\n| * jam")]
    [InlineData("1. Open the door. | 2. Close it.")]
    [InlineData("a) Smith et al. (2019) and Lee et al. found it, etc., in pairs. | Others, etc. | We agree.")]
    [InlineData("I am who I am. | Then B. Franklin came with Ph.D. students.")]
    [InlineData("no stop at all")]
    [InlineData("...")]
    [InlineData("क्या हाल है। | ठीक है।")]
    public void Sentences_end_where_a_reader_ends_them(string marked)
    {
        var expected = marked.Split('|').Select(part => part.Trim()).ToArray();
        var text = marked.Replace("|", "", StringComparison.Ordinal);
        Assert.Equal(expected, SentenceSplitter.Split(text, 0, text.Length).Select(s => text[s.Start..s.End]));
    }

    [Fact]
    public void Only_the_block_is_looked_at()
    {
        const string Text = "Before. Inside one. Inside two. After.";
        Assert.Equal([new TextSpan(8, 19), new TextSpan(20, 31)], SentenceSplitter.Split(Text, 7, 32));
        Assert.Empty(SentenceSplitter.Split(Text, 5, 5));
        Assert.Empty(SentenceSplitter.Split(" \n\n ", 0, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => SentenceSplitter.Split(Text, 0, 100));
    }

    [Fact]
    public void Spans_are_trimmed_in_order_and_cover_everything()
    {
        Prop.ForAll(Texts.Any, text => Covers(text, SentenceSplitter.Split(text, 0, text.Length))).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(".")]
    [InlineData(".)")]
    [InlineData(". (")]
    [InlineData("e.g. ")]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("\n ")]
    [InlineData("1. ")]
    [InlineData("a.b")]
    [InlineData("…x")]
    public void Repetition_takes_linear_time(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length)) + "x";
        Assert.True(Covers(text, SentenceSplitter.Split(text, 0, text.Length)));
    }

    private static bool Covers(string text, IReadOnlyList<TextSpan> spans)
    {
        var at = 0;
        foreach (var span in spans)
        {
            if (span.Start < at || span.End <= span.Start || !string.IsNullOrWhiteSpace(text[at..span.Start])
                || char.IsWhiteSpace(text[span.Start]) || char.IsWhiteSpace(text[span.End - 1])
                || Texts.SplitsPair(text, span.Start) || Texts.SplitsPair(text, span.End))
            {
                return false;
            }

            at = span.End;
        }

        return string.IsNullOrWhiteSpace(text[at..]);
    }
}
