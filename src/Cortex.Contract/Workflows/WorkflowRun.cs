using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cortex.Contract.Workflows;

/// <summary>How a run, or a node of one, stands.</summary>
[JsonConverter(typeof(WireEnumConverter<WorkflowStatus>))]
public enum WorkflowStatus
{
    /// <summary>Under way, or cut off and to be gone on with by whoever owns its job.</summary>
    Running,

    /// <summary>For a person's answer.</summary>
    Waiting,
    Completed,
    Failed,

    /// <summary>Stopped, or a newer run of the same subject took its place.</summary>
    Cancelled,
}

/// <summary>One run of a graph.</summary>
public record WorkflowRun
{
    public required string Id { get; init; }
    public required string Graph { get; init; }
    public required int Version { get; init; }

    /// <summary>What it works on, such as an item's id.</summary>
    public required string? Subject { get; init; }

    /// <summary>Of the item that it works on, or the beginning of the question that it answers; null where it is neither, or gone.</summary>
    public required string? SubjectTitle { get; init; }

    /// <summary>In which the answer stands that it works on; null where it works on none.</summary>
    public required string? ConversationId { get; init; }

    /// <summary>Of the subject.</summary>
    public required long? Revision { get; init; }
    public required WorkflowStatus Status { get; init; }
    public required DateTime StartedAt { get; init; }

    /// <summary>When it last stopped, for whatever reason.</summary>
    public required DateTime? EndedAt { get; init; }

    /// <summary>What it asks, while it waits.</summary>
    public required string? Question { get; init; }
    public required string? Error { get; init; }

    /// <summary>The run from a checkpoint of which it was begun.</summary>
    public required string? ForkedFrom { get; init; }
}

/// <summary>One run with what its nodes did.</summary>
public sealed record WorkflowRunDetail : WorkflowRun
{
    /// <summary>In the order in which they ended.</summary>
    public required IReadOnlyList<WorkflowNodeRun> Nodes { get; init; }

    /// <summary>From which a run can be begun anew; kept of the latest completed runs of each graph only.</summary>
    public required IReadOnlyList<WorkflowCheckpoint> Checkpoints { get; init; }
}

/// <summary>What one node did once.</summary>
public sealed record WorkflowNodeRun
{
    public required string Node { get; init; }

    /// <summary>Where it stands: empty in the graph itself, <c>fork@step/branch</c> or <c>subgraph@step</c> within.</summary>
    public required string Path { get; init; }
    public required WorkflowStatus Status { get; init; }
    public required DateTime StartedAt { get; init; }

    /// <summary>Of all attempts and the pauses between them, in milliseconds.</summary>
    public required double TookMs { get; init; }
    public required int Attempts { get; init; }

    /// <summary>Whether a result from before was taken.</summary>
    public bool Cached { get; init; }

    /// <summary>That answered last; null where none was asked.</summary>
    public string? Model { get; init; }

    /// <summary>Of all attempts; null where nothing was told.</summary>
    public long? InputTokens { get; init; }
    public long? OutputTokens { get; init; }
    public string? Error { get; init; }
}

/// <summary>The state after a node, as it was then; <c>step</c> grows within the run, <c>next</c> is the node that comes next there, or <c>end</c>.</summary>
public sealed record WorkflowCheckpoint(int Step, string Path, string Node, string Next, DateTime At, JsonElement State);

public sealed record WorkflowRunPage(IReadOnlyList<WorkflowRun> Runs, long Total);
