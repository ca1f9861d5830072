using System.Numerics;
using Cortex.Contract.Search;
using Cortex.Engine.Embeddings;
using Cortex.Engine.Knowledge.Connections;
using Cortex.Engine.Storage;
using Cortex.Engine.VectorSearch;

namespace Cortex.Engine.Processing.Discovery;

/// <summary>
/// Finds what an item has to do with others: those with the nearest passages, those that name the same rare things, and those it was
/// connected with before. What it reads is bounded, however large the library is; only the scan of the vectors grows with it.
/// </summary>
/// <param name="threads">For that scan.</param>
internal sealed class ConnectionDiscovery(Database database, VectorIndex vectors, int threads)
{
    private const int Probes = 4, MostPassages = 400, HitsAProbe = 40, MostNear = 30, MostSharing = 30, MostEntities = 40, MostShown = 5, MostTogether = 50, MostOfKnown = 12;
    private static readonly TimeSpan CountedFor = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private (long Items, long At)? _counted;

    public DiscoveredPairs Find(long itemPk, long revision, CancellationToken cancellation) => database.ReadSnapshot(db =>
    {
        var known = db.Query("SELECT b_pk FROM connections WHERE a_pk = ?1 UNION ALL SELECT a_pk FROM connections WHERE b_pk = ?1", row => row.Long(0), itemPk);
        if (db.First("SELECT created_at FROM items WHERE pk = ?1 AND revision = ?2 AND deleted_at IS NULL", row => (long?)row.Long(0), itemPk, revision) is not { } savedAt) return new DiscoveredPairs(itemPk, [], []);
        var items = Items(db);
        var near = Near(db, itemPk, known, cancellation);
        var sharing = Sharing(db, itemPk, ConnectionStrength.MostNaming(items));
        var ranked = sharing.OrderByDescending(other => other.Value.Sum(shared => ConnectionStrength.Rarity(shared.Frequency, items))).ThenBy(other => other.Key).Take(MostSharing).Select(other => other.Key);
        var copies = db.Query("SELECT other_pk FROM near_duplicates WHERE item_pk = ?1 UNION SELECT item_pk FROM near_duplicates WHERE other_pk = ?1", row => row.Long(0), itemPk).ToHashSet();
        // What comes in by the thousand is saved together and has nothing to do with each other.
        var tellsTime = (db.Long($"SELECT count(*) FROM (SELECT 1 FROM items WHERE deleted_at IS NULL AND created_at BETWEEN ?1 AND ?2 LIMIT {MostTogether + 1})", savedAt - 3_600_000, savedAt + 3_600_000) ?? 0) <= MostTogether;
        var pairs = near.Keys.Concat(ranked).Concat(known).Distinct().Where(other => !copies.Contains(other)).Select(Pair).OfType<DiscoveredPair>();
        return new DiscoveredPairs(itemPk, known, [.. pairs.OrderByDescending(pair => pair.Strength).ThenBy(pair => pair.A + pair.B).Take(ConnectionTable.MostFound)]);

        DiscoveredPair? Pair(long other)
        {
            var (otherRevision, otherSavedAt) = db.First("SELECT revision, created_at FROM items WHERE pk = ?1 AND deleted_at IS NULL", row => (row.Long(0), row.Long(1)), other);
            if (otherRevision == 0) return null;
            var passages = near.GetValueOrDefault(other);
            var shared = sharing.GetValueOrDefault(other, []);
            long? apart = tellsTime && Math.Abs(savedAt - otherSavedAt) / 1000 is var seconds && ConnectionStrength.IsNear(seconds) ? seconds : null;
            var strength = ConnectionStrength.Of(passages?.Cosine, shared.Select(entity => entity.Frequency), items, apart);
            if (strength < ConnectionStrength.Floor) return null;
            var isA = itemPk < other;
            var evidence = new StoredEvidence
            {
                Similar = passages is null || (Span(db, passages.Own), Span(db, passages.Other)) is not ({ } own, { } its) ? null : new SimilarPassages(Math.Round(passages.Cosine, 4), isA ? own : its, isA ? its : own),
                Entities = [.. shared.OrderBy(entity => entity.Frequency).ThenBy(entity => entity.Name, StringComparer.Ordinal).Take(MostShown).Select(entity => new SharedEntity(entity.Name, entity.Type, isA ? entity.Own : entity.Other, isA ? entity.Other : entity.Own))],
                SecondsApart = apart,
            };
            var kinds = (evidence.Similar is null ? 0 : EvidenceKinds.Similar) | (shared.Count == 0 ? 0 : EvidenceKinds.SharedEntity) | (apart is null ? 0 : EvidenceKinds.SavedTogether);
            return isA ? new DiscoveredPair(itemPk, other, revision, otherRevision, strength, kinds, evidence) : new DiscoveredPair(other, itemPk, otherRevision, revision, strength, kinds, evidence);
        }
    });

