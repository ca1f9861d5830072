namespace Cortex.Engine.Workflows.Checkpoints;

/// <param name="Resume">Whether it was begun before.</param>
public sealed record RunStart(string RunId, string Graph, int Version, string? Subject, long? Revision, bool Resume, DateTimeOffset At);
