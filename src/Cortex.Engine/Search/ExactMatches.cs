using Cortex.Engine.Language;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Search;

/// <summary>
/// Items that have the query itself: as their title, or word for word in a passage. They keep their place above what is merely
/// like it, whatever the cosine says.
/// </summary>
internal static class ExactMatches
{
    private const int MostWords = 40, Rows = 300;
    private const double SameTitle = 0.5, WithinTitle = 0.3, LongPhrase = 0.5, Pair = 0.2;

    // A title that holds the query's words among many others is about something else as well.
    private const double LeastOfTitle = 0.5;

    /// <summary>Item → what is added to its score.</summary>
    public static Dictionary<long, double> Find(Db db, ParsedQuery query)
    {
        var scores = new Dictionary<long, double>();
        var words = WordScanner.List(query.Text);
        if (words.Count is 0 or > MostWords) return scores;
        if (words.Exists(word => word.IsUnspaced)) return FindUnspaced(db, query.Text, scores);
        var spoken = words.Where(word => !StopWords.Contains(word.Folded)).Select(word => word.Stem).ToHashSet(StringComparer.Ordinal);
        if (spoken.Count == 0) spoken = words.Select(word => word.Stem).ToHashSet(StringComparer.Ordinal);
        foreach (var (item, title) in Titled(db, words))
        {
            var found = WordScanner.List(title).Where(word => !StopWords.Contains(word.Folded) || spoken.Contains(word.Stem)).Select(word => word.Stem).ToHashSet(StringComparer.Ordinal);
            if (!found.IsSupersetOf(spoken)) continue;
            var share = (double)spoken.Count / found.Count;
            if (share >= LeastOfTitle) Raise(scores, item, share >= 1 ? SameTitle : WithinTitle * share);
        }

        if (words.Count >= 2)
        {
            foreach (var item in Said(db, words)) Raise(scores, item, words.Count >= 3 ? LongPhrase : Pair);
        }

        return scores;
    }

    // A run of characters is a phrase by itself, and a title that holds it is about it.
    private static Dictionary<long, double> FindUnspaced(Db db, string text, Dictionary<long, double> scores)
    {
        if (MatchExpression.PhraseUnspaced(text) is not { } phrase) return scores;
        foreach (var (item, inTitle) in db.Query($"""
            SELECT c.item_pk, 1 FROM chunks_unspaced JOIN chunks c ON c.id = chunks_unspaced.rowid WHERE chunks_unspaced MATCH ?1
            UNION SELECT c.item_pk, 0 FROM chunks_unspaced JOIN chunks c ON c.id = chunks_unspaced.rowid WHERE chunks_unspaced MATCH ?2 LIMIT {Rows}
            """, row => (row.Long(0), row.Bool(1)), $"title : {phrase}", $"text : {phrase}")) Raise(scores, item, inTitle ? WithinTitle : Pair);
        return scores;
    }

    private static void Raise(Dictionary<long, double> scores, long item, double score) => scores[item] = Math.Max(scores.GetValueOrDefault(item), score);

    private static List<(long Item, string Title)> Titled(Db db, List<Word> words)
    {
        var spoken = words.Where(word => !StopWords.Contains(word.Folded)).ToList();
        var all = string.Join(" AND ", (spoken.Count > 0 ? spoken : words).Select(word => MatchExpression.Quote(word.Folded)).Distinct(StringComparer.Ordinal));
        return db.Query($"SELECT DISTINCT c.item_pk, c.title FROM chunks_fts JOIN chunks c ON c.id = chunks_fts.rowid WHERE chunks_fts MATCH ?1 LIMIT {Rows}", row => (row.Long(0), row.Text(1)), $"title : ({all})");
    }

    private static List<long> Said(Db db, List<Word> words) =>
        db.Query($"SELECT DISTINCT c.item_pk FROM chunks_fts JOIN chunks c ON c.id = chunks_fts.rowid WHERE chunks_fts MATCH ?1 LIMIT {Rows}", row => row.Long(0),
            $"text : {MatchExpression.Quote(string.Join(' ', words.Select(word => word.Folded)))}");
}
