using Cortex.Contract.Search;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Search;

/// <summary>Ranks items by their words and by their meaning, whichever of both there is.</summary>
internal sealed class HybridSearch(MeaningSearch meaning)
{
    /// <param name="encoding">The query's vector, perhaps still to come; null when meaning is not to be had, or not wanted.</param>
    /// <param name="byWords">False to go by meaning alone.</param>
    public List<RankedItem> Rank(Db db, ParsedQuery query, Task<QueryVector?> encoding, bool byWords, int items)
    {
        // Without meaning as many as are shown will do.
        var depth = encoding is { IsCompletedSuccessfully: true, Result: null } ? items : Math.Max(items, Fusion.Depth);
        var words = byWords ? KeywordSearch.Items(db, query, depth) : [];
        if (encoding.GetAwaiter().GetResult() is not { } vector) return [.. words.Take(items).Select(chunk => new RankedItem(chunk.ItemPk, chunk, Meaning: null, chunk.Score) { WordsShare = 1 })];
        var near = meaning.Chunks(db, vector, query, Math.Max(items, Fusion.Depth));
        if (!byWords) return [.. MeaningSearch.Best(near, items).Where(chunk => chunk.Score >= Fusion.LeastCosine).Select(chunk => new RankedItem(chunk.ItemPk, Words: null, chunk, chunk.Score) { MeaningShare = 1 })];
        return Fusion.Rank(words, MeaningSearch.Best(near, Fusion.Depth), ExactMatches.Find(db, query), items);
    }

    /// <summary>What answered.</summary>
    public static string TypeOf(ParsedQuery query, QueryVector? vector, SearchMode mode) =>
        query.HasNoTerms ? "filter" : mode == SearchMode.Meaning ? "meaning" : vector is null ? "words" : "hybrid";
}
