using Cortex.Contract.Workflows;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Workflows.Checkpoints;

/// <summary>Where a frame of a run stands after a node.</summary>
public sealed record Checkpoint
{
    public required string RunId { get; init; }

    /// <summary>Grows within the run; branches take theirs as they come.</summary>
    public required int Step { get; init; }
    public required string Path { get; init; }
    public required string Node { get; init; }
    public required string Next { get; init; }
    public required string? Visits { get; init; }

    /// <summary>JSON; empty where states are not kept.</summary>
    public required ReadOnlyMemory<byte> State { get; init; }

    /// <summary>That ended since the frame's checkpoint before.</summary>
    public required IReadOnlyList<WorkflowNodeRun> Nodes { get; init; }
    public required IReadOnlyList<Action<Db>> Effects { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Null where the run goes on.</summary>
    public required RunEnd? End { get; init; }
}
