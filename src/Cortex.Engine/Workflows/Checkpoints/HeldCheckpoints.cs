using Cortex.Contract.Workflows;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Workflows.Checkpoints;

/// <summary>
/// Holds everything of one run back until it is completed, for a job that ends in one transaction of its own:
/// <see cref="Apply"/> goes into it. A run that is cut off leaves nothing and begins anew; what its models answered is still
/// kept by <see cref="NodeResults"/>. One that failed or waits is written at once, without effects. Only a run that was held
/// before may go on held: what another has committed would be done again.
/// </summary>
/// <param name="keepsStates">False for work in bulk: the run is stored, but none of its checkpoints.</param>
public sealed class HeldCheckpoints(Database database, bool keepsStates = true) : ICheckpoints
{
    private readonly Lock _gate = new();
    private readonly List<Checkpoint> _held = [];
    private RunStart? _start;
    private RunEnd? _end;

    public bool KeepsStates => keepsStates;

    /// <summary>Writes the run and what its nodes wanted written, in their order.</summary>
    public void Apply(Db db)
    {
        if (_start is null || _end is null) throw new WorkflowException("The run is not completed: there is nothing to be written.");
        RunTable.Begin(db, _start, anew: true);
        foreach (var checkpoint in _held)
        {
            if (keepsStates) RunTable.Save(db, checkpoint);
            foreach (var effect in checkpoint.Effects) effect(db);
        }

        RunTable.End(db, _end);
    }

    public ValueTask<StoredRun> BeginAsync(RunStart start)
    {
        _start = start;
        // Nothing of it was done: all that is left of it are the answers it was given.
        return ValueTask.FromResult(start.Resume ? StoredRun.None with { Answers = database.Read(db => RunTable.Answers(db, start.RunId)) } : StoredRun.None);
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

    public async ValueTask EndAsync(RunEnd end)
    {
        if (end.Status is WorkflowStatus.Failed or WorkflowStatus.Waiting)
        {
            await database.Writer.RunAsync(Durability.Derived, db =>
            {
                RunTable.Begin(db, _start!, anew: true);
                RunTable.End(db, end);
            });
        }
    }
}
