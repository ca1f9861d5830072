namespace Cortex.Engine.Workflows;

/// <summary>A run that cannot go on as its graph says; the message names the node.</summary>
public sealed class WorkflowException(string message, Exception? inner = null) : Exception(message, inner);
