using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Contract.Workflows;
using Cortex.Engine.Storage;
using Cortex.Engine.Workflows.Checkpoints;

namespace Cortex.Engine.Workflows;

/// <summary>The runs that are stored: looked at, answered, and begun anew from one of their checkpoints.</summary>
public sealed class WorkflowRuns(Database database)
{
    private const string Columns = """
        id, graph, version, subject, revision, status, started_at, ended_at, question, error, forked_from,
        coalesce((SELECT title FROM items WHERE id = subject),
          (SELECT substr(q.content, 1, 300) FROM messages a JOIN messages q ON q.conversation_pk = a.conversation_pk AND q.role = 'user' AND q.pk < a.pk WHERE a.id = subject ORDER BY q.pk DESC LIMIT 1)),
        (SELECT c.id FROM messages m JOIN conversations c ON c.pk = m.conversation_pk WHERE m.id = subject)
        """;
    private const string Filter = "(?1 IS NULL OR graph = ?1) AND (?2 IS NULL OR status = ?2) AND (?3 IS NULL OR subject = ?3)";

    public WorkflowRunPage List(RunQuery query)
    {
        var status = query.Status is { } one ? WireName.Of(one) : null;
        return database.ReadSnapshot(db => new WorkflowRunPage(
            db.Query($"SELECT {Columns} FROM workflow_runs WHERE {Filter} ORDER BY pk DESC LIMIT ?4 OFFSET ?5", Read, query.Graph, status, query.Subject, query.Limit, query.Offset),
            db.Long($"SELECT count(*) FROM workflow_runs WHERE {Filter}", query.Graph, status, query.Subject) ?? 0));
    }

    /// <exception cref="CortexException">there is no such run</exception>
    public WorkflowRunDetail Get(string id) => database.ReadSnapshot(db =>
    {
        var (pk, folded, run) = db.First($"SELECT {Columns}, pk, nodes FROM workflow_runs WHERE id = ?1", row => ((long, string?, WorkflowRun)?)(row.Long(13), row.TextOrNull(14), Read(row)), id) ?? throw RunTable.Unknown(id);
        return new WorkflowRunDetail
        {
            Id = run.Id,
            Graph = run.Graph,
            Version = run.Version,
            Subject = run.Subject,
            SubjectTitle = run.SubjectTitle,
            ConversationId = run.ConversationId,
            Revision = run.Revision,
            Status = run.Status,
            StartedAt = run.StartedAt,
            EndedAt = run.EndedAt,
            Question = run.Question,
            Error = run.Error,
            ForkedFrom = run.ForkedFrom,
            Nodes = RunTable.Nodes(db, pk, run.Status, folded),
            Checkpoints = db.Query("SELECT step, path, node, next, at, state FROM workflow_checkpoints WHERE run_pk = ?1 ORDER BY step",
                row => new WorkflowCheckpoint(row.Int(0), row.Text(1), row.Text(2), row.Text(3), row.Time(4), JsonSerializer.Deserialize(row.Blob(5), CortexJson.Stored.JsonElement)), pk),
        };
    });

    /// <summary>The state at a run's last checkpoint; null where there is none.</summary>
    public TState? LastState<TState>(string id, JsonTypeInfo<TState> json) where TState : class => database.ReadSnapshot(db =>
        db.First("SELECT state FROM workflow_checkpoints WHERE run_pk = (SELECT pk FROM workflow_runs WHERE id = ?1) AND path = '' ORDER BY step DESC LIMIT 1", row => row.Blob(0), id) is { } state ? JsonSerializer.Deserialize(state, json) : null);

    /// <summary>The latest run of a graph over a subject's revision, where it is not completed: the id for <see cref="RunOptions.Resume"/>; null where a new one has to begin.</summary>
    public string? FindUnfinished(string graph, string subject, long? revision = null) => database.Read(db =>
        db.Text("SELECT id FROM (SELECT id, status, revision FROM workflow_runs WHERE subject = ?1 AND graph = ?2 AND forked_from IS NULL ORDER BY pk DESC LIMIT 1) WHERE status <> 'completed' AND revision IS ?3", subject, graph, revision));

    /// <summary>Answers what a run waits for. Whoever owns its job or request lets it go on.</summary>
    /// <exception cref="CortexException">there is no such run, or it waits for nothing</exception>
    public Task AnswerAsync(string id, string answer) => database.Writer.RunAsync(Durability.Captured, db =>
    {
        var at = (db.First("SELECT CASE WHEN status = 'waiting' THEN question_at END FROM workflow_runs WHERE id = ?1", row => new Asked(row.TextOrNull(0)), id) ?? throw RunTable.Unknown(id)).At
            ?? throw new CortexException(ErrorCode.InvalidArgument, $"The run {id} waits for no answer.");
        var answers = RunTable.Answers(db, id).Append(new KeyValuePair<string, string>(at, answer)).ToDictionary(StringComparer.Ordinal);
        db.Execute("UPDATE workflow_runs SET answers = ?2, question = NULL, question_at = NULL, status = 'running', ended_at = NULL WHERE id = ?1", id, JsonSerializer.Serialize(answers, CortexJson.Stored.DictionaryStringString));
    });

    /// <summary>A new run that stands where another stood after a step; its id is for <see cref="RunOptions.Resume"/>. The other stays as it is.</summary>
    /// <exception cref="CortexException">there is no such run, or no such checkpoint of it any more</exception>
    public Task<string> ForkAsync(string id, int step)
    {
        var fork = Guid.CreateVersion7(database.Time.GetUtcNow()).ToString();
        return database.Writer.RunAsync(Durability.Derived, db =>
        {
            var source = db.Long("SELECT pk FROM workflow_runs WHERE id = ?1", id) ?? throw RunTable.Unknown(id);
            if (db.Long("SELECT 1 FROM workflow_checkpoints WHERE run_pk = ?1 AND step = ?2", source, step) is null)
                throw new CortexException(ErrorCode.NotFound, $"The run {id} has no checkpoint {step}; those of the latest {RunTable.KeptStates} completed runs of a graph are kept.");
            db.Execute("""
                INSERT INTO workflow_runs (id, graph, number, version, subject, revision, status, started_at, forked_from)
                SELECT ?2, graph, (SELECT max(number) + 1 FROM workflow_runs WHERE graph = r.graph), version, subject, revision, 'running', ?3, id FROM workflow_runs r WHERE pk = ?1
                """, source, fork, database.Now);
            db.Execute("""
                INSERT INTO workflow_checkpoints (run_pk, step, path, node, next, visits, state, nodes, at)
                SELECT (SELECT pk FROM workflow_runs WHERE id = ?2), step, path, node, next, visits, state, nodes, at FROM workflow_checkpoints WHERE run_pk = ?1 AND step <= ?3
                """, source, fork, step);
            return fork;
        });
    }

    private static WorkflowRun Read(Row row) => new()
    {
        Id = row.Text(0),
        Graph = row.Text(1),
        Version = row.Int(2),
        Subject = row.TextOrNull(3),
        Revision = row.LongOrNull(4),
        Status = WireName.Parse<WorkflowStatus>(row.Text(5)),
        StartedAt = row.Time(6),
        EndedAt = row.TimeOrNull(7),
        Question = row.TextOrNull(8),
        Error = row.TextOrNull(9),
        ForkedFrom = row.TextOrNull(10),
        SubjectTitle = row.TextOrNull(11),
        ConversationId = row.TextOrNull(12),
    };

    private sealed record Asked(string? At);
}
