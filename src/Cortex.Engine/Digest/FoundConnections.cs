using Cortex.Contract.Connections;
using Cortex.Engine.Knowledge.Connections;
using Cortex.Engine.Search;

namespace Cortex.Engine.Digest;

/// <summary>Links of recent items first, then what is near to them in meaning.</summary>
internal sealed class FoundConnections(ConnectionFinder links, SimilarItems similar) : IDigestConnections
{
    private const int MostItems = 30, Most = 8, MostOfItem = 2, Neighbours = 3;
    private const double LeastSimilarity = 0.5;

    public IReadOnlyList<ConnectionRef> Of(IReadOnlyList<string> recent, CancellationToken cancellation)
    {
        var found = new List<(ConnectionRef Connection, double Strength)>();
        foreach (var id in recent.Take(MostItems))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                found.AddRange(links.Of(id).Connections.Take(MostOfItem).Select(link => (new ConnectionRef(id, link.ItemId, link.Direction == ConnectionDirection.Out ? "links to it" : "is linked from it"), 1 + link.Strength)));
                found.AddRange(similar.Find(id, Neighbours, cancellation).Results.Where(near => near.Similarity >= LeastSimilarity).Take(MostOfItem).Select(near => (new ConnectionRef(id, near.ItemId, "says something like it"), near.Similarity)));
            }
            catch (CortexException)
            {
                // Deleted meanwhile.
            }
        }

        return [.. found.OrderByDescending(pair => pair.Strength).Select(pair => pair.Connection).DistinctBy(connection => string.CompareOrdinal(connection.Item, connection.Other) < 0 ? (connection.Item, connection.Other) : (connection.Other, connection.Item)).Take(Most)];
    }
}
