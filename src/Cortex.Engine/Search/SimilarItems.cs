using System.Diagnostics;
using Cortex.Contract.Items;
using Cortex.Contract.Search;
using Cortex.Engine.Embeddings;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Storage;
using Cortex.Engine.VectorSearch;

namespace Cortex.Engine.Search;

/// <summary>Finds items that say something like a given one: by the nearest pair of passages.</summary>
public sealed class SimilarItems(Database database, VectorIndex vectors)
{
    public const int DefaultLimit = 10, MaxLimit = 100;

    // A long item is looked for by some of its passages, evenly from beginning to end.
    private const int Probes = 12, MostPassages = 2000;

    // Passages of one item stand close together; so many that enough items are among them.
    private const int PassagesAnItem = 6;

    /// <exception cref="CortexException">unknown id, limit out of range</exception>
    public SimilarResponse Find(string itemId, int limit = DefaultLimit, CancellationToken cancellation = default)
    {
        var clock = Stopwatch.StartNew();
        if (limit is < 1 or > MaxLimit) throw CortexException.Invalid("limit", $"Must be between 1 and {MaxLimit}.");
        return database.ReadSnapshot(db =>
        {
            ItemReader.GetSummary(db, itemId);
            var pk = db.Long("SELECT pk FROM items WHERE id = ?1", itemId)!.Value;
            var own = Generations.Active(db) is { } generation ? VectorStore.OfItem(db, generation, pk, MostPassages) : [];
            return new SimilarResponse
            {
                ItemId = itemId,
                Ready = own.Count > 0,
                Results = own.Count == 0 ? [] : [.. Nearest(db, Generations.Active(db)!, pk, own, limit, cancellation).Select(pair => Describe(db, pair))],
                TookMs = Math.Round(clock.Elapsed.TotalMilliseconds, 3),
            };
        });
    }

    private IEnumerable<(long Own, VectorHit Other)> Nearest(Db db, Generation generation, long pk, List<(long ChunkId, float[] Vector)> own, int limit, CancellationToken cancellation)
    {
        var filter = new VectorFilter { ExcludedItemPk = pk };
        var probes = own.Count <= Probes ? own : [.. Enumerable.Range(0, Probes).Select(n => own[n * own.Count / Probes])];
        return probes
            .SelectMany(probe => vectors.Search(db, generation.Id, generation.Dimensions, probe.Vector, limit * PassagesAnItem, filter, cancel: cancellation).Select(hit => (Own: probe.ChunkId, Other: hit)))
            .Where(pair => pair.Other.Cosine >= Fusion.LeastCosine)
            .OrderByDescending(pair => pair.Other.Cosine).ThenBy(pair => pair.Other.ChunkId).ThenBy(pair => pair.Own)
            .DistinctBy(pair => pair.Other.ItemPk).Take(limit);
    }

    private static SimilarItem Describe(Db db, (long Own, VectorHit Other) pair) => db.First("SELECT id, title, content_type, source_url, created_at FROM items WHERE pk = ?1", row => new SimilarItem
    {
        ItemId = row.Text(0),
        Title = row.Text(1),
        ContentType = WireName.Parse<ContentType>(row.Text(2)),
        SourceUrl = row.TextOrNull(3),
        CreatedAt = row.Time(4),
        Tags = [],
        Similarity = Math.Round(pair.Other.Cosine, 4),
        Passage = Span(db, pair.Other.ChunkId),
        Own = Span(db, pair.Own),
    }, pair.Other.ItemPk)! with { Tags = ItemReader.Tags(db, pair.Other.ItemPk) };

    private static PassageSpan Span(Db db, long chunkId) =>
        db.First("SELECT id, start, end, text FROM chunks WHERE id = ?1", row => new PassageSpan(row.Long(0), row.Int(1), row.Int(2), row.Text(3)), chunkId)!;
}
