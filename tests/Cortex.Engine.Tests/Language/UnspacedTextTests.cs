using System.Text;
using Cortex.Engine.Language;

namespace Cortex.Engine.Tests.Language;

public sealed class UnspacedTextTests
{
    /// <summary>The tokenizer of the index of such texts.</summary>
    private const string Tokenizer = "unicode61 remove_diacritics 0";

    [Theory]
    [InlineData("知識ベース", "知識 識ベ ベー ース")]
    [InlineData("我", "我")]
    [InlineData("Cortexは知識ベースです。", "cortex は知 知識 識ベ ベー ース スで です")]
    [InlineData("用Docker 部署Services", "用 docker 部署 servic")]
    [InlineData("第3章", "第 3 章")]
    [InlineData("한국어 문서", "한국 국어 문서")]
    [InlineData("日々の〇", "日々 々の の〇")]
    [InlineData("plain words only", "plain word onli")]
    [InlineData("Ｃｏｒｔｅｘ １２３", "cortex 123")]
    [InlineData("ﾃﾞｰﾀﾍﾞｰｽ", "デー ータ タベ ベー ース")]
    [InlineData("テ\u3099ータ か\u3099き\u309Aは\u309Aう\u3099", "デー ータ がき\uE09A き\uE09Aぱ ぱゔ")]
    [InlineData("\u1112\u1161\u11AB\u1100\u116E\u11A8", "한국")]
    [InlineData("\U00020000\U00020001的", "\U00020000\U00020001 \U00020001的")]
    [InlineData("e\u0301te\u0301中\u0301文", "et 中文")]
    public void A_run_is_cut_into_pairs(string text, string terms) => Assert.Equal(terms, string.Join(' ', WordScanner.List(text).Select(word => word.Stem)));

    [Fact]
    public void Vowel_signs_stay_with_their_letters()
    {
        var words = WordScanner.List("ที่นี่");
        Assert.Equal(["ที่นี่"], words.Select(word => "ที่นี่"[word.Start..word.End]));
        Assert.NotEqual(words[0].Stem, WordScanner.List("ทานา")[0].Stem);
        Assert.NotEqual(words[0].Stem, WordScanner.List("ทน")[0].Stem);
    }

    [Fact]
    public void The_last_character_of_a_run_stands_alone_as_well()
    {
        Assert.Equal("知識 識 cortex は便 便利 利 ", UnspacedText.IndexText("知識、Cortexは便利"));
        Assert.Equal("我 ", UnspacedText.IndexText("我"));
    }

    [Fact]
    public void Pairs_have_their_place_in_the_text()
    {
        const string Text = "x、ｶﾞｷ\U00020000B";
        var words = WordScanner.List(Text);
        Assert.Equal(["x", "ｶﾞｷ", "ｷ\U00020000", "B"], words.Select(word => Text[word.Start..word.End]));
        Assert.Equal([0, 2, 1, 0], words.Select(word => word.FirstLength));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("plain, “quoted” — Привет, שלום, العربية, हिन्दी 🎉 \uD800", false)]
    [InlineData("。、「」", false)]
    [InlineData("…‘’中", true)]
    [InlineData("Ａ", true)]
    [InlineData("ไทย", true)]
    [InlineData("ភាសា", true)]
    [InlineData("မြန်မာ", true)]
    [InlineData("\U0001F600\U00020000", true)]
    public void What_has_such_text_is_told(string text, bool has) => Assert.Equal(has, UnspacedText.Contains(text));

    [Fact]
    public void The_index_holds_what_the_scanner_sees()
    {
        var random = new Random(17);
        var texts = Enumerable.Range(0, 4_000).Select(_ => RandomText(random)).ToList();
        // Every character by itself, between letters and between Han.
        texts.AddRange(Enumerable.Range(0xE00, 0x3FFFF - 0xE00).Where(c => Rune.IsValid(c) && (c < 0x20000 || c % 97 == 0)).Select(c => $"q{new Rune(c)}q 中{new Rune(c)}文 {new Rune(c)}"));
        using var oracle = new WordIndexOracle(Tokenizer);
        var terms = oracle.Terms([.. texts.Select(text => UnspacedText.IndexText(text))]);
        for (var i = 0; i < texts.Count; i++)
        {
            var expected = new List<string>();
            foreach (var word in WordScanner.ScanForIndex(texts[i])) expected.Add(word.Stem);
            Assert.True(expected.SequenceEqual(terms[i]), $"{texts[i]}: {string.Join('|', terms[i])}, ours {string.Join('|', expected)}");
        }
    }

    [Fact]
    public void Spans_are_in_order_and_split_no_pair()
    {
        var random = new Random(3);
        foreach (var text in Enumerable.Range(0, 4_000).Select(_ => RandomText(random)))
        {
            var end = 0;
            foreach (var word in WordScanner.List(text))
            {
                Assert.InRange(word.Start, 0, text.Length - 1);
                Assert.InRange(word.End, Math.Max(end, word.Start + 1), text.Length);
                Assert.False(Texts.SplitsPair(text, word.Start) || Texts.SplitsPair(text, word.End));
                end = word.IsUnspaced ? word.Start + word.FirstLength : word.End;
            }
        }
    }

    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(1, 40); length > 0; length--)
        {
            text.Append(random.Next(9) switch
            {
                0 => " ",
                1 => random.GetItems<string>(["。", "、", "ー", "々", "\u3099", "\u309A", "ﾞ", "\uD800", "ing", "\u0301"], 1)[0],
                2 => char.ConvertFromUtf32(random.Next(0x3040, 0x3100)),
                3 => char.ConvertFromUtf32(random.Next(0x4E00, 0x9FFF)),
                4 => char.ConvertFromUtf32(random.Next(0xE00, 0x1200)),
                5 => char.ConvertFromUtf32(random.Next(0xFF00, 0xFFF0)),
                6 => char.ConvertFromUtf32(random.Next(0x1780, 0x1800)),
                7 => char.ConvertFromUtf32(random.Next(0x20000, 0x30000)),
                _ => ((char)random.Next('A', 'z' + 1)).ToString(),
            });
        }

        return text.ToString();
    }
}
