namespace Cortex.Engine.Workflows.Checkpoints;

/// <summary>Where a run keeps how far it is.</summary>
public interface ICheckpoints
{
    /// <summary>Whether states are wanted at all: to make JSON of one costs more than the rest.</summary>
    bool KeepsStates { get; }

    /// <summary>A run begins, or goes on: what is kept of it.</summary>
    /// <exception cref="CortexException">there is no such run to go on with, it is completed, or a newer one of its subject has replaced it</exception>
    ValueTask<StoredRun> BeginAsync(RunStart start);

    /// <summary>A node has ended. Its effects, the checkpoint, and where it was the last the end of the run are kept together or not at all. Branches call at once.</summary>
    ValueTask SaveAsync(Checkpoint checkpoint);

    /// <summary>The run stopped, or had nothing left to do. Not called after a checkpoint that had the end with it.</summary>
    ValueTask EndAsync(RunEnd end);
}
