using Cortex.Engine.Inference;
using Cortex.Engine.Search;
using Cortex.Engine.Storage;

namespace Cortex.Benchmarks.Retrieval;

/// <summary>Finds passages of a small library by meaning: encodes each once and looks at all of them. Filters are not applied.</summary>
internal sealed class ScannedPassages(SentenceEncoder encoder) : IPassageFinder
{
    private readonly Dictionary<long, float[]> _vectors = [];

    public IReadOnlyList<FoundPassage> Find(Db db, ParsedQuery query, string text, int passages)
    {
        var words = KeywordSearch.Chunks(db, query, passages).ToDictionary(chunk => chunk.ChunkId, chunk => chunk.Score);
        var asked = encoder.Encode(text);
        var chunks = db.Query("SELECT id, item_pk, title, text FROM chunks ORDER BY id", row => (Id: row.Long(0), Item: row.Long(1), Text: row.Text(2) + "\n" + row.Text(3)));
        var best = words.Values.DefaultIfEmpty().Max();
        return [.. chunks.Select(chunk => new FoundPassage(chunk.Id, chunk.Item, words.GetValueOrDefault(chunk.Id), EncodedText.Dot(asked, Vector(chunk.Id, chunk.Text))))
            .OrderByDescending(found => found.Cosine + (best > 0 ? 0.2 * found.Words / best : 0)).Take(passages)];
    }

    private float[] Vector(long id, string text) => _vectors.TryGetValue(id, out var vector) ? vector : _vectors[id] = encoder.Encode(text);
}
