using Cortex.Contract.Items;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Jobs;

/// <summary>Does one stage's work. Steps must be idempotent: after a crash the same job is run again.</summary>
public interface IStageHandler
{
    /// <summary>One of <see cref="Jobs.Stage"/>.</summary>
    string Stage { get; }

    /// <summary>
    /// The work outside any transaction, on any thread. A <see cref="CortexException"/> fails the job for good with its message;
    /// any other exception is tried again, a bounded number of times.
    /// </summary>
    StageOutcome Process(LeasedJob job, CancellationToken cancellation);
}

/// <param name="Status">done or skipped</param>
/// <param name="Apply">What to write, in the transaction that ends the job; not run if the job was superseded meanwhile.</param>
public sealed record StageOutcome(StageStatus Status, string? Reason, Action<Db>? Apply)
{
    public static StageOutcome Done(Action<Db> apply) => new(StageStatus.Done, Reason: null, apply);

    public static StageOutcome Skipped(string reason, Action<Db>? apply = null) => new(StageStatus.Skipped, reason, apply);
}
