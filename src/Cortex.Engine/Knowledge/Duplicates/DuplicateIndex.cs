using Cortex.Contract.Items;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Knowledge.Duplicates;

/// <summary>
/// The fingerprints of the items and the pairs that are near-duplicates. What is in the trash has neither. All that is done for an
/// item is bounded, however many copies of it there are: pairs grow with the copies, not with their square.
/// </summary>
internal sealed class DuplicateIndex
{
    private const int MaxCompared = 20, MaxPairs = 8;
    private readonly Lock _lock = new();
    private BandTable _bands = new();
    private string? _epoch;
    private long _last;

    /// <summary>Takes in what is in the library and not yet in memory: all of it at first, later what another process has added.</summary>
    public void ReadOn(Db db)
    {
        lock (_lock)
        {
            var (epoch, last) = db.First("SELECT value, (SELECT max(seq) FROM fingerprints) FROM library WHERE key = 'epoch'", row => (row.Text(0), row.LongOrNull(1) ?? 0));
            if (epoch != _epoch) (_bands, _epoch, _last) = (new BandTable(), epoch, 0);
            if (last <= _last) return;
            _last = db.Query("SELECT seq, item_pk, minhash FROM fingerprints WHERE seq > ?1 ORDER BY seq", row =>
            {
                _bands.Add(row.Long(1), new Fingerprint(row.Blob(2)).Keys());
                return row.Long(0);
            }, _last).LastOrDefault(_last);
        }
    }

    /// <summary>Puts an item's fingerprint in place of the one it had, and finds what it is nearly a copy of; within a transaction of the caller, who has read on.</summary>
    /// <param name="fingerprint">null: a text without words, never a duplicate</param>
    public void Replace(Db db, long itemPk, long revision, Fingerprint? fingerprint)
    {
        Remove(db, itemPk);
        if (fingerprint is not { } made) return;
        var keys = made.Keys();
        lock (_lock)
        {
            foreach (var (other, similarity) in Find(db, itemPk, made, _bands.Candidates(keys, MaxCompared)))
                db.Execute("INSERT INTO near_duplicates (item_pk, other_pk, similarity) VALUES (?1, ?2, ?3)", Math.Max(itemPk, other), Math.Min(itemPk, other), similarity);
            // Counted here, because the number of a transaction that came to nothing must not be given again.
            db.Execute("INSERT INTO fingerprints (seq, item_pk, revision, minhash) VALUES (?1, ?2, ?3, ?4)", ++_last, itemPk, revision, made.Stored);
            _bands.Add(itemPk, keys);
        }
    }

    /// <summary>An item that is deleted is no duplicate any more; its restoring reads it anew.</summary>
    public static void Remove(Db db, long itemPk)
    {
        if (db.Execute("DELETE FROM fingerprints WHERE item_pk = ?1", itemPk) == 0) return;
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

    private static IEnumerable<(long Other, double Similarity)> Find(Db db, long itemPk, Fingerprint fingerprint, List<long> candidates) => candidates
        .Where(other => other != itemPk)
        .Select(other => (Other: other, Similarity: Compare(db, itemPk, fingerprint, other)))
        .Where(found => found.Similarity >= Fingerprint.Threshold)
        .OrderByDescending(found => found.Similarity).ThenBy(found => found.Other).Take(MaxPairs);

    // What is gone compares with nothing. The same content is the same text, however it was read.
    private static double Compare(Db db, long itemPk, Fingerprint fingerprint, long other) => db.First("""
        SELECT f.minhash, i.content_hash = (SELECT content_hash FROM items WHERE pk = ?2)
        FROM fingerprints f JOIN items i ON i.pk = f.item_pk WHERE f.item_pk = ?1
        """, row => row.Bool(1) ? 1 : Math.Round(fingerprint.SimilarityTo(new Fingerprint(row.Blob(0))), 3), other, itemPk);
}
