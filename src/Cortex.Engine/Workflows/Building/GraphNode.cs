using Cortex.Contract.Workflows;
using Cortex.Engine.Workflows.Running;

namespace Cortex.Engine.Workflows.Building;

/// <summary>A node of any kind.</summary>
internal abstract class GraphNode<TState>(string name, NodeOptions options) where TState : class
{
    public string Name { get; } = name;
    public NodeOptions Options { get; } = options;
    public abstract string Kind { get; }

    /// <summary>Those that it has beside where it leads.</summary>
    public virtual IEnumerable<WorkflowEdge> Edges() => [];

    /// <param name="frame">That it is run in, for what runs others within.</param>
    public abstract Task<TState> RunAsync(TState state, NodeContext context, Frame<TState> frame);
}
