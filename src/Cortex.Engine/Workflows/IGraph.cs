using Cortex.Contract.Workflows;

namespace Cortex.Engine.Workflows;

/// <summary>What is known of a graph whatever its state is.</summary>
public interface IGraph
{
    string Name { get; }

    /// <summary>To be raised when a run that the version before began could not go on in this one.</summary>
    int Version { get; }

    WorkflowGraph Description { get; }

    /// <summary>The source of a Mermaid flow chart.</summary>
    string Mermaid { get; }
}
