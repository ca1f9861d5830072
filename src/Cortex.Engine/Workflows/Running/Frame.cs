using System.Globalization;
using System.Text.Json;
using Cortex.Contract.Workflows;
using Cortex.Engine.Storage;
using Cortex.Engine.Workflows.Building;
using Cortex.Engine.Workflows.Checkpoints;

namespace Cortex.Engine.Workflows.Running;

/// <summary>A walk through a graph, or through one branch of a fork: from node to node, with a checkpoint after each, until it comes to its end.</summary>
/// <param name="path">Tells it from the run's other frames; the same when the run is resumed.</param>
internal sealed class Frame<TState>(Execution run, Graph<TState> graph, string path, string start, string stop) where TState : class
{
    private readonly Dictionary<string, int> _visits = new(StringComparer.Ordinal);
    private readonly List<Action<Db>> _effects = [];
    private readonly List<WorkflowNodeRun> _ended = [];
    private int _step;

    public Execution Run => run;
    public Graph<TState> Graph => graph;

    /// <summary>The path of a frame within a node. The last checkpoint is in it: a node that comes again begins its frames anew.</summary>
    public string Within(string node, string? branch = null) => string.Create(CultureInfo.InvariantCulture, $"{path}{(path.Length > 0 ? "/" : "")}{node}@{_step}{(branch is null ? "" : "/")}{branch}");

    public async Task<TState> RunAsync(TState state)
    {
        var node = start;
        if (run.Frame(path) is { } stored) (node, state) = Restore(stored);
        while (node != stop && node != GraphEnds.End)
        {
            run.Cancellation.ThrowIfCancellationRequested();
            Count(node);
            (node, state) = await StepAsync(graph.Nodes[node], state);
        }

        return state;
    }

    private (string, TState) Restore(StoredFrame stored)
    {
        if (stored.Next != stop && stored.Next != GraphEnds.End && !graph.Nodes.ContainsKey(stored.Next)) throw new WorkflowException($"{graph.Name} has no node {stored.Next} any more, which this run was to go on with: raise the graph's version when its nodes change.");
        _step = stored.Step;
        foreach (var (node, count) in BoundedVisits.Parse(stored.Visits)) _visits[node] = count;
        try
        {
            return (stored.Next, JsonSerializer.Deserialize(stored.State.Span, graph.Json) ?? throw new JsonException("It is null."));
        }
        catch (JsonException error)
        {
            throw new WorkflowException($"The state that {graph.Name} was to go on with cannot be read: raise the graph's version when its state changes.", error);
        }
    }

    private void Count(string node)
    {
        if (!graph.Bounds.TryGetValue(node, out var most)) return;
        var count = _visits.GetValueOrDefault(node) + 1;
        if (count > most) throw new WorkflowException($"{node} in {graph.Name} was to run more than {most} times.");
        _visits[node] = count;
    }

    private async Task<(string Next, TState State)> StepAsync(GraphNode<TState> node, TState state)
    {
        var figures = new NodeFigures(node.Name, path, run.Time);
        if (run.HasListener) run.Tell(new NodeStarted { RunId = run.Id, Graph = run.Graph, Subject = run.Subject, Node = node.Name, Path = path });
        while (true)
        {
            figures.Attempts++;
            TimeSpan delay;
            try
            {
                var (effects, after) = await AttemptAsync(node, state, figures);
                var next = graph.Next(node.Name, after, new Visits(_visits, graph.Bounds));
                await EndAsync(node, next, after, effects, figures.End(WorkflowStatus.Completed));
                return (next, after);
            }
            catch (Interrupt)
            {
                run.Record(figures.End(WorkflowStatus.Waiting));
                throw;
            }
            catch (OperationCanceledException) when (run.Cancellation.IsCancellationRequested)
            {
                run.Record(figures.End(WorkflowStatus.Cancelled));
                throw;
            }
            catch (Exception error) when (error is not CheckpointException)
            {
                delay = Failed(node, figures, error) ?? TimeSpan.MinValue;
                if (delay == TimeSpan.MinValue) throw;
            }

            await Task.Delay(delay, run.Time, run.Cancellation);
        }
    }

