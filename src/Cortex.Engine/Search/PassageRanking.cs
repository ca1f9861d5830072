using Cortex.Engine.Language;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Search;

/// <summary>
/// FTS5's bm25, computed for a few passages from their text. The index itself computes it for every passage that holds any of
/// the words, which takes too long when the words are common and the passages many.
/// </summary>
internal sealed class PassageRanking
{
    private const double K1 = 1.2, B = 0.75, TitleWeight = 2.0, TextWeight = 1.0;

    // What a term is worth that more than half of the passages hold.
    private const double LeastWeight = 1e-6;

    private readonly Dictionary<string, int> _terms;
    private readonly double[] _weights;
    private readonly Dictionary<(int First, int Second), double> _pairs;
    private readonly double _averageLength;
    private readonly double _pairWeight;

    /// <param name="terms">Of the index; each counts once.</param>
    /// <param name="pairs">Terms that stand side by side in the query.</param>
    /// <param name="pairWeight">What a pair that stands side by side in the passage adds, beside a term's 1.</param>
    public PassageRanking(Db db, IndexStatistics statistics, IReadOnlyList<string> terms, IEnumerable<(string First, string Second)> pairs, double pairWeight)
    {
        _terms = terms.Select((term, index) => (term, index)).ToDictionary(pair => pair.term, pair => pair.index, StringComparer.Ordinal);
        var documents = terms.Select(term => statistics.Documents(db, term)).ToArray();
        _weights = [.. documents.Select(holding => Weight(statistics.Passages, holding))];
        _averageLength = statistics.AverageLength;
        _pairWeight = pairWeight;
        // How many passages hold a pair is not known without reading them; half of the rarer word's is a careful guess.
        _pairs = pairs.Where(pair => _terms.ContainsKey(pair.First) && _terms.ContainsKey(pair.Second)).Select(pair => (_terms[pair.First], _terms[pair.Second])).Distinct()
            .ToDictionary(pair => pair, pair => Weight(statistics.Passages, Math.Min(documents[pair.Item1], documents[pair.Item2]) / 2));
    }

    public double Score(string title, string text)
    {
        var found = new double[_weights.Length];
        var pairs = new Dictionary<(int, int), double>();
        var length = Count(title, TitleWeight, found, pairs) + Count(text, TextWeight, found, pairs);
        var norm = K1 * (1 - B + (B * length / _averageLength));
        var score = 0.0;
        for (var i = 0; i < found.Length; i++) score += Gain(_weights[i], found[i], norm);
        foreach (var (pair, times) in pairs) score += _pairWeight * Gain(_pairs[pair], times, norm);
        return score;
    }

    private static double Gain(double weight, double times, double norm) => weight * (times * (K1 + 1)) / (times + norm);

    private static double Weight(long passages, long holding) => Math.Max(LeastWeight, Math.Log((passages - holding + 0.5) / (holding + 0.5)));

    private int Count(string text, double weight, double[] found, Dictionary<(int, int), double> pairs)
    {
        var length = 0;
        var before = -1;
        foreach (var word in WordScanner.Scan(text))
        {
            length++;
            var term = _terms.GetValueOrDefault(word.Stem, -1);
            if (term >= 0)
            {
                found[term] += weight;
                if (before >= 0 && _pairs.ContainsKey((before, term))) pairs[(before, term)] = pairs.GetValueOrDefault((before, term)) + weight;
            }

            before = term;
        }

        return length;
    }
}
