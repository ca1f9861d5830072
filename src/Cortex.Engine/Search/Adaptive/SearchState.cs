using System.Text.Json.Serialization;
using Cortex.Contract.Search;

namespace Cortex.Engine.Search.Adaptive;

/// <summary>How far a search is. Nothing of it is kept.</summary>
internal sealed record SearchState
{
    /// <summary>What was typed.</summary>
    public required ParsedQuery Asked { get; init; }
    public required SearchMode Mode { get; init; }
    public required int Limit { get; init; }
    public SearchKind Kind { get; init; }

    /// <summary>What is searched for now.</summary>
    public required ParsedQuery Query { get; init; }

    /// <summary>What it asks of, where that is several things.</summary>
    public IReadOnlyList<ParsedQuery> Parts { get; init; } = [];

    /// <summary>The time that it was read with is no more than a guess: the rest is shown after it.</summary>
    public bool IsGuess { get; init; }
    public IReadOnlyList<SearchStep> Steps { get; init; } = [];

    /// <summary>What was brought now: of the query, then of each part.</summary>
    public IReadOnlyList<IReadOnlyList<RankedItem>> Rankings { get; init; } = [];

    /// <summary>What comes first, of what was brought before.</summary>
    public IReadOnlyList<RankedItem> Kept { get; init; } = [];

    /// <summary>Whether the query is looked for by its words alone: what was added is no part of what it means.</summary>
    public bool ByWords { get; init; }

    /// <summary>How what was brought before and now come together.</summary>
    public Merging Merging { get; init; }
    public IReadOnlyList<RankedItem> Found { get; init; } = [];

    /// <summary>How the query was changed so far.</summary>
    public int Expansions { get; init; }
    public Verdict Verdict { get; init; }

    /// <summary>Words that the library does not have.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>The library that it reads, for as long as the search lasts.</summary>
    [JsonIgnore] public SearchSession? Session { get; init; }

    public SearchState Did(string name, string detail) => this with { Steps = [.. Steps, new SearchStep(name, detail)] };
}

internal enum Verdict
{
    Good,
    Poor,

    /// <summary>What the time leaves is nothing, or was a guess.</summary>
    TooNarrow,
}

internal enum Merging
{
    None,

    /// <summary>What holds a typed word first, in the new order.</summary>
    TypedFirst,

    /// <summary>What was there stays as it was; what is new comes after it.</summary>
    After,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SearchState))]
internal sealed partial class SearchJson : JsonSerializerContext;