    // The nearest pair of passages of each other item, of those that are near to some of its own, from beginning to end, and of those known before.
    private Dictionary<long, NearPassages> Near(Db db, long itemPk, IEnumerable<long> known, CancellationToken cancellation)
    {
        if (Generations.Active(db) is not { } generation || VectorStore.OfItem(db, generation, itemPk, MostPassages) is not { Count: > 0 } own) return [];
        var probes = own.Count <= Probes ? own : [.. Enumerable.Range(0, Probes).Select(n => own[n * own.Count / Probes])];
        var filter = new VectorFilter { ExcludedItemPk = itemPk };
        var near = probes
            .SelectMany(probe => vectors.Search(db, generation.Id, generation.Dimensions, probe.Vector, HitsAProbe, filter, threads, cancellation).Select(hit => (Item: hit.ItemPk, Passages: new NearPassages(hit.Cosine, probe.ChunkId, hit.ChunkId))))
            .Where(hit => Tells(hit.Passages))
            .GroupBy(hit => hit.Item).Select(group => (Item: group.Key, Best: group.MaxBy(hit => hit.Passages.Cosine).Passages!))
            .OrderByDescending(other => other.Best.Cosine).Take(MostNear).ToDictionary(other => other.Item, other => other.Best);
        foreach (var other in known.Where(other => !near.ContainsKey(other)))
        {
            var passages = VectorStore.OfItem(db, generation, other, MostOfKnown).SelectMany(its => probes.Select(probe => new NearPassages(Product(probe.Vector, its.Vector), probe.ChunkId, its.ChunkId)));
            if (passages.Where(Tells).MaxBy(pair => pair.Cosine) is { } best) near[other] = best;
        }

        return near;
    }

    private static double Product(float[] one, float[] other)
    {
        var sum = Vector<float>.Zero;
        var at = 0;
        for (; at <= one.Length - Vector<float>.Count; at += Vector<float>.Count) sum += new Vector<float>(one, at) * new Vector<float>(other, at);
        var rest = Vector.Sum(sum);
        for (; at < one.Length; at++) rest += one[at] * other[at];
        return rest;
    }

    private static bool Tells(NearPassages pair) => pair.Cosine is >= ConnectionStrength.LeastCosine and <= ConnectionStrength.Copy;

    private static Dictionary<long, List<Shared>> Sharing(Db db, long itemPk, int mostNaming)
    {
        var others = new Dictionary<long, List<Shared>>();
        foreach (var own in db.Query($"SELECT name, label, type, start, end FROM item_entities WHERE item_pk = ?1 LIMIT {MostEntities}", row => (Name: row.Text(0), Label: row.Text(1), Type: row.Text(2), Span: new TextSpan(row.Int(3), row.Int(4))), itemPk))
        {
            var naming = db.Query("SELECT item_pk, start, end FROM item_entities WHERE name = ?1 LIMIT ?2", row => (Item: row.Long(0), Span: new TextSpan(row.Int(1), row.Int(2))), own.Name, mostNaming + 1);
            if (naming.Count > mostNaming) continue;
            foreach (var other in naming.Where(other => other.Item != itemPk))
            {
                if (!others.TryGetValue(other.Item, out var shared)) others[other.Item] = shared = [];
                shared.Add(new Shared(own.Label, own.Type, naming.Count, own.Span, other.Span));
            }
        }

        return others;
    }

    private static TextSpan? Span(Db db, long chunkId) => db.First("SELECT start, end FROM chunks WHERE id = ?1", row => (TextSpan?)new TextSpan(row.Int(0), row.Int(1)), chunkId);

    // To the minute: it is a measure of what is rare.
    private long Items(Db db)
    {
        lock (_gate)
        {
            if (_counted is { } counted && database.Now - counted.At is >= 0 and var age && age < CountedFor.TotalMilliseconds) return counted.Items;
            _counted = (db.Long("SELECT count(*) FROM items WHERE deleted_at IS NULL") ?? 0, database.Now);
            return _counted.Value.Items;
        }
    }

    private sealed record NearPassages(double Cosine, long Own, long Other);

    private sealed record Shared(string Name, string Type, int Frequency, TextSpan Own, TextSpan Other);
}
