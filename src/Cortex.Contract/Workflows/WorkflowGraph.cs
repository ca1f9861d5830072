namespace Cortex.Contract.Workflows;

/// <summary>A graph that work is done by: its nodes, and where each leads. A run that another version began starts again from the first node.</summary>
public sealed record WorkflowGraph(string Name, int Version, IReadOnlyList<WorkflowNode> Nodes, IReadOnlyList<WorkflowEdge> Edges);

/// <summary><c>kind</c> is task, fork or subgraph; <c>most</c> is how often it may run in one run, null where that is not bounded by itself.</summary>
public sealed record WorkflowNode(string Name, string Kind, int? Most);

/// <summary>From a node or <c>start</c> to a node or <c>end</c>; <c>kind</c> is always, choice, or branch (of a fork).</summary>
public sealed record WorkflowEdge(string From, string To, string Kind);

public sealed record WorkflowList(IReadOnlyList<WorkflowGraph> Workflows);

/// <summary>One graph, also as the source of a Mermaid flow chart.</summary>
public sealed record WorkflowDrawing(WorkflowGraph Graph, string Mermaid);
