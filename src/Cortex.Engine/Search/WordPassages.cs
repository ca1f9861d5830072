using Cortex.Engine.Storage;

namespace Cortex.Engine.Search;

/// <summary>Passages that have words of the query.</summary>
public sealed class WordPassages : IPassageFinder
{
    public IReadOnlyList<FoundPassage> Find(Db db, ParsedQuery query, string text, int passages) =>
        [.. KeywordSearch.Chunks(db, query, passages).Take(passages).Select(chunk => new FoundPassage(chunk.ChunkId, chunk.ItemPk, chunk.Score, Cosine: null))];
}
