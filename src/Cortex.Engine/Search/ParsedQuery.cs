using Cortex.Contract.Items;

namespace Cortex.Engine.Search;

/// <summary>What a person typed, taken apart. Nothing in it is query syntax of the index.</summary>
public sealed record ParsedQuery
{
    /// <summary>What is asked, in the order it was typed: without operators, filters and what is excluded.</summary>
    public string Text { get; init; } = "";
    public IReadOnlyList<string> Words { get; init; } = [];
    public IReadOnlyList<string> Phrases { get; init; } = [];
    public IReadOnlyList<string> Excluded { get; init; } = [];
    public IReadOnlyList<string> Tags { get; init; } = [];
    public IReadOnlyList<string> ExcludedTags { get; init; } = [];
    public IReadOnlyList<ContentType> Types { get; init; } = [];
    public IReadOnlyList<string> Sources { get; init; } = [];
    public IReadOnlyList<string> ItemIds { get; init; } = [];
    public bool? Starred { get; init; }
    public DateTime? After { get; init; }
    public DateTime? Before { get; init; }

    /// <summary>Nothing to rank by: filters or exclusions alone.</summary>
    public bool HasNoTerms => Words.Count == 0 && Phrases.Count == 0;
}
