using Cortex.Contract.Connections;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Knowledge.Connections;

/// <summary>What an item is connected with: the documents that it links to, those that link to it, and what was discovered.</summary>
public sealed class ConnectionFinder(Database database)
{
    private const int MaxConnections = 1000, MaxEvidence = 20, MaxLooked = 5000;

    /// <exception cref="CortexException">unknown id</exception>
    public ConnectionsResponse Of(string id) => database.ReadSnapshot(db =>
    {
        ItemReader.GetSummary(db, id);
        var (pk, key) = db.First("SELECT pk, source_key FROM items WHERE id = ?1", row => (row.Long(0), row.TextOrNull(1)), id);
        var resolver = new LinkResolver(db);
        var outgoing = db.Query($"SELECT {StoredLink.Columns} FROM links l JOIN items f ON f.pk = l.item_pk WHERE l.item_pk = ?1 ORDER BY l.position LIMIT {MaxLooked}", StoredLink.Read, pk)
            .Select(link => (Link: link, Target: resolver.Resolve(link))).ToList();
        var incoming = Incoming(db, pk, key).Where(link => resolver.Resolve(link) == pk);
        var connections = outgoing.Where(found => found.Target is not null && found.Target != pk).GroupBy(found => found.Target!.Value, found => found.Link).Select(group => Describe(db, group.Key, ConnectionDirection.Out, group))
            .Concat(incoming.GroupBy(link => link.ItemPk).Select(group => Describe(db, group.Key, ConnectionDirection.In, group)));
        var unresolved = outgoing.Where(found => found.Target is null).GroupBy(found => found.Link.Target, found => found.Link, StringComparer.Ordinal);
        return new ConnectionsResponse(id, [.. connections.Take(MaxConnections)], [.. unresolved.Take(MaxConnections).Select(group => new UnresolvedLink(group.Key, Evidence(group, id)))], DiscoveredConnections.Of(db, pk));
    });

    // Those that may mean it, by its path or any of its names; whether they do is for the resolver to say.
    private static IEnumerable<StoredLink> Incoming(Db db, long pk, string? key)
    {
        var note = key?.EndsWith(LinkName.NoteExtension, StringComparison.OrdinalIgnoreCase) is true ? key[..^LinkName.NoteExtension.Length] : null;
        return db.Query($"""
            SELECT {StoredLink.Columns} FROM (
              SELECT item_pk, position FROM links WHERE source_key = ?2
              UNION SELECT item_pk, position FROM links WHERE source_key = ?3
              UNION SELECT item_pk, position FROM links WHERE name IN (SELECT name FROM item_names WHERE item_pk = ?1)
            ) found JOIN links l ON l.item_pk = found.item_pk AND l.position = found.position JOIN items f ON f.pk = l.item_pk
            WHERE l.item_pk <> ?1 AND f.deleted_at IS NULL ORDER BY f.created_at DESC, l.item_pk, l.position LIMIT {MaxLooked}
            """, StoredLink.Read, pk, key, note);
    }

    private static Connection Describe(Db db, long pk, ConnectionDirection direction, IEnumerable<StoredLink> links)
    {
        var (id, title, type) = db.First("SELECT id, title, content_type FROM items WHERE pk = ?1", row => (row.Text(0), row.Text(1), WireName.Parse<ContentType>(row.Text(2))), pk);
        var from = links.First().ItemPk;
        return new Connection
        {
            ItemId = id,
            Title = title,
            ContentType = type,
            Direction = direction,
            Kind = ConnectionKind.Link,
            Strength = 1,
            Evidence = Evidence(links, db.Text("SELECT id FROM items WHERE pk = ?1", from)!),
        };
    }

    private static IReadOnlyList<ConnectionEvidence> Evidence(IEnumerable<StoredLink> links, string itemId) =>
        [.. links.DistinctBy(link => link.QuoteStart).Take(MaxEvidence).Select(link => new ConnectionEvidence(itemId, link.QuoteStart, link.QuoteStart + link.Quote.Length, link.Quote))];
}
