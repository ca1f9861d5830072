using System.Text.Json.Serialization;
using Cortex.Contract.Items;

namespace Cortex.Contract.Search;

public sealed record SearchRequest
{
    /// <summary>Words, <c>"phrases"</c>, <c>-not</c>, <c>tag:</c>, <c>type:</c>, <c>before:</c>, <c>after:</c>; up to 10,000 characters.</summary>
    public required string Query { get; init; }

    /// <summary>How many items, 1 to 100; 10 unless said.</summary>
    public int? Limit { get; init; }
    public SearchFilters? Filters { get; init; }

    /// <summary>By words and meaning unless said.</summary>
    public SearchMode? Mode { get; init; }
}

[JsonConverter(typeof(WireEnumConverter<SearchMode>))]
public enum SearchMode
{
    Hybrid,
    Words,
    Meaning,
}

/// <summary>Every filter that is set must hold; within a list any entry may.</summary>
public sealed record SearchFilters
{
    public IReadOnlyList<ContentType>? Types { get; init; }
    public IReadOnlyList<string>? Tags { get; init; }
    public IReadOnlyList<string>? Sources { get; init; }

    /// <summary>These items and no others; an id that is not there finds nothing.</summary>
    public IReadOnlyList<string>? ItemIds { get; init; }

    public bool? Starred { get; init; }

    /// <summary>ISO 8601 date or time: created at or after it.</summary>
    public string? After { get; init; }

    /// <summary>ISO 8601 date or time: created before it.</summary>
    public string? Before { get; init; }
}
