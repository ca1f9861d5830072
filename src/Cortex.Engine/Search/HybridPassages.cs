using Cortex.Engine.Embeddings;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Search;

/// <summary>Passages by their words and by their meaning, both added up as in a search; by words alone where there are no vectors.</summary>
public sealed class HybridPassages(Database database, VectorSearch.VectorIndex vectors, EmbeddingModels models) : IPassageFinder
{
    private readonly MeaningSearch _meaning = new(vectors);

    public IReadOnlyList<FoundPassage> Find(Db db, ParsedQuery query, string text, int passages)
    {
        var words = KeywordSearch.Chunks(db, query, Math.Max(passages, Fusion.Depth)).Take(Fusion.Depth).ToList();
        if (QueryVector.Of(database, models, text) is not { } vector) return [.. words.Take(passages).Select(chunk => new FoundPassage(chunk.ChunkId, chunk.ItemPk, chunk.Score, Cosine: null))];
        var near = _meaning.Chunks(db, vector, query, Math.Max(passages, Fusion.Depth));
        var (nearest, farthest) = near.Count > 0 ? (near[0].Score, near[^1].Score) : (0, 0);
        var best = words.Count > 0 ? words[0].Score : 0;
        var byWords = words.ToDictionary(chunk => chunk.ChunkId);
        var byMeaning = near.ToDictionary(chunk => chunk.ChunkId);
        return
        [
            .. byWords.Keys.Union(byMeaning.Keys)
                .Select(id => (Id: id, Score: (Fusion.WordsWeight * Words(id)) + (Fusion.MeaningWeight * Meaning(id))))
                .OrderByDescending(passage => passage.Score).ThenBy(passage => passage.Id).Take(passages)
                .Select(passage => new FoundPassage(passage.Id, byWords.TryGetValue(passage.Id, out var word) ? word.ItemPk : byMeaning[passage.Id].ItemPk, word.Score, Cosine(passage.Id))),
        ];

        double Words(long id) => best > 0 && byWords.TryGetValue(id, out var chunk) ? Math.Max(0, chunk.Score / best) : 0;

        double Meaning(long id) => !byMeaning.TryGetValue(id, out var chunk) ? 0 : nearest > farthest ? (chunk.Score - farthest) / (nearest - farthest) : 1;

        // Of another model it would mean something else to who reads the passage with the built-in one.
        double? Cosine(long id) => vector.Generation.Location is not null || RemoteModels.Made(vector.Generation) ? null : byMeaning.TryGetValue(id, out var chunk) ? chunk.Score : VectorStore.Cosine(db, vector.Generation, id, vector.Values);
    }
}
