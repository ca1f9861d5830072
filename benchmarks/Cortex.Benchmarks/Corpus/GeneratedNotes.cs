using System.Globalization;
using System.Text;
using Cortex.Engine.Language;

namespace Cortex.Benchmarks.Corpus;

/// <summary>
/// Notes of about 1 KB whose words are distributed as in prose: Zipf's law over a vocabulary whose commonest words are
/// English function words and whose others are made of syllables. The same seed gives the same notes on every machine;
/// the vocabulary is the same for every seed, so that the queries of one find the notes of another.
/// </summary>
internal sealed class GeneratedNotes
{
    private const int Characters = 1024;
    private const int VocabularySize = 30_000;
    private const ulong VocabularySeed = 1;
    private static readonly string[] Onsets = ["b", "br", "c", "cl", "d", "f", "g", "gr", "h", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "tr", "v"];
    private static readonly string[] Rimes = ["a", "al", "an", "ar", "e", "el", "en", "er", "i", "ic", "in", "o", "on", "or", "u", "um"];
    private static readonly string[] Endings = ["", "", "", "s", "ed", "ing", "ion", "ment", "ness", "able", "ly"];
    private static readonly string[] Common = ["the", "of", "and", "to", "a", "in", "is", "that", "it", "for", "was", "on", "with", "as", "by", "at", "from", "this", "be", "are", "not", "or", "have", "which", "we", "they", "but", "can", "will", "there"];

    private readonly string[] _vocabulary = new string[VocabularySize];
    private readonly double[] _cumulative = new double[VocabularySize];
    private ulong _state;

    public GeneratedNotes(ulong seed = 42)
    {
        _state = VocabularySeed;
        var seen = new HashSet<string>(Common, StringComparer.Ordinal);
        Common.CopyTo(_vocabulary, 0);
        for (var rank = Common.Length; rank < VocabularySize;)
        {
            var word = MakeWord();
            if (!StopWords.Contains(word) && seen.Add(word)) _vocabulary[rank++] = word;
        }

        var total = 0.0;
        for (var rank = 0; rank < VocabularySize; rank++) _cumulative[rank] = total += 1 / (rank + 2.7);
        _state = seed;
    }

    public static void WriteFiles(string folder, int count, ulong seed = 42)
    {
        var notes = new GeneratedNotes(seed);
        for (var i = 0; i < count; i++) File.WriteAllText(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"note-{i:00000}.md")), notes.Next());
    }

    /// <summary>A heading and paragraphs of sentences, in Markdown.</summary>
    public string Next()
    {
        var note = new StringBuilder(Characters + 64).Append("# ").AppendJoin(' ', Words(4)).Append("\n\n");
        while (note.Length < Characters)
        {
            var sentence = string.Join(' ', Words(6 + Below(16)));
            note.Append(char.ToUpperInvariant(sentence[0])).Append(sentence, 1, sentence.Length - 1).Append('.').Append(Below(6) == 0 ? "\n\n" : " ");
        }

        return note.Append('\n').ToString();
    }

    /// <summary>What people type: a rare word, a few words, a question, a phrase, a filter.</summary>
    public string NextQuery() => Below(6) switch
    {
        0 => Word(2_000, 20_000),
        1 => $"{Word(100, 5_000)} {Word(100, 5_000)}",
        2 => $"{Word(30, 1_000)} {Word(30, 1_000)} {Word(100, 10_000)}",
        3 => $"what did we decide about the {Word(30, 2_000)} of {Word(30, 2_000)}?",
        4 => $"\"the {Word(30, 60)}\" {Word(100, 2_000)}",
        _ => $"{Word(30, 500)} {Word(100, 2_000)} -{Word(200, 2_000)} type:file",
    };

    /// <summary>One that is neither very common nor missing.</summary>
    public string NextWord() => Word(100, 5_000);

    /// <summary>A long question whose words are all common ones.</summary>
    public string NextQuestion() => $"how does the {string.Join(' ', Enumerable.Range(0, 12 + Below(5)).Select(_ => Word(30, 1_500)))}?";

    private IEnumerable<string> Words(int count) => Enumerable.Range(0, count).Select(_ => Sample());

    private string Sample()
    {
        var at = Array.BinarySearch(_cumulative, Unit() * _cumulative[^1]);
        return _vocabulary[Math.Min(at < 0 ? ~at : at, VocabularySize - 1)];
    }

    private string Word(int fromRank, int toRank) => _vocabulary[fromRank + Below(toRank - fromRank)];

    private string MakeWord()
    {
        var word = new StringBuilder();
        for (var syllables = 1 + Below(3); syllables >= 0; syllables--) word.Append(Onsets[Below(Onsets.Length)]).Append(Rimes[Below(Rimes.Length)]);
        return word.Append(Endings[Below(Endings.Length)]).ToString();
    }

    private int Below(int limit) => (int)(Unit() * limit);

    private double Unit() => (NextBits() >> 11) / (double)(1UL << 53);

    // SplitMix64: short, and the same for ever, which System.Random does not promise.
    private ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
