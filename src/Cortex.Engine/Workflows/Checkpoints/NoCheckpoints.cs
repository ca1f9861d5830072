namespace Cortex.Engine.Workflows.Checkpoints;

/// <summary>Keeps nothing, for runs that are over with the request that they live in.</summary>
public sealed class NoCheckpoints : ICheckpoints
{
    public static NoCheckpoints Instance { get; } = new();

    public bool KeepsStates => false;

    public ValueTask<StoredRun> BeginAsync(RunStart start) => ValueTask.FromResult(StoredRun.None);

    /// <exception cref="WorkflowException">the node has something to write</exception>
    public ValueTask SaveAsync(Checkpoint checkpoint) =>
        checkpoint.Effects.Count == 0 ? ValueTask.CompletedTask : throw new WorkflowException($"{checkpoint.Node} changes the database, but the run keeps no checkpoints that it could do so with.");

    public ValueTask EndAsync(RunEnd end) => ValueTask.CompletedTask;
}
