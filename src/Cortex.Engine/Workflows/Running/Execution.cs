using Cortex.Contract.Workflows;
using Cortex.Engine.Workflows.Checkpoints;

namespace Cortex.Engine.Workflows.Running;

/// <summary>One run while it is under way, shared by its branches and sub-graphs.</summary>
internal sealed class Execution(string id, string graph, string? subject, ICheckpoints checkpoints, NodeResults? results, TimeProvider time, Func<double> random, Action<WorkflowEvent>? listener, CancellationToken cancellation)
{
    private readonly Lock _gate = new();
    private List<WorkflowNodeRun> _nodes = [];
    private Dictionary<string, StoredFrame> _frames = [];
    private int _step;

    public string Id => id;
    public string Graph => graph;
    public string? Subject => subject;
    public ICheckpoints Checkpoints => checkpoints;
    public NodeResults? Results => results;
    public TimeProvider Time => time;
    public Func<double> Random => random;
    public CancellationToken Cancellation => cancellation;
    public IReadOnlyDictionary<string, string> Answers { get; private set; } = new Dictionary<string, string>();
    public bool HasListener => listener is not null;

    /// <summary>Whether its end is written.</summary>
    public bool HasEnded { get; set; }

    /// <summary>Takes on what an earlier process left of it.</summary>
    public void Restore(StoredRun stored)
    {
        _frames = stored.Frames.ToDictionary(frame => frame.Path, StringComparer.Ordinal);
        _nodes = [.. stored.Nodes];
        _step = stored.LastStep;
        Answers = stored.Answers;
    }

    public StoredFrame? Frame(string path) => _frames.GetValueOrDefault(path);

    public int NextStep() => Interlocked.Increment(ref _step);

    public void Record(WorkflowNodeRun node)
    {
        lock (_gate) _nodes.Add(node);
    }

    public RunEnd End(WorkflowStatus status, string? error = null, Interrupt? question = null)
    {
        lock (_gate) return new RunEnd(id, graph, status, time.GetUtcNow(), [.. _nodes], error, question?.Question, question?.At);
    }

    public void Tell(WorkflowEvent happened) => listener?.Invoke(happened);
}
