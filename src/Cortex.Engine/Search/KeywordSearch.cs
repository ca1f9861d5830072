using Cortex.Engine.Storage;

namespace Cortex.Engine.Search;

/// <summary>A chunk and how well it matches; a higher score is better.</summary>
internal readonly record struct ScoredChunk(long ChunkId, long ItemPk, double Score);

/// <summary>
/// Ranks by words: FTS5's bm25 of a chunk, the title weighing twice; a little more for words that stand side by side as in the
/// query; for an item its best chunk, and a little for its other chunks that match. The weights were chosen on Cranfield.
/// </summary>
internal static class KeywordSearch
{
    private const string Rank = "bm25(chunks_fts, 2.0, 1.0)";
    private const double NeighbourWeight = 0.2;
    private const double OtherChunkWeight = 0.1;
    private const int OtherChunks = 2;
    private const int NeighbourRows = 2000;

    /// <summary>The best items, each with its best chunk.</summary>
    public static List<ScoredChunk> Items(Db db, ParsedQuery query, int items) =>
    [
        .. Chunks(db, query, items).GroupBy(chunk => chunk.ItemPk)
            .Select(group => group.First() with { Score = group.First().Score + (OtherChunkWeight * group.Skip(1).Take(OtherChunks).Sum(chunk => chunk.Score)) })
            .OrderByDescending(chunk => chunk.Score).ThenBy(chunk => chunk.ChunkId).Take(items),
    ];

    /// <summary>The best chunks, enough of them for this many items where there are as many.</summary>
    public static List<ScoredChunk> Chunks(Db db, ParsedQuery query, int items)
    {
        var match = MatchExpression.Of(query);
        var unspaced = UnspacedSearch.Of(db, query);
        if (match is null && unspaced is null) return [];
        for (var rows = (items * 5) + 20; ; rows *= 4)
        {
            var chunks = unspaced is null ? Matching(db, query, match!, rows) : unspaced.Matching(db, match, Rank, rows, () => Matching(db, query, match!, rows));
            if (chunks.Count < rows || chunks.Select(chunk => chunk.ItemPk).Distinct().Count() >= items) return WithNeighbours(db, query, chunks);
        }
    }

    private static List<ScoredChunk> Matching(Db db, ParsedQuery query, string match, int rows)
    {
        var filter = new FilterSql(query, match, rows);
        // Without filters the ranking touches the index alone; chunks are looked up for the few that remain.
        var sql = filter.IsEmpty
            ? $"""
               SELECT c.id, c.item_pk, best.rank FROM (SELECT rowid, {Rank} AS rank FROM chunks_fts WHERE chunks_fts MATCH ?1 ORDER BY {Rank} LIMIT ?2) best
               JOIN chunks c ON c.id = best.rowid ORDER BY best.rank, c.id
               """
            : $"""
               SELECT c.id, c.item_pk, {Rank} AS rank FROM chunks_fts JOIN chunks c ON c.id = chunks_fts.rowid JOIN items i ON i.pk = c.item_pk
               WHERE chunks_fts MATCH ?1{filter.And} ORDER BY rank, c.id LIMIT ?2
               """;
        return db.Query(sql, row => new ScoredChunk(row.Long(0), row.Long(1), -row.Double(2)), filter.Arguments);
    }

    private static List<ScoredChunk> WithNeighbours(Db db, ParsedQuery query, List<ScoredChunk> chunks)
    {
        if (MatchExpression.Neighbours(query) is not { } match) return chunks;
        var scores = db.Query($"SELECT rowid, {Rank} FROM chunks_fts WHERE chunks_fts MATCH ?1 ORDER BY {Rank} LIMIT {NeighbourRows}", row => (Id: row.Long(0), Score: -row.Double(1)), match)
            .ToDictionary(row => row.Id, row => row.Score);
        return [.. chunks.Select(chunk => chunk with { Score = chunk.Score + (NeighbourWeight * scores.GetValueOrDefault(chunk.ChunkId)) }).OrderByDescending(chunk => chunk.Score).ThenBy(chunk => chunk.ChunkId)];
    }
}
