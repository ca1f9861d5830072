using Cortex.Contract.Connections;
using Cortex.Contract.Digests;
using Cortex.Engine.Knowledge.Connections;
using Cortex.Engine.Search;

namespace Cortex.Engine.Digest;

/// <summary>Links of recent items first, then what was discovered of them.</summary>
internal sealed class FoundConnections(ConnectionFinder links, SimilarItems similar)
{
    private const int MostItems = 30, Most = 8, MostOfItem = 2, Neighbours = 3;
    private const double LeastSimilarity = 0.5;

    /// <summary>The strongest first, each pair once.</summary>
    /// <param name="recent">Ids of items, the newest first.</param>
    public IReadOnlyList<ConnectionRef> Of(IReadOnlyList<string> recent, CancellationToken cancellation)
    {
        var found = new List<(ConnectionRef Connection, double Strength)>();
        foreach (var id in recent.Take(MostItems))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                var known = links.Of(id);
                found.AddRange(known.Connections.Take(MostOfItem).Select(link => (ConnectionRef.Of(id, link.ItemId, link.Direction == ConnectionDirection.Out ? DigestReasonKind.LinksTo : DigestReasonKind.LinkedFrom), 1 + link.Strength)));
                found.AddRange(known.Discovered.Take(MostOfItem).Select(other => (Discovered(id, other), other.Strength)));
                // What came in just now is connected a little later.
                if (known.Discovered.Count == 0) found.AddRange(similar.Find(id, Neighbours, cancellation).Results.Where(near => near.Similarity >= LeastSimilarity).Take(MostOfItem).Select(near => (ConnectionRef.Of(id, near.ItemId, DigestReasonKind.Similar), near.Similarity)));
            }
            catch (CortexException)
            {
                // Deleted meanwhile.
            }
        }

        return [.. found.OrderByDescending(pair => pair.Strength).Select(pair => pair.Connection).DistinctBy(connection => string.CompareOrdinal(connection.Item, connection.Other) < 0 ? (connection.Item, connection.Other) : (connection.Other, connection.Item)).Take(Most)];
    }

    private static ConnectionRef Discovered(string id, DiscoveredConnection other)
    {
        var names = other.Evidence.Where(one => one.Kind == EvidenceKind.SharedEntity && one.Name is not null).Select(one => one.Name!).Take(2).ToList();
        return ConnectionRef.Of(id, other.ItemId, names.Count > 0 ? DigestReasonKind.SharedNames : DigestReasonKind.Similar, names);
    }
}
