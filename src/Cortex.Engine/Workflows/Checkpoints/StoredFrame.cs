namespace Cortex.Engine.Workflows.Checkpoints;

/// <summary>The last checkpoint of one frame.</summary>
public sealed record StoredFrame(string Path, int Step, string Next, string? Visits, ReadOnlyMemory<byte> State);
