using Cortex.Engine.Storage;
using Cortex.Engine.VectorSearch;

namespace Cortex.Engine.Search;

/// <summary>Ranks by meaning: the passages nearest to the query's vector, filters applied before the cut.</summary>
internal sealed class MeaningSearch(VectorIndex index)
{
    private const int FilteredDepth = 2;

    /// <summary>The best items, each with its nearest passage; scores are cosines.</summary>
    public List<ScoredChunk> Items(Db db, QueryVector vector, ParsedQuery query, int items) => Best(Chunks(db, vector, query, items), items);

    /// <summary>The nearest passages.</summary>
    public List<ScoredChunk> Chunks(Db db, QueryVector vector, ParsedQuery query, int chunks)
    {
        var filter = new FilterSql(query);
        var within = Within(db, query);
        if (filter.IsEmpty) return Nearest(db, vector, chunks, within);
        // Most filters let enough of the nearest through; to list every item that passes takes longer.
        var some = Nearest(db, vector, chunks * FilteredDepth, within);
        var passing = some.Where(chunk => Passes(db, query, chunk.ItemPk)).ToList();
        if (passing.Count >= chunks || some.Count < chunks * FilteredDepth) return [.. passing.Take(chunks)];
        var items = db.Query($"SELECT i.pk FROM items i WHERE i.deleted_at IS NULL{filter.And}", row => row.Long(0), filter.Arguments).ToHashSet();
        return Nearest(db, vector, chunks, (within ?? new VectorFilter()) with { ItemPks = items });
    }

    private List<ScoredChunk> Nearest(Db db, QueryVector vector, int chunks, VectorFilter? filter) =>
        [.. index.Search(db, vector.Generation.Id, vector.Generation.Dimensions, vector.Values, chunks, filter).Select(hit => new ScoredChunk(hit.ChunkId, hit.ItemPk, hit.Cosine))];

    private static bool Passes(Db db, ParsedQuery query, long itemPk)
    {
        var filter = new FilterSql(query, itemPk);
        return db.Long($"SELECT 1 FROM items i WHERE i.pk = ?1 AND i.deleted_at IS NULL{filter.And}", filter.Arguments) is not null;
    }

    public static List<ScoredChunk> Best(IEnumerable<ScoredChunk> chunks, int items) => [.. chunks.DistinctBy(chunk => chunk.ItemPk).Take(items)];

    // A phrase must stand in the passage, an exclusion must not: meaning keeps to both as words do.
    private static VectorFilter? Within(Db db, ParsedQuery query)
    {
        var said = Matching(db, MatchExpression.Phrases(query), MatchExpression.PhrasesUnspaced(query));
        var excluded = Matching(db, MatchExpression.Excluding(query), MatchExpression.ExcludingUnspaced(query));
        return said is null && excluded is null ? null : new VectorFilter { ChunkIds = said, ExcludedChunkIds = excluded };
    }

    // Null when neither index is asked.
    private static HashSet<long>? Matching(Db db, string? words, string? unspaced)
    {
        if (words is null && unspaced is null) return null;
        var found = new HashSet<long>();
        if (words is not null) found.UnionWith(db.Query("SELECT rowid FROM chunks_fts WHERE chunks_fts MATCH ?1", row => row.Long(0), words));
        if (unspaced is not null) found.UnionWith(db.Query("SELECT rowid FROM chunks_unspaced WHERE chunks_unspaced MATCH ?1", row => row.Long(0), unspaced));
        return found;
    }
}
