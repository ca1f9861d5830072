using Cortex.Contract.Items;
using Cortex.Contract.Processing;
using Cortex.Contract.Search;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Jobs;

/// <summary>Answers for every item: indexed, waiting, skipped or failed, why, and how many of how many. Counted from the queue, never stored.</summary>
public sealed class Ledger(Database database)
{
    public QueueStatus Status(int jobs = 50) => database.ReadSnapshot(db =>
    {
        // An item counts once, by its worst stage: failed, then anything unfinished, then done.
        var items = db.Query("""
            SELECT sum(failed > 0), sum(failed = 0 AND open > 0 AND open = stages AND running = 0),
                   sum(failed = 0 AND open > 0 AND (open < stages OR running > 0)), sum(failed = 0 AND open = 0), sum(failed = 0 AND open = 0 AND skipped > 0), count(*)
            FROM (SELECT sum(j.status = 'failed') AS failed, sum(j.status IN ('waiting', 'running')) AS open, sum(j.status = 'running') AS running,
                         sum(j.status = 'skipped') AS skipped, count(*) AS stages
                  FROM jobs j JOIN items i ON i.pk = j.item_pk WHERE i.deleted_at IS NULL GROUP BY j.item_pk)
            """, row => Enumerable.Range(0, 6).Select(column => row.LongOrNull(column) ?? 0).ToArray())[0];
        return new QueueStatus
        {
            Failed = items[0],
            Pending = items[1],
            Processing = items[2],
            Completed = items[3],
            Skipped = items[4],
            Total = items[5],
            RunnerActive = JobRunner.IsActive(database.Folder),
            Stages = CountStages(db),
            Jobs = OpenJobs(db, jobs),
            Embedding = null,
        };
    });

    /// <summary>How much of the library is found by its words, and by its meaning.</summary>
    public static Coverage Coverage(Db db)
    {
        var total = db.Long("SELECT count(*) FROM items WHERE deleted_at IS NULL") ?? 0;
        // Counting what is not yet done reads small partial indexes, however large the library is.
        return new Coverage(total - Open(db, Stage.Words) - Failed(db, Stage.Words), total, total - Open(db, Stage.Meaning) - Held(db));
    }

    /// <summary>Jobs of a stage that still wait or run.</summary>
    public long Open(string stage) => database.Read(db => Open(db, stage));

    // What is deleted neither waits nor runs: its jobs were cancelled.
    public static long Open(Db db, string stage) => db.Long("SELECT (SELECT count(*) FROM jobs WHERE status = 'waiting' AND stage = ?1) + (SELECT count(*) FROM jobs WHERE status = 'running' AND stage = ?1)", stage) ?? 0;

    private static long Failed(Db db, string stage) =>
        db.Long("SELECT count(*) FROM jobs j JOIN items i ON i.pk = j.item_pk WHERE j.status = 'failed' AND j.stage = ?1 AND i.deleted_at IS NULL", stage) ?? 0;

    // An item counts once, whichever of its stages failed.
    private static long Held(Db db) => db.Long("SELECT count(DISTINCT j.item_pk) FROM jobs j JOIN items i ON i.pk = j.item_pk WHERE j.status = 'failed' AND j.stage IN ('words', 'meaning') AND i.deleted_at IS NULL") ?? 0;

    private static Dictionary<string, StageCounts> CountStages(Db db)
    {
        var counts = db.Query("SELECT j.stage, j.status, count(*) FROM jobs j JOIN items i ON i.pk = j.item_pk WHERE i.deleted_at IS NULL GROUP BY j.stage, j.status",
            row => (Stage: row.Text(0), Status: WireName.Parse<StageStatus>(row.Text(1)), Count: row.Long(2)));
        long Count(string stage, StageStatus status) => counts.Where(c => c.Stage == stage && c.Status == status).Sum(c => c.Count);
        return Stage.All.ToDictionary(stage => stage, stage => new StageCounts(
            Count(stage, StageStatus.Waiting), Count(stage, StageStatus.Running), Count(stage, StageStatus.Done), Count(stage, StageStatus.Skipped), Count(stage, StageStatus.Failed)), StringComparer.Ordinal);
    }

    private static List<JobInfo> OpenJobs(Db db, int limit) => db.Query("""
        SELECT i.id, i.title, j.stage, j.status, j.attempts, j.reason, CASE WHEN j.not_before > 0 AND j.status = 'waiting' THEN j.not_before END
        FROM jobs j JOIN items i ON i.pk = j.item_pk
        WHERE j.status IN ('failed', 'running', 'waiting') AND i.deleted_at IS NULL
        ORDER BY CASE j.status WHEN 'failed' THEN 0 WHEN 'running' THEN 1 ELSE 2 END, j.item_pk DESC LIMIT ?1
        """, row => new JobInfo
        {
            ItemId = row.Text(0),
            Title = row.Text(1),
            Stage = row.Text(2),
            Status = WireName.Parse<StageStatus>(row.Text(3)),
            Attempts = row.Int(4),
            Reason = row.TextOrNull(5),
            NotBefore = row.TimeOrNull(6),
        }, limit);
}
