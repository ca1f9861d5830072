using Cortex.Engine.Storage;

namespace Cortex.Engine.Search;

/// <summary>
/// A query in a library that has passages with a script without spaces. All words of such a passage are in an index of their own,
/// so that "docker" is found in 用docker部署 too, which the word index takes for one word.
/// </summary>
internal sealed class UnspacedSearch
{
    private const string Rank = "bm25(chunks_unspaced, 2.0, 1.0)";
    private readonly ParsedQuery _query;
    private readonly string? _match;
    private readonly string? _excluded;
    private readonly bool _asked;

    private UnspacedSearch(ParsedQuery query)
    {
        _query = query;
        _match = MatchExpression.OfUnspaced(query);
        _excluded = MatchExpression.ExcludingUnspaced(query);
        _asked = query.Words.Concat(query.Phrases).Any(UnspacedQuery.IsIn);
    }

    /// <summary>Null in a library without such passages: it is searched as if there were no such index.</summary>
    public static UnspacedSearch? Of(Db db, ParsedQuery query) => db.Long("SELECT rowid FROM chunks_unspaced LIMIT 1") is null ? null : new UnspacedSearch(query);

    /// <summary>The best chunks of both indexes.</summary>
    /// <param name="words">What to match in the word index; null for nothing.</param>
    /// <param name="ofWords">The best chunks of the word index alone.</param>
    public List<ScoredChunk> Matching(Db db, string? words, string wordRank, int rows, Func<List<ScoredChunk>> ofWords)
    {
        if (_match is null) return words is null ? [] : ofWords();
        if (words is null) return Best(db, $"SELECT rowid AS id, {Rank} AS rank FROM chunks_unspaced WHERE chunks_unspaced MATCH ?2", [rows, _match]);
        if (_asked || _excluded is not null) return OfBoth(db, words, wordRank, rows);
        // Ordinary words keep the ranking, and the speed, of the word index; what only the other has comes in between.
        var found = ofWords();
        var known = found.Select(chunk => chunk.ChunkId).ToHashSet();
        var more = Best(db, $"SELECT rowid AS id, {Rank} AS rank FROM chunks_unspaced WHERE chunks_unspaced MATCH ?2", [rows, _match]).Where(chunk => !known.Contains(chunk.ChunkId)).ToList();
        return more.Count == 0 ? found : [.. found.Concat(more).OrderByDescending(chunk => chunk.Score).ThenBy(chunk => chunk.ChunkId).Take(rows)];
    }

    // What is asked for in both indexes counts in both; ordinary words, which the other has again, once.
    private List<ScoredChunk> OfBoth(Db db, string words, string wordRank, int rows)
    {
        var without = _excluded is null ? "" : "AND rowid NOT IN (SELECT rowid FROM chunks_unspaced WHERE chunks_unspaced MATCH ?4)";
        return Best(db, $"""
            SELECT id, {(_asked ? "sum" : "min")}(rank) AS rank FROM (
              SELECT rowid AS id, {wordRank} AS rank FROM chunks_fts WHERE chunks_fts MATCH ?3 {without}
              UNION ALL SELECT rowid, {Rank} FROM chunks_unspaced WHERE chunks_unspaced MATCH ?2
            ) GROUP BY id
            """, _excluded is null ? [rows, _match, words] : [rows, _match, words, _excluded]);
    }

    private List<ScoredChunk> Best(Db db, string found, IEnumerable<object?> arguments)
    {
        var filter = new FilterSql(_query, arguments);
        var narrowed = filter.IsEmpty ? "" : $"JOIN items i ON i.pk = c.item_pk WHERE true{filter.And}";
        return db.Query($"WITH found AS MATERIALIZED ({found}) SELECT c.id, c.item_pk, found.rank FROM found JOIN chunks c ON c.id = found.id {narrowed} ORDER BY found.rank, c.id LIMIT ?1",
            row => new ScoredChunk(row.Long(0), row.Long(1), -row.Double(2)), filter.Arguments);
    }
}
