using Cortex.Contract.Import;
using Cortex.Contract.Items;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Knowledge.Duplicates;

/// <summary>What in the library is nearly the same as something else in it. Noticed when an item's words are done; nothing is dropped for it.</summary>
public sealed class DuplicateFinder(Database database)
{
    private const int MaxListed = 100, MaxLimit = 100, IdsAtOnce = 1000;

    /// <summary>The pairs, the newest item first.</summary>
    /// <param name="limit">1 to 100</param>
    public DuplicatePage List(long offset = 0, int limit = 20)
    {
        if (limit is < 1 or > MaxLimit) throw CortexException.Invalid("limit", $"Must be a whole number from 1 to {MaxLimit}.");
        return database.ReadSnapshot(db => new DuplicatePage(
            db.Query("""
                SELECT i.id, i.title, o.id, o.title, d.similarity
                FROM (SELECT item_pk, other_pk, similarity FROM near_duplicates ORDER BY item_pk DESC, other_pk DESC LIMIT ?1 OFFSET ?2) d
                CROSS JOIN items i ON i.pk = d.item_pk CROSS JOIN items o ON o.pk = d.other_pk
                ORDER BY d.item_pk DESC, d.other_pk DESC
                """, Pair, limit, offset),
            db.Long("SELECT count(*) FROM near_duplicates") ?? 0, offset, limit));
    }

    /// <summary>Adds to an import's report which of its items are nearly a copy of another, each with the one it is most like.</summary>
    /// <param name="changed">The ids of all that it created or changed; their words are done.</param>
    public ImportReport Report(ImportReport report, IReadOnlyCollection<string> changed) => database.ReadSnapshot(db =>
    {
        var found = MostAlike(db, ItemsWithPairs(db, changed));
        return report with
        {
            NearDuplicateCount = found.Count,
            NearDuplicates = [.. found.OrderByDescending(pair => pair.Similarity).ThenByDescending(pair => pair.Item).Take(MaxListed)
                .Select(pair => db.First("SELECT i.id, i.title, o.id, o.title, ?3 FROM items i, items o WHERE i.pk = ?1 AND o.pk = ?2", Pair, pair.Item, pair.Other, pair.Similarity)!)],
        };
    });

    private static List<(long Item, long Other, double Similarity)> MostAlike(Db db, HashSet<long> items)
    {
        var clusters = new Clusters();
        var likeOthers = new List<long>();
        var found = new List<(long Item, long Other, double Similarity)>();
        foreach (var item in items)
        {
            var pairs = db.Query("""
                SELECT other_pk, similarity FROM near_duplicates WHERE item_pk = ?1
                UNION ALL SELECT item_pk, similarity FROM near_duplicates WHERE other_pk = ?1
                """, row => (Item: item, Other: row.Long(0), Similarity: row.Double(1)), item);
            foreach (var (_, other, _) in pairs) clusters.Join(item, other);
            if (pairs.Exists(pair => !items.Contains(pair.Other))) likeOthers.Add(item);
            // Of two that came in together, the newer is the copy.
            found.AddRange(pairs.OrderByDescending(pair => pair.Similarity).ThenBy(pair => pair.Other > item && items.Contains(pair.Other)).ThenBy(pair => pair.Other).Take(1));
        }

        // Of those that are all new, the first is the original.
        var known = likeOthers.Select(clusters.First).ToHashSet();
        found.RemoveAll(pair => clusters.First(pair.Item) == pair.Item && !known.Contains(pair.Item));
        return found;
    }

    private static HashSet<long> ItemsWithPairs(Db db, IReadOnlyCollection<string> ids)
    {
        if (db.Long("SELECT 1 FROM near_duplicates LIMIT 1") is null) return [];
        return [.. ids.Chunk(IdsAtOnce).SelectMany(some => db.Query("""
            SELECT i.pk FROM json_each(?1) n CROSS JOIN items i ON i.id = n.value
            WHERE EXISTS (SELECT 1 FROM near_duplicates WHERE item_pk = i.pk) OR EXISTS (SELECT 1 FROM near_duplicates WHERE other_pk = i.pk)
            """, row => row.Long(0), $"[{string.Join(',', some.Select(id => $"\"{id}\""))}]"))];
    }

    private static DuplicatePair Pair(Row row) => new(row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Double(4));
}
