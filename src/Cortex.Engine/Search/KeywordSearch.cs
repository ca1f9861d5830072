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

    // Passages that the rarer of common words choose, of which all words then choose.
    private const int Candidate = 200;
    private const int FilteredDepth = 2;

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
        if (unspaced is null && CommonWords.Of(db, query) is { } common) return common.Rank(db, Matching(db, query, common.Match, Candidate), NeighbourWeight);
        for (var rows = (items * 5) + 20; ; rows *= 4)
        {
            var chunks = unspaced is null ? Matching(db, query, match!, rows) : unspaced.Matching(db, match, Rank, rows, () => Matching(db, query, match!, rows));
            if (chunks.Count < rows || chunks.Select(chunk => chunk.ItemPk).Distinct().Count() >= items) return WithNeighbours(db, query, chunks);
        }
    }

    private static List<ScoredChunk> Matching(Db db, ParsedQuery query, string match, int rows)
    {
        var filter = new FilterSql(query, match, rows);
        // Most filters let enough of the best through; to look up every passage that matches takes longer.
        if (!filter.IsEmpty && Best(db, new FilterSql(query, match, rows * FilteredDepth), rows * FilteredDepth, out var all) is var some && (all || some.Count >= rows)) return [.. some.Take(rows)];
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

    /// <param name="all">Whether these are all that match, so that no more are to be had.</param>
    private static List<ScoredChunk> Best(Db db, FilterSql filter, int rows, out bool all)
    {
        var matching = 0;
        var best = db.Query($"""
            SELECT best.rowid, i.pk, best.rank FROM (SELECT rowid, {Rank} AS rank FROM chunks_fts WHERE chunks_fts MATCH ?1 ORDER BY {Rank} LIMIT ?2) best
            JOIN chunks c ON c.id = best.rowid LEFT JOIN items i ON i.pk = c.item_pk{filter.And} ORDER BY best.rank, c.id
            """, row =>
        {
            matching++;
            return row.IsNull(1) ? default : new ScoredChunk(row.Long(0), row.Long(1), -row.Double(2));
        }, filter.Arguments);
        all = matching < rows;
        return [.. best.Where(chunk => chunk.ChunkId != 0)];
    }

    private static List<ScoredChunk> WithNeighbours(Db db, ParsedQuery query, List<ScoredChunk> chunks)
    {
        if (MatchExpression.Neighbours(query) is not { } match) return chunks;
        var scores = db.Query($"SELECT rowid, {Rank} FROM chunks_fts WHERE chunks_fts MATCH ?1 ORDER BY {Rank} LIMIT {NeighbourRows}", row => (Id: row.Long(0), Score: -row.Double(1)), match)
            .ToDictionary(row => row.Id, row => row.Score);
        return [.. chunks.Select(chunk => chunk with { Score = chunk.Score + (NeighbourWeight * scores.GetValueOrDefault(chunk.ChunkId)) }).OrderByDescending(chunk => chunk.Score).ThenBy(chunk => chunk.ChunkId)];
    }
}