    private async Task<(IReadOnlyList<Action<Db>> Effects, TState State)> AttemptAsync(GraphNode<TState> node, TState state, NodeFigures figures)
    {
        if (node.Options.Timeout is not { } limit)
        {
            var context = Context(node, figures, run.Cancellation);
            var result = await node.RunAsync(state, context, this);
            return (context.Effects, result);
        }

        using var timer = new CancellationTokenSource(limit, run.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(run.Cancellation, timer.Token);
        var limited = Context(node, figures, either.Token);
        var work = Task.Run(() => node.RunAsync(state, limited, this), CancellationToken.None);
        try
        {
            var result = await work.WaitAsync(either.Token);
            return (limited.Effects, result);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !run.Cancellation.IsCancellationRequested)
        {
            _ = work.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"{node.Name} took longer than {limit.TotalSeconds:0.###} s."));
        }
    }

    private NodeContext Context(GraphNode<TState> node, NodeFigures figures, CancellationToken cancellation) =>
        new(run, node.Name, path, figures.Attempts, string.Create(CultureInfo.InvariantCulture, $"{path}@{_step}+{_ended.Count}:"), figures, cancellation);

    // Null when it is not tried again.
    private TimeSpan? Failed(GraphNode<TState> node, NodeFigures figures, Exception error)
    {
        var retry = node.Options.Retry;
        TimeSpan? delay = retry is not null && figures.Attempts < retry.Attempts && retry.Handles?.Invoke(error) is not false ? retry.DelayAfter(figures.Attempts, run.Random()) : null;
        var ended = figures.End(WorkflowStatus.Failed, error.Message);
        if (run.HasListener)
            run.Tell(new NodeFailed { RunId = run.Id, Graph = run.Graph, Subject = run.Subject, Node = node.Name, Path = path, Attempt = figures.Attempts, Error = ended.Error!, RetryInMs = delay?.TotalMilliseconds });
        if (delay is null) run.Record(ended);
        return delay;
    }

    private async Task EndAsync(GraphNode<TState> node, string next, TState state, IReadOnlyList<Action<Db>> effects, WorkflowNodeRun ended)
    {
        run.Record(ended);
        _ended.Add(ended);
        _effects.AddRange(effects);
        if (node.Options.IsCheckpointed || next == stop || next == GraphEnds.End) await SaveAsync(node.Name, next, state);
        if (run.HasListener) run.Tell(new NodeFinished { RunId = run.Id, Graph = run.Graph, Subject = run.Subject, Figures = ended });
    }

    private async Task SaveAsync(string node, string next, TState state)
    {
        var isLast = path.Length == 0 && next == GraphEnds.End;
        var step = run.NextStep();
        var checkpoint = new Checkpoint
        {
            RunId = run.Id,
            Step = step,
            Path = path,
            Node = node,
            Next = next,
            Visits = BoundedVisits.Format(_visits),
            State = run.Checkpoints.KeepsStates ? JsonSerializer.SerializeToUtf8Bytes(state, graph.Json) : ReadOnlyMemory<byte>.Empty,
            Nodes = [.. _ended],
            Effects = [.. _effects],
            At = run.Time.GetUtcNow(),
            End = isLast ? run.End(WorkflowStatus.Completed) : null,
        };
        try
        {
            await run.Checkpoints.SaveAsync(checkpoint);
        }
        catch (Exception error)
        {
            // The node did its part: to try it again would not help, and might do twice what it did elsewhere.
            throw new CheckpointException(error);
        }

        _step = step;
        _ended.Clear();
        _effects.Clear();
        if (isLast) run.HasEnded = true;
    }
}
