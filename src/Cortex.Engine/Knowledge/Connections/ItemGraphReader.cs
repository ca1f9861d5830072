using Cortex.Contract.Connections;
using Cortex.Contract.Items;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Knowledge.Connections;

/// <summary>The library as a graph of its discovered connections.</summary>
public sealed class ItemGraphReader(Database database)
{
    public const int DefaultLimit = 500, MaxLimit = 5000;
    private const int MostEdges = 20_000;

    /// <param name="minStrength">0 to 1.</param>
    /// <param name="limit">How many nodes; those of the strongest connections.</param>
    /// <param name="tag">Both ends have it; upper and lower case are the same.</param>
    public ItemGraph Read(double minStrength = 0, int limit = DefaultLimit, ContentType? type = null, string? tag = null) => database.ReadSnapshot(db =>
    {
        var edges = db.Query($"""
            SELECT c.a_pk, c.b_pk, c.strength, c.kinds FROM connections c INDEXED BY connections_by_strength JOIN items a ON a.pk = c.a_pk JOIN items b ON b.pk = c.b_pk
            WHERE c.strength >= ?1 AND {DiscoveredConnections.AreCurrent} AND (?2 IS NULL OR (a.content_type = ?2 AND b.content_type = ?2))
              AND (?3 IS NULL OR (EXISTS (SELECT 1 FROM item_tags t WHERE t.item_pk = a.pk AND t.tag = ?3 COLLATE NOCASE) AND EXISTS (SELECT 1 FROM item_tags t WHERE t.item_pk = b.pk AND t.tag = ?3 COLLATE NOCASE)))
            ORDER BY c.strength DESC LIMIT {MostEdges + 1}
            """, row => (A: row.Long(0), B: row.Long(1), Strength: row.Double(2), Kinds: (EvidenceKinds)row.Int(3)), minStrength, type is { } only ? WireName.Of(only) : null, tag);
        var nodes = new Dictionary<long, ItemGraphNode>();
        var shown = new List<ItemGraphEdge>();
        foreach (var edge in edges.Take(MostEdges))
        {
            var more = (nodes.ContainsKey(edge.A) ? 0 : 1) + (nodes.ContainsKey(edge.B) ? 0 : 1);
            if (nodes.Count + more > limit) continue;
            shown.Add(new ItemGraphEdge(Node(edge.A).Id, Node(edge.B).Id, edge.Strength, Kinds(edge.Kinds)));
        }

        return new ItemGraph([.. nodes.Values], shown, Truncated: shown.Count < edges.Count);

        ItemGraphNode Node(long pk) => nodes.TryGetValue(pk, out var known) ? known : nodes[pk] = db.First("SELECT id, title, content_type, (SELECT count(*) FROM item_tags WHERE item_pk = i.pk) FROM items i WHERE pk = ?1",
            row => new ItemGraphNode(row.Text(0), row.Text(1), WireName.Parse<ContentType>(row.Text(2)), row.Int(3)), pk)!;
    });

    private static IReadOnlyList<EvidenceKind> Kinds(EvidenceKinds kinds) =>
        [.. ((EvidenceKinds, EvidenceKind)[])[(EvidenceKinds.Similar, EvidenceKind.Similar), (EvidenceKinds.SharedEntity, EvidenceKind.SharedEntity), (EvidenceKinds.SavedTogether, EvidenceKind.SavedTogether)]
            is var all ? all.Where(one => kinds.HasFlag(one.Item1)).Select(one => one.Item2) : []];
}
