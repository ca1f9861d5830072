using System.Text.Json;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Contract.Workflows;
using Cortex.Engine.Secrets;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Workflows.Checkpoints;

/// <summary>
/// Writes runs, in the transactions of those who call. Bounded by numbers that need no counting: of each graph the latest
/// <see cref="KeptRuns"/> runs (and all that wait for an answer), and the checkpoints of the latest <see cref="KeptStates"/>
/// that are completed.
/// </summary>
internal static class RunTable
{
    public const int KeptRuns = 10_000, KeptStates = 20;
    internal const string DeleteOld = "DELETE FROM workflow_runs INDEXED BY workflow_runs_not_waiting WHERE graph = ?1 AND number <= ?2 AND status <> 'waiting'";

    /// <param name="anew">Whatever is kept of its checkpoints is dropped.</param>
    public static StoredRun Begin(Db db, RunStart start, bool anew = false)
    {
        var run = Find(db, start.RunId);
        if (run is null)
        {
            if (start.Resume) throw Unknown(start.RunId);
            Insert(db, start);
            return StoredRun.None;
        }

        RequireOpen(run, start);
        db.Execute("UPDATE workflow_runs SET status = 'running', version = ?2, question = NULL, question_at = NULL, error = NULL, ended_at = NULL WHERE pk = ?1", run.Pk, start.Version);
        if (run.Version != start.Version)
        {
            db.Execute("UPDATE workflow_runs SET answers = NULL, nodes = NULL WHERE pk = ?1", run.Pk);
            anew = true;
        }

        if (!anew) return Stored(db, run);
        db.Execute("DELETE FROM workflow_checkpoints WHERE run_pk = ?1", run.Pk);
        return StoredRun.None;
    }

    /// <summary>What is kept of a run that is to go on, and nothing written for it yet.</summary>
    /// <exception cref="CortexException">as for <see cref="ICheckpoints.BeginAsync"/></exception>
    public static StoredRun Peek(Db db, RunStart start)
    {
        var run = Find(db, start.RunId) ?? throw Unknown(start.RunId);
        RequireOpen(run, start);
        return run.Version == start.Version ? Stored(db, run) : StoredRun.None;
    }

    /// <exception cref="WorkflowException">the run is no longer this owner's, and nothing may be written for it</exception>
    public static void Save(Db db, Checkpoint checkpoint)
    {
        var written = db.Execute("""
            INSERT INTO workflow_checkpoints (run_pk, step, path, node, next, visits, state, nodes, at)
            SELECT pk, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM workflow_runs WHERE id = ?1 AND status = 'running'
            """, checkpoint.RunId, checkpoint.Step, checkpoint.Path, checkpoint.Node, checkpoint.Next, checkpoint.Visits, checkpoint.State.ToArray(), Json(checkpoint.Nodes), checkpoint.At.ToUnixTimeMilliseconds());
        if (written == 0) throw new WorkflowException($"The run {checkpoint.RunId} was taken away before {checkpoint.Node} ended: a newer one has its subject.");
    }

    public static void End(Db db, RunEnd end)
    {
        var completed = end.Status == WorkflowStatus.Completed;
        var ended = db.Execute("""
            UPDATE workflow_runs SET status = ?2, ended_at = ?3, nodes = ?4, error = ?5, question = ?6, question_at = ?7, answers = CASE WHEN ?8 THEN NULL ELSE answers END, has_states = ?8
            WHERE id = ?1 AND status = 'running'
            """, end.RunId, WireName.Of(end.Status), end.At.ToUnixTimeMilliseconds(), Json(end.Nodes), end.Error is null ? null : SecretText.Redact(end.Error), end.Question, end.QuestionAt, completed);
        if (ended > 0) Trim(db, end.Graph);
    }

    public static IReadOnlyDictionary<string, string> Answers(Db db, string id) =>
        ParseAnswers(db.First("SELECT answers FROM workflow_runs WHERE id = ?1", row => row.TextOrNull(0), id));

    public static Dictionary<string, string> ParseAnswers(string? json) => json is null ? [] : JsonSerializer.Deserialize(json, CortexJson.Stored.DictionaryStringString) ?? [];

    /// <summary>What the nodes of a run did: those of its checkpoints, and beside them those that did not get so far.</summary>
    public static List<WorkflowNodeRun> Nodes(Db db, long pk, WorkflowStatus status, string? folded)
    {
        List<WorkflowNodeRun> whole = folded is null ? [] : Parse(folded);
        if (status == WorkflowStatus.Completed) return whole;
        var done = db.Query("SELECT nodes FROM workflow_checkpoints WHERE run_pk = ?1 ORDER BY step", row => row.Text(0), pk).SelectMany(Parse);
        return [.. done, .. whole.Where(node => node.Status != WorkflowStatus.Completed)];
    }

