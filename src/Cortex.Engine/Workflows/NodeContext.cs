using Cortex.Contract.Workflows;
using Cortex.Engine.Storage;
using Cortex.Engine.Workflows.Running;

namespace Cortex.Engine.Workflows;

/// <summary>What a node has of its run, for one attempt; from any thread.</summary>
public sealed class NodeContext
{
    private readonly Lock _gate = new();
    private readonly Execution _run;
    private readonly string _questions;
    private List<Action<Db>>? _effects;
    private int _asked;

    internal NodeContext(Execution run, string node, string path, int attempt, string questions, NodeFigures figures, CancellationToken cancellation)
    {
        _run = run;
        _questions = questions;
        Node = node;
        Path = path;
        Attempt = attempt;
        Figures = figures;
        Cancellation = cancellation;
    }

    public string RunId => _run.Id;
    public string Node { get; }

    /// <summary>Empty in the graph itself; within a branch or a sub-graph, where that is.</summary>
    public string Path { get; }

    /// <summary>From 1.</summary>
    public int Attempt { get; }

    /// <summary>The run's, and the node's time-out.</summary>
    public CancellationToken Cancellation { get; }
    public TimeProvider Time => _run.Time;
    internal NodeFigures Figures { get; }
    internal bool HasEffects => _effects is not null;
    internal IReadOnlyList<Action<Db>> Effects => _effects ?? [];

    /// <summary>How far it is, for who watches; not kept.</summary>
    public void Progress(string text, long? done = null, long? total = null)
    {
        if (_run.HasListener) _run.Tell(new NodeProgress { RunId = RunId, Graph = _run.Graph, Subject = _run.Subject, Node = Node, Path = Path, Text = text, Done = done, Total = total });
    }

    /// <summary>A piece of what a model says, for who watches; not kept.</summary>
    public void Token(string text)
    {
        if (_run.HasListener) _run.Tell(new NodeToken { RunId = RunId, Graph = _run.Graph, Subject = _run.Subject, Node = Node, Path = Path, Text = text });
    }

    /// <summary>Notes that a model answered; tokens of several calls and attempts are added up.</summary>
    public void Used(string model, long? inputTokens, long? outputTokens) => Figures.Add(model, inputTokens, outputTokens);

    /// <summary>
    /// What the node writes, in the transaction that writes its checkpoint: both are done or neither, and never twice. It may be
    /// run again where a transaction did not fit on the disk, so it must depend on nothing but the database and what it was given.
    /// </summary>
    public void OnCommit(Action<Db> effect)
    {
        lock (_gate) (_effects ??= []).Add(effect);
    }

    /// <summary>
    /// A person's answer. Where there is none yet, the run stops here (with an exception that the node must let pass) and waits;
    /// when it goes on, the node begins anew and is given the answer.
    /// </summary>
    public string Ask(string question)
    {
        var at = $"{_questions}{Node}#{Interlocked.Increment(ref _asked)}";
        return _run.Answers.TryGetValue(at, out var answer) ? answer : throw new Interrupt(question, at);
    }
}
