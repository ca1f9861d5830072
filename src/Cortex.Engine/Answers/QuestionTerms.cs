using Cortex.Engine.Language;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Answers;

/// <summary>
/// What a question asks about: its stems, each with a weight. A word that the library seldom has weighs more, one that it has
/// not at all most: an answer that leaves it out is none.
/// </summary>
internal sealed class QuestionTerms
{
    // Words that frame a question and are seldom part of its answer.
    private static readonly HashSet<string> Framing = [.. "decide say said know mean tell find happen explain describe use get make go need want happen long many much time way thing kind work do say ever".Split(' ').Select(PorterStemmer.Stem)];
    private const double FramingWeight = 0.25;

    private QuestionTerms(IReadOnlyDictionary<string, double> weights)
    {
        Weights = weights;
        Total = weights.Values.Sum();
        Stems = weights.Keys.ToHashSet(StringComparer.Ordinal);
    }

    public IReadOnlyDictionary<string, double> Weights { get; }
    public IReadOnlySet<string> Stems { get; }
    public double Total { get; }

    public static QuestionTerms Of(Db db, string question)
    {
        var chunks = Math.Max(1, db.Long("SELECT count(*) FROM chunks") ?? 1);
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var word in WordScanner.Scan(question))
        {
            if (StopWords.Contains(word.Folded) || weights.ContainsKey(word.Stem)) continue;
            var documents = db.Long("SELECT doc FROM chunks_vocabulary WHERE term = ?1", word.Stem) ?? 0;
            var weight = Math.Log(1 + ((chunks + 0.5) / (documents + 0.5)));
            weights[word.Stem] = Framing.Contains(word.Stem) ? weight * FramingWeight : weight;
        }

        return new QuestionTerms(weights);
    }

    /// <summary>0 to 1: how much of the question these stems hold.</summary>
    public double Share(IEnumerable<string> stems) => Total <= 0 ? 0 : stems.Distinct(StringComparer.Ordinal).Sum(stem => Weights.GetValueOrDefault(stem)) / Total;
}
