namespace Cortex.Engine.Workflows;

/// <summary>How a node is run.</summary>
public sealed record NodeOptions
{
    public static NodeOptions Default { get; } = new();

    /// <summary>Null: it is tried once.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>Of one attempt. A node that does not heed its cancellation is left behind.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// False for a cheap node whose product is not in what is stored of the state: nothing is written after it, and a run that
    /// is resumed before the next checkpoint does it again. What it does on commit waits for that checkpoint.
    /// </summary>
    public bool IsCheckpointed { get; init; } = true;
}
