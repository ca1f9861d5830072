using System.Text.Json.Serialization;

namespace Cortex.Contract.Workflows;

/// <summary>What happens in a run, as it happens. Not logged: who comes later reads the run.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RunStarted), "run_started")]
[JsonDerivedType(typeof(NodeStarted), "node_started")]
[JsonDerivedType(typeof(NodeProgress), "node_progress")]
[JsonDerivedType(typeof(NodeToken), "node_token")]
[JsonDerivedType(typeof(NodeFinished), "node_finished")]
[JsonDerivedType(typeof(NodeFailed), "node_failed")]
[JsonDerivedType(typeof(RunEnded), "run_ended")]
public abstract record WorkflowEvent
{
    public required string RunId { get; init; }
    public required string Graph { get; init; }
    public required string? Subject { get; init; }
}

/// <summary>Begun, or gone on with.</summary>
public sealed record RunStarted : WorkflowEvent;

public sealed record NodeStarted : WorkflowEvent
{
    public required string Node { get; init; }
    public required string Path { get; init; }
}

public sealed record NodeProgress : WorkflowEvent
{
    public required string Node { get; init; }
    public required string Path { get; init; }
    public required string Text { get; init; }
    public required long? Done { get; init; }
    public required long? Total { get; init; }
}

/// <summary>A piece of what a model says.</summary>
public sealed record NodeToken : WorkflowEvent
{
    public required string Node { get; init; }
    public required string Path { get; init; }
    public required string Text { get; init; }
}

/// <summary>Its checkpoint is written.</summary>
public sealed record NodeFinished : WorkflowEvent
{
    public required WorkflowNodeRun Figures { get; init; }
}

public sealed record NodeFailed : WorkflowEvent
{
    public required string Node { get; init; }
    public required string Path { get; init; }

    /// <summary>From 1.</summary>
    public required int Attempt { get; init; }
    public required string Error { get; init; }

    /// <summary>When it is tried again, in milliseconds; null when it is not.</summary>
    public required double? RetryInMs { get; init; }
}

public sealed record RunEnded : WorkflowEvent
{
    public required WorkflowStatus Status { get; init; }
    public required string? Question { get; init; }
    public required string? Error { get; init; }
}
