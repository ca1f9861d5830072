namespace Cortex.Engine.Workflows.Running;

/// <summary>A checkpoint, or what a node wanted written with it, could not be; the inner exception says why.</summary>
internal sealed class CheckpointException(Exception cause) : Exception(cause.Message, cause);
