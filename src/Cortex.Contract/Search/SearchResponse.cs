using Cortex.Contract.Items;

namespace Cortex.Contract.Search;

/// <summary>Hits best first, one an item.</summary>
public sealed record SearchResponse
{
    public required IReadOnlyList<SearchHit> Results { get; init; }

    /// <summary>What answered: <c>hybrid</c> (words and meaning), <c>words</c>, <c>meaning</c>, or <c>filter</c> for a query of filters alone.</summary>
    public required string QueryType { get; init; }

    /// <summary>How the query was read.</summary>
    public required SearchKind Kind { get; init; }

    /// <summary>What was done beyond searching for what was typed, in order; mostly nothing.</summary>
    public required IReadOnlyList<SearchStep> Steps { get; init; }
    public required double TookMs { get; init; }

    /// <summary>How much of the library could be searched.</summary>
    public required Coverage Coverage { get; init; }

    /// <summary>What to know about the library that bears on what was found; mostly nothing.</summary>
    public required IReadOnlyList<Notice> Notices { get; init; }
}

public sealed record SearchHit
{
    public required string ItemId { get; init; }

    /// <summary>The item's best chunk; null for a hit without a passage (an item found by its filters or not yet chunked).</summary>
    public required long? ChunkId { get; init; }
    public required string Title { get; init; }
    public required ContentType ContentType { get; init; }
    public required string? SourceUrl { get; init; }
    public required string Source { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required DateTime CreatedAt { get; init; }

    /// <summary>The item's text from <c>start</c> to <c>end</c>, unchanged.</summary>
    public required string Snippet { get; init; }

    /// <summary>What matched, in UTF-16 code units within the snippet.</summary>
    public required IReadOnlyList<TextSpan> Highlights { get; init; }

    /// <summary>What matched, in UTF-16 code units within the title.</summary>
    public required IReadOnlyList<TextSpan> TitleHighlights { get; init; }

    /// <summary>Why it is here: <c>words</c>, <c>meaning</c>, or both; empty for a query of filters alone.</summary>
    public required IReadOnlyList<string> Matched { get; init; }

    /// <summary>The sentence nearest in meaning to the query, in UTF-16 code units of the item's text; null when meaning did not find it.</summary>
    public required TextSpan? Sentence { get; init; }

    /// <summary>Cosine of the query and the passage, −1 to 1; null when meaning did not find it.</summary>
    public required double? Similarity { get; init; }

    /// <summary>Higher is better; comparable within one answer only.</summary>
    public required double Score { get; init; }

    /// <summary>The snippet's place in the item's text.</summary>
    public required int Start { get; init; }

    /// <summary>Exclusive.</summary>
    public required int End { get; init; }

    /// <summary>The page of the document that the first match stands on, counted from 1; null where there are no pages.</summary>
    public int? Page { get; init; }
}

/// <summary>Half-open span of UTF-16 code units.</summary>
public readonly record struct TextSpan(int Start, int End);

/// <summary>How many of the library's items were searchable when the answer was made: by their words, and by their meaning.</summary>
public sealed record Coverage(long Searchable, long Total, long ByMeaning);

public sealed record SuggestionsResponse(IReadOnlyList<Suggestion> Suggestions);

/// <summary>A completion: a whole title (then with its item), a tag or a word of the library.</summary>
public sealed record Suggestion(string Text, string Kind, string? ItemId);
