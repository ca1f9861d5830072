using System.Diagnostics;
using Cortex.Engine.Knowledge.Duplicates;
using Cortex.Engine.Knowledge.Parsing;

namespace Cortex.Engine.Tests.Knowledge.Duplicates;

public sealed class FingerprintTests
{
    private const string Article = """
        The harbour was built in three stages. First came the long mole, of rubble that was tipped from barges and faced with dressed stone.
        Behind it the basin was dredged to nine metres, deep enough for the grain ships of that time. Last came the sheds, the crane and the
        narrow railway that led up to the mill. The mill burned down twice and was rebuilt each time with the same bricks, which is why its
        walls are black on the inside. Today the basin is a marina, and the crane stands as a monument beside the café that took its name.
        """;

    [Fact]
    public void A_copy_with_small_edits_is_found()
    {
        var edited = Article.Replace("three stages", "four stages", StringComparison.Ordinal).Replace("Today", "By now", StringComparison.Ordinal);
        Assert.InRange(Similarity(Article, edited), 0.8, 0.99);
        Assert.InRange(Similarity(Article, Article + " Visitors are welcome all year."), 0.8, 0.99);
        Assert.True(ShareAKey(Article, edited));
    }

    [Fact]
    public void Case_accents_markup_and_white_space_make_no_difference() =>
        Assert.Equal(1, Similarity(Article, Article.ToUpperInvariant().Replace("É", "E", StringComparison.Ordinal).Replace(" ", "  \n", StringComparison.Ordinal).Replace("MARINA", "**MARINA**", StringComparison.Ordinal)));

    [Fact]
    public void Only_the_same_words_are_wholly_the_same()
    {
        var words = SampleText.Words(1, 20_000);
        var one = string.Join(' ', words);
        words[10_000] = "another";
        Assert.Equal(0.99, Similarity(one, string.Join(' ', words)));
        Assert.Equal(1, Similarity(one, one));
    }

