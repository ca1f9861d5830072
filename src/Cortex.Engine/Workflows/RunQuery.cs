using Cortex.Contract.Workflows;

namespace Cortex.Engine.Workflows;

/// <summary>Which runs, newest first; null is any.</summary>
public sealed record RunQuery
{
    public long Offset { get; init; }
    public int Limit { get; init; } = 20;
    public string? Graph { get; init; }
    public WorkflowStatus? Status { get; init; }
    public string? Subject { get; init; }
}
