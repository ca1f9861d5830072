using Cortex.Contract.Workflows;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Workflows.Checkpoints;

/// <summary>
/// Holds back what one job does of a run that several jobs work on in turn: <see cref="Apply"/> goes into the transaction that ends
/// the job. A job that is cut off leaves the run where the job before left it, and begins its part anew.
/// </summary>
public sealed class JobCheckpoints(Database database) : ICheckpoints
{
    private readonly Lock _gate = new();
    private readonly List<Checkpoint> _held = [];
    private RunStart? _start;
    private RunEnd? _end;

    public bool KeepsStates => true;

    /// <summary>Writes how far the run is and what its nodes wanted written, in their order; of one that failed only that, and why.</summary>
    public void Apply(Db db)
    {
        if (_start is null || _end is null) throw new WorkflowException("The run did not end: there is nothing to be written.");
        RunTable.Begin(db, _start);
        if (_end.Status is WorkflowStatus.Waiting or WorkflowStatus.Completed)
        {
            foreach (var checkpoint in _held)
            {
                RunTable.Save(db, checkpoint);
                foreach (var effect in checkpoint.Effects) effect(db);
            }
        }

        // What is done stands with the checkpoints until the run is completed.
        RunTable.End(db, _end.Status == WorkflowStatus.Completed ? _end : _end with { Nodes = [.. _end.Nodes.Where(node => node.Status != WorkflowStatus.Completed)] });
    }

    public ValueTask<StoredRun> BeginAsync(RunStart start)
    {
        _start = start;
        if (!start.Resume) return ValueTask.FromResult(StoredRun.None);
        var stored = database.ReadSnapshot(db => RunTable.Peek(db, start));
        // A node that waited is told of when it has ended.
        return ValueTask.FromResult(stored with { Nodes = [.. stored.Nodes.Where(node => node.Status != WorkflowStatus.Waiting)] });
    }

    public ValueTask SaveAsync(Checkpoint checkpoint)
    {
        lock (_gate)
        {
            _held.Add(checkpoint);
            _end = checkpoint.End ?? _end;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask EndAsync(RunEnd end)
    {
        _end = end;
        return ValueTask.CompletedTask;
    }
}
