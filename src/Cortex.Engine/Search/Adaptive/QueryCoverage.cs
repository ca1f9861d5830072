using Cortex.Engine.Language;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Search.Adaptive;

/// <summary>Which of a query's words the library has at all.</summary>
/// <param name="Spoken">How many words it has that say something.</param>
/// <param name="Unknown">Those that no passage holds.</param>
internal sealed record QueryCoverage(int Spoken, IReadOnlyList<Word> Unknown)
{
    /// <summary>A longer query has words enough to find by.</summary>
    public const int MostWords = 8;

    public double UnknownShare => Spoken == 0 ? 0 : (double)Unknown.Count / Spoken;

    /// <param name="mostWords">Of more words nothing is looked up, and all count as known.</param>
    public static QueryCoverage Of(Db db, string text, int mostWords = MostWords)
    {
        var words = WordScanner.List(text);
        var spoken = words.Where(word => !word.IsUnspaced && !StopWords.Contains(word.Folded)).DistinctBy(word => word.Stem).ToList();
        if (spoken.Count > mostWords || words.Exists(word => word.IsUnspaced)) return new QueryCoverage(spoken.Count, []);
        // Asked of the index itself, since a word may just have come; the first passage is enough.
        return new QueryCoverage(spoken.Count, [.. spoken.Where(word => db.Long("SELECT rowid FROM chunks_fts WHERE chunks_fts MATCH ?1 LIMIT 1", MatchExpression.Quote(word.Folded)) is null)]);
    }
}
