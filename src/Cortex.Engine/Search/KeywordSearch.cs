using Cortex.Engine.Storage;

namespace Cortex.Engine.Search;

/// <summary>A chunk and how well it matches; a higher score is better.</summary>
internal readonly record struct ScoredChunk(long ChunkId, long ItemPk, double Score);

/// <summary>Ranks chunks by their words: FTS5's bm25, the title weighing twice.</summary>
internal static class KeywordSearch
{
    private const string Rank = "bm25(chunks_fts, 2.0, 1.0)";

    /// <summary>The best chunks, enough of them for this many items where there are as many.</summary>
    public static List<ScoredChunk> Best(Db db, ParsedQuery query, int items)
    {
        if (MatchExpression.Of(query) is not { } match) return [];
        for (var rows = (items * 5) + 20; ; rows *= 4)
        {
            var chunks = Chunks(db, query, match, rows);
            if (chunks.Count < rows || chunks.Select(chunk => chunk.ItemPk).Distinct().Count() >= items) return chunks;
        }
    }

    private static List<ScoredChunk> Chunks(Db db, ParsedQuery query, string match, int rows)
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
}
