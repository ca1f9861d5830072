using System.Text;
using Cortex.Engine.Inference.Gguf;
using Cortex.Engine.Language;

namespace Cortex.Engine.Tests.Language;

public sealed class PorterStemmerTests
{
    private static readonly string[] Endings =
    [
        "", "s", "es", "ed", "ing", "er", "ly", "ness", "ful", "ational", "ization", "izer", "ator", "alism", "iveness",
        "fulness", "ousness", "ality", "ivity", "ibility", "icate", "ative", "ical", "ement", "ment", "ent", "ion", "sion",
        "tion", "ance", "ence", "able", "ible", "ism", "ous", "ive", "ize", "eed", "y", "e", "ll", "sses", "ies", "logy", "ousli",
    ];

    [Theory]
    [InlineData("relational", "relat")]
    [InlineData("hopping", "hop")]
    [InlineData("filing", "file")]
    [InlineData("happy", "happi")]
    [InlineData("sky", "sky")]
    [InlineData("is", "is")]
    [InlineData("controlling", "control")]
    [InlineData("generalizations", "gener")]
    [InlineData("über", "über")]
    public void Words_are_stemmed(string word, string stem) => Assert.Equal(stem, PorterStemmer.Stem(word));

    [Fact]
    public void Every_word_of_the_vocabulary_with_every_ending_gets_FTS5s_stem()
    {
        var words = Vocabulary().ToList();
        var made = words.Where((_, i) => i % 7 == 0).SelectMany(word => Endings.Select(ending => word + ending));
        AssertSameStems([.. words.Concat(made).Distinct(StringComparer.Ordinal)]);
    }

    [Fact]
    public void Made_up_words_get_FTS5s_stem()
    {
        var random = new Random(42);
        const string Letters = "aaeeiioouuyybcdglmnprsstttzwxvné任中0";
        string Make() => string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Letters[random.Next(Letters.Length)]));
        AssertSameStems([.. Enumerable.Range(0, 60_000).Select(_ => Make() + Endings[random.Next(Endings.Length)]).Distinct(StringComparer.Ordinal)]);
    }

    [Fact]
    public void Length_limits_are_in_bytes()
    {
        string[] words =
        [
            .. Enumerable.Range(55, 15).Select(n => new string('a', n) + "tions"),
            .. Enumerable.Range(25, 12).Select(n => new string('я', n) + "aings"),
            "as", "éd", "aé", "és",
        ];
        AssertSameStems(words);
    }

    private static IEnumerable<string> Vocabulary()
    {
        using var model = GgufFile.Open(Repository.Model);
        var words = new List<string>();
        foreach (var token in model.GetStrings("tokenizer.ggml.tokens"))
        {
            var word = TextFolding.Fold(Encoding.UTF8.GetString(token).TrimStart('\u2581'));
            if (word.Length > 0 && word.EnumerateRunes().All(r => UnicodeWords.IsWordCharacter(r.Value)))
            {
                words.Add(word);
            }
        }

        return words.Distinct(StringComparer.Ordinal);
    }

    private static void AssertSameStems(string[] words)
    {
        using var oracle = new WordIndexOracle();
        var terms = oracle.Terms(words);
        for (var i = 0; i < words.Length; i++)
        {
            var folded = TextFolding.Fold(words[i]);
            Assert.True(terms[i].SequenceEqual([PorterStemmer.Stem(folded)]), $"{words[i]}: FTS5 {string.Join('|', terms[i])}, ours {PorterStemmer.Stem(folded)}");
        }
    }
}