    public static CortexException Unknown(string id) => new(ErrorCode.NotFound, $"There is no run {id}.");

    private static Begun? Find(Db db, string id) => db.First("""
            SELECT pk, status, version, answers, nodes, forked_from IS NULL AND EXISTS (SELECT 1 FROM workflow_runs n WHERE n.subject = r.subject AND n.graph = r.graph AND n.pk > r.pk AND n.forked_from IS NULL)
            FROM workflow_runs r WHERE id = ?1
            """, row => new Begun(row.Long(0), WireName.Parse<WorkflowStatus>(row.Text(1)), row.Int(2), row.TextOrNull(3), row.TextOrNull(4), row.Bool(5)), id);

    private static void RequireOpen(Begun run, RunStart start)
    {
        if (run.Status == WorkflowStatus.Completed) throw new CortexException(ErrorCode.InvalidArgument, $"The run {start.RunId} is completed. To run it again from one of its checkpoints, begin a new run there.");
        if (run.IsReplaced) throw new CortexException(ErrorCode.InvalidArgument, $"The run {start.RunId} cannot go on: a newer one of its subject has taken its place.");
    }

    private static void Insert(Db db, RunStart start)
    {
        // Whoever owned an earlier run of the subject has lost it.
        if (start.Subject is not null)
        {
            db.Execute("DELETE FROM workflow_checkpoints WHERE run_pk IN (SELECT pk FROM workflow_runs WHERE subject = ?1 AND graph = ?2 AND status <> 'completed' AND forked_from IS NULL)", start.Subject, start.Graph);
            db.Execute("UPDATE workflow_runs SET status = 'cancelled', error = 'a newer run took its place', ended_at = ?3 WHERE subject = ?1 AND graph = ?2 AND status IN ('running', 'waiting') AND forked_from IS NULL",
                start.Subject, start.Graph, start.At.ToUnixTimeMilliseconds());
        }

        db.Execute("""
            INSERT INTO workflow_runs (id, graph, number, version, subject, revision, status, started_at)
            VALUES (?1, ?2, coalesce((SELECT max(number) FROM workflow_runs WHERE graph = ?2), 0) + 1, ?3, ?4, ?5, 'running', ?6)
            """, start.RunId, start.Graph, start.Version, start.Subject, start.Revision, start.At.ToUnixTimeMilliseconds());
    }

    private static StoredRun Stored(Db db, Begun run)
    {
        var frames = db.Query("SELECT path, step, next, visits, state FROM workflow_checkpoints WHERE run_pk = ?1 ORDER BY step",
            row => new StoredFrame(row.Text(0), row.Int(1), row.Text(2), row.TextOrNull(3), row.Blob(4)), run.Pk);
        var nodes = Nodes(db, run.Pk, WorkflowStatus.Running, run.Nodes);
        return new StoredRun([.. frames.GroupBy(frame => frame.Path, StringComparer.Ordinal).Select(group => group.Last())], frames.Count == 0 ? 0 : frames[^1].Step, nodes, ParseAnswers(run.Answers));
    }

    // Each looks at a handful of rows, found by their number, however many runs wait.
    private static void Trim(Db db, string graph)
    {
        var latest = db.Long("SELECT max(number) FROM workflow_runs WHERE graph = ?1", graph) ?? 0;
        var stale = db.Query("SELECT pk FROM workflow_runs WHERE graph = ?1 AND has_states = 1 AND number <= ?2", row => row.Long(0), graph, latest - KeptStates);
        foreach (var pk in stale)
        {
            db.Execute("DELETE FROM workflow_checkpoints WHERE run_pk = ?1", pk);
            db.Execute("UPDATE workflow_runs SET has_states = 0 WHERE pk = ?1", pk);
        }

        db.Execute(DeleteOld, graph, latest - KeptRuns);
    }

    private static string Json(IReadOnlyList<WorkflowNodeRun> nodes) => JsonSerializer.Serialize([.. nodes], CortexJson.Stored.ListWorkflowNodeRun);

    private static List<WorkflowNodeRun> Parse(string json) => JsonSerializer.Deserialize(json, CortexJson.Stored.ListWorkflowNodeRun) ?? [];

    private sealed record Begun(long Pk, WorkflowStatus Status, int Version, string? Answers, string? Nodes, bool IsReplaced);
}
