using Cortex.Engine.Storage;
using Cortex.Engine.VectorSearch;

namespace Cortex.Engine.Search;

/// <summary>Ranks by meaning: the passages nearest to the query's vector, filters applied before the cut.</summary>
internal sealed class MeaningSearch(VectorIndex index)
{
    /// <summary>The best items, each with its nearest passage; scores are cosines.</summary>
    public List<ScoredChunk> Items(Db db, QueryVector vector, ParsedQuery query, int items) => Best(Chunks(db, vector, query, items), items);

    /// <summary>The nearest passages.</summary>
    public List<ScoredChunk> Chunks(Db db, QueryVector vector, ParsedQuery query, int chunks) =>
        [.. index.Search(db, vector.Generation.Id, vector.Generation.Dimensions, vector.Values, chunks, Filter(db, query)).Select(hit => new ScoredChunk(hit.ChunkId, hit.ItemPk, hit.Cosine))];

    public static List<ScoredChunk> Best(IEnumerable<ScoredChunk> chunks, int items) => [.. chunks.DistinctBy(chunk => chunk.ItemPk).Take(items)];

    // A phrase must stand in the passage, an exclusion must not: meaning keeps to both as words do.
    private static VectorFilter? Filter(Db db, ParsedQuery query)
    {
        var filter = new FilterSql(query);
        var said = Matching(db, MatchExpression.Phrases(query), MatchExpression.PhrasesUnspaced(query));
        var excluded = Matching(db, MatchExpression.Excluding(query), MatchExpression.ExcludingUnspaced(query));
        if (filter.IsEmpty && said is null && excluded is null) return null;
        return new VectorFilter
        {
            ItemPks = filter.IsEmpty ? null : db.Query($"SELECT i.pk FROM items i WHERE i.deleted_at IS NULL{filter.And}", row => row.Long(0), filter.Arguments).ToHashSet(),
            ChunkIds = said,
            ExcludedChunkIds = excluded,
        };
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
