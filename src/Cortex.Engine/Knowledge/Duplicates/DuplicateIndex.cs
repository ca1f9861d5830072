using System.Collections.Concurrent;
using System.Text;
using Cortex.Contract.Items;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Knowledge.Duplicates;

/// <summary>
/// The fingerprints of the items and the pairs that are near-duplicates, within a transaction of the caller. What is in the trash has
/// neither. All that is done for an item is bounded, however many copies of it there are.
/// </summary>
internal static class DuplicateIndex
{
    // Of those that share a key the oldest are compared, so the copies of one text all lead to the same few: pairs grow with the copies, not with their square.
    private const int CandidatesAKey = 16, MaxCompared = 48, MaxPairs = 8;

    // By how many keys there are: one, or those of one or both kinds of MinHash.
    private static readonly ConcurrentDictionary<int, (string Find, string Insert, string Delete)> Statements = new();

    /// <summary>Puts an item's fingerprint in place of the one it had, and finds what it is nearly a copy of.</summary>
    /// <param name="fingerprint">null: a text without words, never a duplicate</param>
    public static void Replace(Db db, long itemPk, long revision, Fingerprint? fingerprint)
    {
        Remove(db, itemPk);
        if (fingerprint is not { } made) return;
        var (arguments, sql) = Keys(itemPk, made);
        foreach (var (other, similarity) in Find(db, itemPk, made, sql.Find, arguments))
            db.Execute("INSERT INTO near_duplicates (item_pk, other_pk, similarity) VALUES (?1, ?2, ?3)", Math.Max(itemPk, other), Math.Min(itemPk, other), similarity);
        db.Execute("INSERT INTO fingerprints (item_pk, revision, minhash) VALUES (?1, ?2, ?3)", itemPk, revision, made.Stored);
        db.Execute(sql.Insert, arguments);
    }

    /// <summary>An item that is deleted is no duplicate any more; its restoring reads it anew.</summary>
    public static void Remove(Db db, long itemPk)
    {
        if (db.First("SELECT minhash FROM fingerprints WHERE item_pk = ?1", row => row.Blob(0), itemPk) is not { } stored) return;
        var (arguments, sql) = Keys(itemPk, new Fingerprint(stored));
        db.Execute(sql.Delete, arguments);
        db.Execute("DELETE FROM fingerprints WHERE item_pk = ?1", itemPk);
        db.Execute("DELETE FROM near_duplicates WHERE item_pk = ?1", itemPk);
        db.Execute("DELETE FROM near_duplicates WHERE other_pk = ?1", itemPk);
    }

    /// <summary>What an item is nearly the same as, the most similar first.</summary>
    public static List<NearDuplicate> Of(Db db, long itemPk, int limit) => db.Query("""
        SELECT i.id, i.title, d.similarity
        FROM (SELECT other_pk AS pk, similarity FROM near_duplicates WHERE item_pk = ?1
              UNION ALL SELECT item_pk, similarity FROM near_duplicates WHERE other_pk = ?1) d
        CROSS JOIN items i ON i.pk = d.pk ORDER BY d.similarity DESC, d.pk LIMIT ?2
        """, row => new NearDuplicate(row.Text(0), row.Text(1), row.Double(2)), itemPk, limit);

    private static IEnumerable<(long Other, double Similarity)> Find(Db db, long itemPk, Fingerprint fingerprint, string sql, object?[] arguments) =>
        db.Query(sql, row => (Pk: row.Long(0), Similarity: row.Bool(2) ? 1 : fingerprint.SimilarityTo(new Fingerprint(row.Blob(1)))), arguments)
            .Where(found => found.Similarity >= Fingerprint.Threshold)
            .OrderByDescending(found => found.Similarity).ThenBy(found => found.Pk).Take(MaxPairs)
            .Select(found => (found.Pk, Math.Round(found.Similarity, 3)));

    private static (object?[] Arguments, (string Find, string Insert, string Delete) Sql) Keys(long itemPk, Fingerprint fingerprint)
    {
        object?[] arguments = [itemPk, .. fingerprint.Keys().Distinct().Select(key => (object)(long)key)];
        return (arguments, Statements.GetOrAdd(arguments.Length - 1, static keys => (FindSql(keys), InsertSql(keys), DeleteSql(keys))));
    }

    private static string FindSql(int keys)
    {
        var sql = new StringBuilder("SELECT c.item_pk, f.minhash, i.content_hash = (SELECT content_hash FROM items WHERE pk = ?1) FROM (SELECT item_pk FROM (");
        for (var key = 0; key < keys; key++)
            sql.Append(key > 0 ? " UNION ALL " : "").Append($"SELECT item_pk FROM (SELECT item_pk FROM fingerprint_bands WHERE band = ?{key + 2} ORDER BY item_pk LIMIT {CandidatesAKey})");
        return sql.Append($"""
            ) GROUP BY item_pk ORDER BY count(*) DESC, item_pk LIMIT {MaxCompared}) c
            CROSS JOIN fingerprints f ON f.item_pk = c.item_pk CROSS JOIN items i ON i.pk = c.item_pk
            """).ToString();
    }

    private static string InsertSql(int keys) => $"INSERT INTO fingerprint_bands (item_pk, band) VALUES {string.Join(", ", Enumerable.Range(2, keys).Select(key => $"(?1, ?{key})"))}";

    private static string DeleteSql(int keys) => $"DELETE FROM fingerprint_bands WHERE item_pk = ?1 AND band IN ({string.Join(", ", Enumerable.Range(2, keys).Select(key => $"?{key}"))})";
}
