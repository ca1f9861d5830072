namespace Cortex.Engine.Workflows;

/// <summary>A graph that cannot be built; the message names the node or edge at fault. A mistake of the code, not of a person.</summary>
public sealed class InvalidGraphException(string graph, string fault) : Exception($"The graph {graph} cannot be built: {fault}.");
