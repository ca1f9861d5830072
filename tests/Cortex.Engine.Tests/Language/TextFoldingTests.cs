using System.Text;
using Cortex.Engine.Language;

namespace Cortex.Engine.Tests.Language;

public sealed class TextFoldingTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("Café Zürich ÅNGSTRÖM", "cafe zurich angstrom")]
    [InlineData("e\u0301a", "ea")]
    [InlineData("ŞĞİ", "sgi")]
    [InlineData("Привет ΑΒΓ", "привет αβγ")]
    [InlineData("\U00010400 \U0001F600", "\U00010428 \U0001F600")]
    [InlineData("", "")]
    public void Text_folds_as_the_index_does(string text, string folded) => Assert.Equal(folded, TextFolding.Fold(text));

    [Fact]
    public void Every_character_is_taken_as_FTS5_takes_it()
    {
        using var oracle = new WordIndexOracle("unicode61 remove_diacritics 2");
        // What has no spaces has an index of its own.
        var runes = Enumerable.Range(1, 0x10FFFF).Where(Rune.IsValid).Where(c => (c < 0x30000 || c % 97 == 0) && !UnspacedText.Contains(new Rune(c).ToString())).ToList();
        var expected = oracle.Terms([.. runes.Select(c => $"q{new Rune(c)}q {new Rune(c)}")]);

        for (var i = 0; i < runes.Count; i++)
        {
            var found = new List<string>();
            foreach (var word in WordScanner.Scan($"q{new Rune(runes[i])}q {new Rune(runes[i])}"))
            {
                found.Add(word.Folded);
            }

            Assert.True(expected[i].SequenceEqual(found), $"U+{runes[i]:X4}: FTS5 {string.Join('|', expected[i])}, ours {string.Join('|', found)}");
        }
    }
}