    [Fact]
    public void Unrelated_texts_are_not_alike()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var (one, other) = (SampleText.Of(seed, 20 + (seed * 5)), SampleText.Of(seed + 1000, 20 + (seed * 5)));
            Assert.InRange(Similarity(one, other), 0, 0.2);
            Assert.False(ShareAKey(one, other));
        }
    }

    [Fact]
    public void A_quoted_paragraph_makes_no_copy() => Assert.InRange(Similarity(Article, $"{SampleText.Of(1, 600)} {Article} {SampleText.Of(2, 600)}"), 0, 0.3);

    [Theory]
    [InlineData(20, 2)]
    [InlineData(45, 2)]
    [InlineData(150, 5)]
    [InlineData(1500, 5)]
    public void Random_edits_are_told_by_how_much_stays_the_same(int length, int sequence)
    {
        var random = new Random(length);
        var (close, closeFound, closeSharing, far, farFound, error, pairs) = (0, 0, 0, 0, 0, 0.0, 0);
        for (var i = 0; i < 600; i++)
        {
            var words = SampleText.Words(i, length);
            var edited = SampleText.Edited(words, random.Next(1, 2 + (length / sequence / 3)), random);
            var (one, other) = (Fingerprint.Of(string.Join(' ', words), [])!.Value, Fingerprint.Of(string.Join(' ', edited), [])!.Value);
            var (truth, estimate) = (Jaccard(words, edited, sequence), one.SimilarityTo(other));
            error += Math.Abs(truth - estimate);
            pairs++;
            if (truth >= 0.8)
            {
                close++;
                closeSharing += one.Keys().Intersect(other.Keys()).Any() ? 1 : 0;
            }

            if (truth >= 0.88) closeFound += estimate >= Fingerprint.Threshold ? 0 : 1;
            if (truth > 0.7) continue;
            far++;
            farFound += estimate >= Fingerprint.Threshold ? 1 : 0;
        }

        Assert.True(close > 20 && far > 20);
        Assert.InRange(error / pairs, 0, 0.04);
        Assert.InRange((double)closeSharing / close, 0.99, 1);
        Assert.InRange(closeFound, 0, close * 0.02);
        Assert.InRange((double)farFound / far, 0, 0.02);
    }

    [Theory]
    [InlineData(48)]
    [InlineData(52)]
    [InlineData(60)]
    [InlineData(66)]
    public void Copies_on_both_sides_of_a_length_are_found(int length)
    {
        var text = SampleText.Of(length, length);
        Assert.InRange(Similarity(text, text + " and one sentence more"), 0.8, 0.99);
    }

    [Theory]
    [InlineData("Call the landlord", "call  the LANDLORD!", 1)]
    [InlineData("Call the landlord", "Call the plumber", 0)]
    [InlineData("Call the landlord", "landlord the call", 0)]
    [InlineData("milk", "milk milk", 0)]
    public void Few_words_must_be_the_same(string one, string other, double similarity)
    {
        Assert.Equal(similarity, Similarity(one, other));
        Assert.Equal(similarity == 1, ShareAKey(one, other));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    [InlineData("!!! — … \u0301")]
    [InlineData("\ud83d")]
    public void A_text_without_words_is_like_nothing(string text) => Assert.Null(Fingerprint.Of(text, []));

    [Fact]
    public void The_heading_of_an_article_is_no_part_of_it()
    {
        Assert.Equal(1, Similarity(Parse($"# Harbours\n\n{Article}"), Parse($"# What I read about the old mill and its owners in May\n\n{Article}")));
        Assert.Equal(1, Similarity(Parse($"# Harbours\n\n{Article}"), Parse(Article)));
        // In a short note it may be what tells it from the next.
        Assert.Equal(0, Similarity(Parse("# Milk\n\nto do"), Parse("# Bread\n\nto do")));
    }

    [Fact]
    public void Scripts_without_spaces_are_compared_by_their_characters()
    {
        const string Text = "港は三段階で建設された。最初に長い防波堤が築かれ、石で覆われた。次に水深九メートルまで浚渫され、当時の穀物船が入れるようになった。最後に倉庫とクレーン、製粉所へ続く狭い鉄道ができた。製粉所は二度焼け、同じ煉瓦で再建された。";
        const string Other = "図書館の開館時間は平日の午前九時から午後八時までです。貸し出しは一人十冊まで、期間は二週間となっています。延滞した場合は新しい本を借りることができませんのでご注意ください。予約はカウンターまたは電話で受け付けております。";
        Assert.InRange(Similarity(Text, Text.Replace("三段階", "四段階", StringComparison.Ordinal)), 0.8, 0.99);
        Assert.InRange(Similarity(Text, Other), 0, 0.1);
        Assert.Equal(4, Count("漢字かな"));
        Assert.Equal(4, Count("ab漢字 cd"));
        Assert.Equal(2, Count("𠀀𠀁"));
        Assert.Equal(2, Count("한국어 문장"));
    }

    [Fact]
    public void Words_are_those_of_the_index()
    {
        foreach (var text in (string[])[Article, "naïve e\u0301te\u0301 ÉTÉ x2 o'clock under_score Ünïcödé ß İstanbul", "\ud83d lone", SampleText.Of(1, 500)])
            Assert.Equal(Engine.Language.WordScanner.List(text).Count, Count(text));
        Assert.Equal(1, Similarity("e\u0301te\u0301", "ÉTÉ"));
    }

    [Fact]
    public void What_is_stored_stays_what_it_is()
    {
        // Fingerprints of earlier days are compared with today's: another result means that all must be made anew.
        var hash = System.Security.Cryptography.SHA256.HashData(Fingerprint.Of(Article, [])!.Value.Stored);
        Assert.Equal("E8C87B625D30B2D0", Convert.ToHexString(hash)[..16]);
    }

    [Fact]
    public void Enormous_and_monotonous_texts_are_read_in_one_pass()
    {
        var clock = Stopwatch.StartNew();
        foreach (var text in (string[])[string.Concat(Enumerable.Repeat("same ", 32 << 20 >> 2)), new string('x', 32 << 20), new string('語', 10 << 20), string.Concat(Enumerable.Repeat("a b ", 8 << 20))])
            Assert.NotNull(Fingerprint.Of(text, []));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 60);
    }

    private static ParsedDocument Parse(string markdown) => DocumentParser.Parse(new ParseInput(markdown, DocumentFormat.Markdown, null, null, null), CancellationToken.None);

    private static double Similarity(ParsedDocument one, ParsedDocument other) => Fingerprint.Of(one.Text, one.Blocks)!.Value.SimilarityTo(Fingerprint.Of(other.Text, other.Blocks)!.Value);

    private static double Similarity(string one, string other) => Fingerprint.Of(one, [])!.Value.SimilarityTo(Fingerprint.Of(other, [])!.Value);

    private static bool ShareAKey(string one, string other) => Fingerprint.Of(one, [])!.Value.Keys().Intersect(Fingerprint.Of(other, [])!.Value.Keys()).Any();

    private static int Count(string text)
    {
        var count = 0;
        var words = new WordHashes(text);
        while (words.MoveNext()) count++;
        return count;
    }

    private static double Jaccard(string[] one, string[] other, int sequence)
    {
        HashSet<string> Sequences(string[] words) => [.. Enumerable.Range(0, words.Length - sequence + 1).Select(i => string.Join(' ', words[i..(i + sequence)]))];
        var (a, b) = (Sequences(one), Sequences(other));
        return (double)a.Intersect(b).Count() / a.Union(b).Count();
    }
}
