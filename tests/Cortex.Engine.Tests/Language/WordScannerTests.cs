using System.Text;
using Cortex.Engine.Language;

namespace Cortex.Engine.Tests.Language;

public sealed class WordScannerTests
{
    [Fact]
    public void Words_carry_offsets_folding_and_stem()
    {
        Assert.Equal(
            [new Word(0, 8, "flutters", "flutter"), new Word(10, 2, "in", "in"), new Word(13, 7, "zurich", "zurich")],
            Scan("Flutters, in Zu\u0308rich!"));
        Assert.Equal([new Word(1, 2, "\U0001D400", "\U0001D400")], Scan("-\U0001D400-"));
        Assert.Empty(Scan(""));
        Assert.Empty(Scan("\u0301 -- ... \n"));
    }

    [Fact]
    public void Random_texts_have_the_words_FTS5_finds_in_them()
    {
        var random = new Random(99);
        var texts = Enumerable.Range(0, 4_000).Select(_ => RandomText(random)).ToList();
        using var oracle = new WordIndexOracle();
        var terms = oracle.Terms(texts);
        for (var i = 0; i < texts.Count; i++)
        {
            Assert.Equal(terms[i], Scan(texts[i]).Select(w => w.Stem));
        }
    }

    [Fact]
    public void Words_begin_and_end_where_FTS5_highlights_them()
    {
        var random = new Random(5);
        using var oracle = new WordIndexOracle();
        for (var round = 0; round < 300; round++)
        {
            // FTS5 joins overlapping matches only, so each word is marked by itself.
            var text = RandomText(random);
            var words = Scan(text);
            if (words.Count == 0)
            {
                continue;
            }

            var term = words[random.Next(words.Count)];
            var query = $"\"{text.AsSpan(term.Start, term.Length)}\"";
            var expected = new StringBuilder();
            var at = 0;
            foreach (var word in words.Where(w => w.Stem == term.Stem))
            {
                expected.Append(text, at, word.Start - at).Append('\u0001').Append(text, word.Start, word.Length).Append('\u0002');
                at = word.End;
            }

            Assert.Equal(expected.Append(text, at, text.Length - at).ToString(), oracle.Bracketed(text, query));
        }
    }

    private static List<Word> Scan(string text)
    {
        var words = new List<Word>();
        foreach (var word in WordScanner.Scan(text))
        {
            words.Add(word);
        }

        return words;
    }

    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(1, 60); length > 0; length--)
        {
            text.Append(random.Next(8) switch
            {
                0 => " ",
                1 => random.GetItems<string>(["ing", "ed", "ational", "s", "ness", "'", "-", ".", "\n", "_"], 1)[0],
                2 => char.ConvertFromUtf32(random.Next(0x300, 0x370)),
                3 => char.ConvertFromUtf32(random.Next(0xA0, 0x250)),
                4 => random.Next(3) == 0 ? Spaced(random.Next(0x10000, 0x20000)) : "e",
                5 => random.Next(3) == 0 ? Spaced(random.Next(0x370, 0xD7FF)) : "A",
                _ => ((char)random.Next('a', 'z' + 1)).ToString(),
            });
        }

        return text.ToString();
    }

    // Scripts without spaces are in an index of their own.
    private static string Spaced(int codePoint) => char.ConvertFromUtf32(codePoint) is var text && UnspacedText.Contains(text) ? "-" : text;
}
