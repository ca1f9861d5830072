using Cortex.Contract.Items;

namespace Cortex.Contract.Connections;

/// <summary>Items and the connections discovered between them, the strongest first.</summary>
/// <param name="Nodes">Items with a connection among those shown.</param>
/// <param name="Edges">At most 20,000.</param>
/// <param name="Truncated">Whether there is more than was asked for.</param>
public sealed record ItemGraph(IReadOnlyList<ItemGraphNode> Nodes, IReadOnlyList<ItemGraphEdge> Edges, bool Truncated);

/// <summary>An item, and how many tags it has.</summary>
public sealed record ItemGraphNode(string Id, string Title, ContentType ContentType, int Tags);

/// <summary>Between the items of two ids; the strength is 0 to 1.</summary>
public sealed record ItemGraphEdge(string A, string B, double Strength, IReadOnlyList<EvidenceKind> Kinds);
