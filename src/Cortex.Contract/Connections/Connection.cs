using System.Text.Json.Serialization;
using Cortex.Contract.Items;

namespace Cortex.Contract.Connections;

/// <summary>Another item that this one has to do with, and the places that show it.</summary>
public sealed record Connection
{
    public required string ItemId { get; init; }
    public required string Title { get; init; }
    public required ContentType ContentType { get; init; }
    public required ConnectionDirection Direction { get; init; }
    public required ConnectionKind Kind { get; init; }

    /// <summary>0 to 1; a link is 1.</summary>
    public required double Strength { get; init; }

    /// <summary>At most 20.</summary>
    public required IReadOnlyList<ConnectionEvidence> Evidence { get; init; }
}

[JsonConverter(typeof(WireEnumConverter<ConnectionDirection>))]
public enum ConnectionDirection
{
    /// <summary>From the item that was asked for to the other.</summary>
    Out,

    /// <summary>From the other to it.</summary>
    In,
}

[JsonConverter(typeof(WireEnumConverter<ConnectionKind>))]
public enum ConnectionKind
{
    /// <summary>Somebody wrote a link.</summary>
    Link,
}

/// <summary>A passage that shows a connection. Offsets are UTF-16 code units into that item's <c>text</c>; the quote is <c>text[start..end]</c>.</summary>
public sealed record ConnectionEvidence(string ItemId, int Start, int End, string Quote);

/// <summary>A link to something that is not in the library, as it is written; it becomes a connection when that comes in.</summary>
public sealed record UnresolvedLink(string Target, IReadOnlyList<ConnectionEvidence> Evidence);

/// <summary>What an item is connected with: what it leads to, then what leads to it; and what was discovered.</summary>
/// <param name="ItemId">The item that was asked for.</param>
/// <param name="Connections">At most 1,000.</param>
/// <param name="Unresolved">At most 1,000.</param>
/// <param name="Discovered">The strongest first, at most 40; the stage <c>connections</c> finds them.</param>
public sealed record ConnectionsResponse(string ItemId, IReadOnlyList<Connection> Connections, IReadOnlyList<UnresolvedLink> Unresolved, IReadOnlyList<DiscoveredConnection> Discovered);
