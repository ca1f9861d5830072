using Cortex.Contract.Search;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Search.Adaptive;

/// <summary>One snapshot of the library, and the vectors of what is searched for in it.</summary>
internal sealed class SearchSession(Db db, HybridSearch hybrid, SearchMode mode, Func<string, Task<QueryVector?>> encode)
{
    private readonly Dictionary<string, Task<QueryVector?>> _vectors = new(StringComparer.Ordinal);

    public Db Db => db;

    public Task<QueryVector?> Vector(ParsedQuery query)
    {
        if (query.HasNoTerms || mode == SearchMode.Words) return Task.FromResult<QueryVector?>(null);
        if (!_vectors.TryGetValue(query.Text, out var vector)) _vectors[query.Text] = vector = encode(query.Text);
        return vector;
    }

    /// <summary>Whether the filters of a query leave anything.</summary>
    public bool HasAny(ParsedQuery query)
    {
        var filter = new FilterSql(query);
        return db.Long($"SELECT 1 FROM items i WHERE i.deleted_at IS NULL{filter.And} LIMIT 1", filter.Arguments) is not null;
    }

    /// <summary>A part by its words: what the whole means is the meaning of its parts, and another vector each would take longer than the search.</summary>
    public List<RankedItem> RankPart(ParsedQuery part, int items) =>
        mode == SearchMode.Meaning ? Rank(part, items) : [.. KeywordSearch.Items(db, part, items).Select(chunk => new RankedItem(chunk.ItemPk, chunk, Meaning: null, chunk.Score) { WordsShare = 1 })];

    public List<RankedItem> Rank(ParsedQuery query, int items) => hybrid.Rank(db, query, Vector(query), mode != SearchMode.Meaning, items);
}
