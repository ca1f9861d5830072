using Cortex.Engine.Storage;

namespace Cortex.Engine.Workflows.Checkpoints;

/// <summary>Keeps results in the library: at most 20,000, at most 64 MiB, each at most 256 KiB and for at most 30 days.</summary>
public sealed class NodeResults(Database database)
{
    internal const int Most = 20_000, LargestResult = 256 * 1024;
    internal const long MostBytes = 64L * 1024 * 1024;

    // To add sizes up is not worth it each time: so many of the largest go beyond the bound meanwhile.
    private const int Between = 64;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public byte[]? Find(byte[] key) => database.Read(db => db.First("SELECT result FROM workflow_results WHERE key = ?1 AND at > ?2", row => row.Blob(0), key, Oldest()));

    public async ValueTask KeepAsync(byte[] key, byte[] result)
    {
        if (result.Length > LargestResult) return;
        await database.Writer.RunAsync(Durability.Derived, db =>
        {
            db.Execute("DELETE FROM workflow_results WHERE key = ?1", key);
            db.Execute("INSERT INTO workflow_results (key, result, size, at) VALUES (?1, ?2, ?3, ?4)", key, result, result.Length, database.Now);
            if (db.Long("SELECT last_insert_rowid()") % Between == 0) Trim(db);
        });
    }

    internal void Trim(Db db)
    {
        db.Execute("DELETE FROM workflow_results WHERE id <= (SELECT max(id) FROM workflow_results) - ?1 OR at <= ?2", Most, Oldest());
        db.Execute("DELETE FROM workflow_results WHERE id <= (SELECT max(id) FROM (SELECT id, sum(size) OVER (ORDER BY id DESC) AS total FROM workflow_results) WHERE total > ?1)", MostBytes);
    }

    private long Oldest() => database.Now - (long)Kept.TotalMilliseconds;
}
