using System.Text.Json.Serialization;
using Cortex.Contract.Items;

namespace Cortex.Contract.Connections;

/// <summary>Another item that this one has to do with although nobody linked them, and what shows it. The same from both sides.</summary>
public sealed record DiscoveredConnection
{
    public required string ItemId { get; init; }
    public required string Title { get; init; }
    public required ContentType ContentType { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Strength { get; init; }
    public required IReadOnlyList<DiscoveredEvidence> Evidence { get; init; }
}

[JsonConverter(typeof(WireEnumConverter<EvidenceKind>))]
public enum EvidenceKind
{
    /// <summary>Two passages say something alike.</summary>
    Similar,

    /// <summary>Both name the same, and few others do.</summary>
    SharedEntity,

    /// <summary>Saved within a day of each other; this only adds to other evidence.</summary>
    SavedTogether,
}

/// <summary>One thing that shows a connection.</summary>
public sealed record DiscoveredEvidence
{
    public required EvidenceKind Kind { get; init; }

    /// <summary>The passage or mention in the item that was asked for; null for <c>saved_together</c>.</summary>
    public required ConnectionEvidence? Own { get; init; }

    /// <summary>The same in the other item.</summary>
    public required ConnectionEvidence? Other { get; init; }

    /// <summary>Of <c>similar</c>: the cosine of the two passages.</summary>
    public required double? Similarity { get; init; }

    /// <summary>Of <c>shared_entity</c>: what both name.</summary>
    public required string? Name { get; init; }

    /// <summary>Of <c>shared_entity</c>: what it is, as <see cref="ExtractedEntity"/> has it.</summary>
    public required string? Type { get; init; }

    /// <summary>Of <c>saved_together</c>.</summary>
    public required long? SecondsApart { get; init; }
}
