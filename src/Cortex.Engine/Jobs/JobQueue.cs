using Cortex.Contract.Items;
using Cortex.Engine.Events;
using Cortex.Engine.Secrets;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Jobs;

/// <summary>
/// The durable queue: one row a stage of an item, moved in the transactions of those who call. A lease expires, attempts are
/// bounded, a newer revision supersedes what waits or runs.
/// </summary>
public static class JobQueue
{
    public const int MaxAttempts = 5;
    private const string Columns = "j.item_pk, i.id, j.stage, j.revision, j.attempts";
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    // A clock that was set back must not make a job wait for longer than any delay is.
    private const string IsDue = "(j.not_before <= ?2 OR j.not_before > ?3)";

    /// <summary>Why a stage that needs a failed one is left out; it waits again when that is tried again.</summary>
    private const string Held = "an earlier stage failed";

    /// <summary>Delays before attempts 2, 3, …</summary>
    private static readonly TimeSpan[] BackOff = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2)];

    public static void Enqueue(Db db, long itemPk, string stage, long revision, long now, int priority = 0) =>
        db.Execute("""
            INSERT INTO jobs (item_pk, stage, revision, status, priority, updated_at) VALUES (?1, ?2, ?3, 'waiting', ?4, ?5)
            ON CONFLICT (item_pk, stage) DO UPDATE SET revision = ?3, status = 'waiting', reason = NULL, priority = ?4,
              attempts = 0, not_before = 0, lease_owner = NULL, lease_until = NULL, updated_at = ?5
            """, itemPk, stage, revision, priority, now);

    /// <param name="awaits">Whether what the stage waits for (<see cref="Stage.Awaited"/>) is on its way.</param>
    public static bool HasWork(Db db, string stage, long now, bool awaits = true) =>
        db.Long($"SELECT 1 FROM jobs j WHERE j.status = 'waiting' AND j.stage = ?1 AND {IsDue} AND {IsNext(stage, awaits)} LIMIT 1", stage, now, FarthestDelay(now)) is not null;

    /// <summary>When the next delayed job may start; null where none is delayed.</summary>
    public static long? NextDelayed(Db db, long now) =>
        db.Long("SELECT min(not_before) FROM jobs WHERE status = 'waiting' AND not_before > ?1", now);

    /// <summary>
    /// Takes the next jobs, by priority, newest items first. One that was begun before comes after all others, the least tried
    /// first and by itself: if it ends the process again, it takes no attempt from its neighbours.
    /// </summary>
    /// <param name="awaits">As for <see cref="HasWork"/>.</param>
    public static List<LeasedJob> LeaseNext(Db db, string stage, string owner, long now, int count, bool awaits = true)
    {
        var jobs = Waiting(db, "j.attempts = 0", "j.priority DESC, j.item_pk DESC", count);
        if (jobs.Count == 0) jobs = Waiting(db, "j.attempts > 0", "j.attempts, j.priority DESC, j.item_pk DESC", 1);
        foreach (var job in jobs)
        {
            db.Execute("UPDATE jobs SET status = 'running', attempts = ?3, lease_owner = ?4, lease_until = ?5, updated_at = ?6 WHERE item_pk = ?1 AND stage = ?2",
                job.ItemPk, job.Stage, job.Attempt, owner, now + (long)Lease.TotalMilliseconds, now);
        }

        return jobs;

        List<LeasedJob> Waiting(Db db, string which, string order, int limit) => db.Query($"""
            SELECT {Columns} FROM jobs j JOIN items i ON i.pk = j.item_pk
            WHERE j.status = 'waiting' AND j.stage = ?1 AND {IsDue} AND {which} AND {IsNext(stage, awaits)} AND i.deleted_at IS NULL
            ORDER BY {order} LIMIT ?4
            """, row => new LeasedJob(row.Long(0), row.Text(1), row.Text(2), row.Long(3), row.Int(4) + 1, owner), stage, now, FarthestDelay(now), limit);
    }

    /// <summary>Ends a job; false when a newer revision, a cancel or another owner has taken it away, and then nothing may be written for it.</summary>
    public static bool Finish(Db db, LeasedJob job, StageStatus status, string? reason, long now)
    {
        var changed = db.Execute("""
            UPDATE jobs SET status = ?5, reason = ?6, lease_owner = NULL, lease_until = NULL, updated_at = ?7
            WHERE item_pk = ?1 AND stage = ?2 AND revision = ?3 AND lease_owner = ?4 AND status = 'running'
            """, job.ItemPk, job.Stage, job.Revision, job.Owner, WireName.Of(status), reason = Redact(reason), now);
        if (changed == 0) return false;
        if (status == StageStatus.Failed) Hold(db, job, now);
        if (status == StageStatus.Done) Repeat(db, job, now);
        Announce(db, job.ItemPk, job.ItemId, job.Stage, status, reason);
        return true;
    }

    /// <summary>Puts a failed attempt back with a delay, or fails the job when its attempts are used up.</summary>
    public static void RetryLater(Db db, LeasedJob job, string reason, long now)
    {
        if (job.Attempt >= MaxAttempts)
        {
            Finish(db, job, StageStatus.Failed, $"{reason} (given up after {job.Attempt} attempts)", now);
            return;
        }

        var delay = BackOff[Math.Min(job.Attempt, BackOff.Length) - 1];
        db.Execute("""
            UPDATE jobs SET status = 'waiting', reason = ?5, not_before = ?6, lease_owner = NULL, lease_until = NULL, updated_at = ?7
            WHERE item_pk = ?1 AND stage = ?2 AND revision = ?3 AND lease_owner = ?4 AND status = 'running'
            """, job.ItemPk, job.Stage, job.Revision, job.Owner, Redact(reason), now + (long)delay.TotalMilliseconds, now);
    }

    /// <summary>Puts jobs back that nobody works on any more: all but this owner's, when it alone holds the runner's lock, and those past their lease.</summary>
    public static int Reclaim(Db db, string owner, long now)
    {
        var orphans = db.Query($"""
            SELECT {Columns}, j.lease_owner FROM jobs j JOIN items i ON i.pk = j.item_pk
            WHERE j.status = 'running' AND (j.lease_owner <> ?1 OR j.lease_until < ?2)
            """, row => new LeasedJob(row.Long(0), row.Text(1), row.Text(2), row.Long(3), row.Int(4), row.TextOrNull(5) ?? ""), owner, now);
        foreach (var job in orphans)
        {
            // An item that ends the process each time must not do so for ever.
            if (job.Attempt >= MaxAttempts) Finish(db, job, StageStatus.Failed, $"processing stopped without an answer {job.Attempt} times", now);
            else db.Execute("UPDATE jobs SET status = 'waiting', lease_owner = NULL, lease_until = NULL, updated_at = ?3 WHERE item_pk = ?1 AND stage = ?2", job.ItemPk, job.Stage, now);
        }

        return orphans.Count;
    }

    /// <summary>Puts one job back, the attempt not counted.</summary>
    public static void Park(Db db, LeasedJob job, long now) =>
        db.Execute("UPDATE jobs SET status = 'waiting', attempts = max(attempts - 1, 0), lease_owner = NULL, lease_until = NULL, updated_at = ?5 WHERE item_pk = ?1 AND stage = ?2 AND revision = ?3 AND lease_owner = ?4 AND status = 'running'",
            job.ItemPk, job.Stage, job.Revision, job.Owner, now);

    /// <summary>Puts jobs back on a clean stop, the attempt not counted.</summary>
    public static void Park(Db db, string owner, long now) =>
        db.Execute("UPDATE jobs SET status = 'waiting', attempts = max(attempts - 1, 0), lease_owner = NULL, lease_until = NULL, updated_at = ?2 WHERE status = 'running' AND lease_owner = ?1", owner, now);

    /// <summary>Tries failed jobs again: of one item, or all.</summary>
    public static int RetryFailed(Db db, string? itemId, long now)
    {
        var failed = db.Query("""
            SELECT j.item_pk, i.id, j.stage FROM jobs j JOIN items i ON i.pk = j.item_pk
            WHERE j.status = 'failed' AND i.deleted_at IS NULL AND (?1 IS NULL OR i.id = ?1)
            """, row => (Pk: row.Long(0), Id: row.Text(1), Stage: row.Text(2)), itemId);
        foreach (var (pk, id, stage) in failed)
        {
            db.Execute("UPDATE jobs SET status = 'waiting', reason = NULL, attempts = 0, not_before = 0, priority = 1, updated_at = ?3 WHERE item_pk = ?1 AND stage = ?2", pk, stage, now);
            foreach (var later in Stage.After(stage))
                db.Execute("UPDATE jobs SET status = 'waiting', reason = NULL, attempts = 0, not_before = 0, updated_at = ?3 WHERE item_pk = ?1 AND stage = ?2 AND status = 'skipped' AND reason = ?4", pk, later, now, Held);
            Announce(db, pk, id, stage, StageStatus.Waiting, reason: null);
        }

        return failed.Count;
    }

    /// <summary>Stops what waits or runs for an item; it shows as skipped.</summary>
    public static int Cancel(Db db, long itemPk, string itemId, long now)
    {
        var cancelled = db.Query("SELECT stage FROM jobs WHERE item_pk = ?1 AND status IN ('waiting', 'running')", row => row.Text(0), itemPk);
        foreach (var stage in cancelled)
        {
            db.Execute("UPDATE jobs SET status = 'skipped', reason = 'cancelled', lease_owner = NULL, lease_until = NULL, updated_at = ?3 WHERE item_pk = ?1 AND stage = ?2", itemPk, stage, now);
            Announce(db, itemPk, itemId, stage, StageStatus.Skipped, "cancelled");
        }

        return cancelled.Count;
    }

    // What an item's stage needs is there: none before it is still to be done.
    private static string IsNext(string stage, bool awaits)
    {
        var next = Unless(Stage.Before(stage), "'waiting', 'running', 'failed'");
        return awaits ? $"{next} AND {Unless(Stage.Awaited(stage), "'waiting', 'running'")}" : next;
    }

    private static string Unless(IReadOnlyList<string> stages, string statuses) =>
        stages.Count == 0 ? "1" : $"NOT EXISTS (SELECT 1 FROM jobs p WHERE p.item_pk = j.item_pk AND p.stage IN ({string.Join(", ", stages.Select(stage => $"'{stage}'"))}) AND p.status IN ({statuses}))";

    // What was done without this is done again.
    private static void Repeat(Db db, LeasedJob done, long now)
    {
        foreach (var later in Stage.All.Where(other => Stage.Awaited(other).Contains(done.Stage, StringComparer.Ordinal)))
            db.Execute("UPDATE jobs SET status = 'waiting', reason = NULL, attempts = 0, not_before = 0, updated_at = ?3 WHERE item_pk = ?1 AND stage = ?2 AND status = 'done'", done.ItemPk, later, now);
    }

    private static void Hold(Db db, LeasedJob failed, long now)
    {
        foreach (var later in Stage.After(failed.Stage))
            db.Execute("UPDATE jobs SET status = 'skipped', reason = ?3, updated_at = ?4 WHERE item_pk = ?1 AND stage = ?2 AND status = 'waiting'", failed.ItemPk, later, Held, now);
    }

    // What a provider answers may repeat the key that it was asked with.
    private static string? Redact(string? reason) => reason is null ? null : SecretText.Redact(reason);

    private static long FarthestDelay(long now) => now + (long)BackOff[^1].TotalMilliseconds;

    private static void Announce(Db db, long itemPk, string itemId, string stage, StageStatus status, string? reason) =>
        ChangeLog.AppendStage(db, itemId, stage, status, reason, StageStates.Sum(StageStates.Of(db, itemPk)));
}
