using Cortex.Contract.Items;

namespace Cortex.Contract.Processing;

/// <summary>The index ledger: how many items stand where, and the jobs that are not done.</summary>
public sealed record QueueStatus
{
    public required long Total { get; init; }
    public required long Pending { get; init; }
    public required long Processing { get; init; }
    public required long Completed { get; init; }
    public required long Failed { get; init; }

    /// <summary>Items with a stage that was left out on purpose (they count as completed as well).</summary>
    public required long Skipped { get; init; }

    /// <summary>Whether a process is working the queue now.</summary>
    public required bool RunnerActive { get; init; }

    /// <summary>Stage name → counts by stage status.</summary>
    public required IReadOnlyDictionary<string, StageCounts> Stages { get; init; }

    /// <summary>Failed first, then running, then waiting; at most the number asked for.</summary>
    public required IReadOnlyList<JobInfo> Jobs { get; init; }

    /// <summary>How far the library is found by its meaning.</summary>
    public required EmbeddingStatus? Embedding { get; init; }

    /// <summary>Whether the background was told to rest.</summary>
    public PauseStatus? Pause { get; init; }

    /// <summary>What the machine runs on.</summary>
    public PowerStatus? Power { get; init; }
}

public sealed record StageCounts(long Waiting, long Running, long Done, long Skipped, long Failed);

public sealed record JobInfo
{
    public required string ItemId { get; init; }
    public required string Title { get; init; }
    public required string Stage { get; init; }
    public required StageStatus Status { get; init; }
    public required int Attempts { get; init; }
    public required string? Reason { get; init; }

    /// <summary>When a waiting job may start; null when it may at once.</summary>
    public required DateTime? NotBefore { get; init; }
}

/// <summary>Which failed jobs to try again; all of them when no item is named.</summary>
public sealed record RetryRequest
{
    public IReadOnlyList<string>? ItemIds { get; init; }
}

public sealed record RetryResult(int Retried);
