using System.Collections.Frozen;
using System.Text.Json.Serialization.Metadata;
using Cortex.Contract.Workflows;
using Cortex.Engine.Workflows.Building;

namespace Cortex.Engine.Workflows;

/// <summary>A graph as <see cref="GraphBuilder{TState}"/> made it; it does not change, and any number of runs may use it at once.</summary>
public sealed class Graph<TState> : IGraph where TState : class
{
    internal Graph(string name, int version, JsonTypeInfo<TState> json, string start, IReadOnlyList<GraphNode<TState>> nodes, IReadOnlyDictionary<string, Transition<TState>> transitions, IReadOnlyDictionary<string, int> bounds)
    {
        Name = name;
        Version = version;
        Json = json;
        Start = start;
        Nodes = nodes.ToFrozenDictionary(node => node.Name, StringComparer.Ordinal);
        Transitions = transitions.ToFrozenDictionary(StringComparer.Ordinal);
        Bounds = bounds.ToFrozenDictionary(StringComparer.Ordinal);
        Description = new WorkflowGraph(name, version, [.. nodes.Select(node => new WorkflowNode(node.Name, node.Kind, Bounds.TryGetValue(node.Name, out var most) ? most : null))],
            [new WorkflowEdge(GraphEnds.Start, start, EdgeKind.Always), .. nodes.SelectMany(node => node.Edges().Concat(Transitions.TryGetValue(node.Name, out var leads) ? leads.Edges() : []))]);
        Mermaid = MermaidChart.Of(Description);
    }

    public string Name { get; }
    public int Version { get; }
    public WorkflowGraph Description { get; }
    public string Mermaid { get; }
    internal JsonTypeInfo<TState> Json { get; }
    internal string Start { get; }
    internal FrozenDictionary<string, GraphNode<TState>> Nodes { get; }
    internal FrozenDictionary<string, Transition<TState>> Transitions { get; }
    internal FrozenDictionary<string, int> Bounds { get; }

    /// <exception cref="WorkflowException">the choice is none of those declared</exception>
    internal string Next(string from, TState state, in Visits visits)
    {
        if (Nodes[from] is ForkNode<TState> fork) return fork.Join;
        var leads = Transitions[from];
        if (leads.Choose is null) return leads.Targets[0];
        var target = leads.Choose(state, visits);
        return leads.Targets.Contains(target, StringComparer.Ordinal) ? target : throw new WorkflowException($"The branch after {from} in {Name} chose {target}, which is none of {string.Join(", ", leads.Targets)}.");
    }
}
