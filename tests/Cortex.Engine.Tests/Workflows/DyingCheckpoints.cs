using Cortex.Engine.Workflows.Checkpoints;

namespace Cortex.Engine.Tests.Workflows;

/// <summary>A process that dies at a checkpoint: from then on nothing more is written, as by one that was killed.</summary>
/// <param name="at">Which, from 1.</param>
/// <param name="written">Whether that one still is.</param>
internal sealed class DyingCheckpoints(ICheckpoints inner, int at, bool written) : ICheckpoints
{
    private readonly Lock _gate = new();
    private int _saves;

    public bool HasDied { get; private set; }
    public bool KeepsStates => inner.KeepsStates;

    public ValueTask<StoredRun> BeginAsync(RunStart start) => inner.BeginAsync(start);

    public ValueTask SaveAsync(Checkpoint checkpoint)
    {
        lock (_gate)
        {
            if (HasDied) throw new CrashException();
            if (++_saves < at)
            {
                inner.SaveAsync(checkpoint).AsTask().GetAwaiter().GetResult();
                return ValueTask.CompletedTask;
            }

            HasDied = true;
            if (written) inner.SaveAsync(checkpoint).AsTask().GetAwaiter().GetResult();
            throw new CrashException();
        }
    }

    public ValueTask EndAsync(RunEnd end) => HasDied ? ValueTask.CompletedTask : inner.EndAsync(end);
}
