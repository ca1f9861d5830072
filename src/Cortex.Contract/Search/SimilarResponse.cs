using Cortex.Contract.Items;

namespace Cortex.Contract.Search;

/// <summary>Items that say something like this one does, nearest first.</summary>
public sealed record SimilarResponse
{
    public required string ItemId { get; init; }
    public required IReadOnlyList<SimilarItem> Results { get; init; }

    /// <summary>False while this item has not been read for its meaning; then there are no results yet.</summary>
    public required bool Ready { get; init; }
    public required double TookMs { get; init; }
}

public sealed record SimilarItem
{
    public required string ItemId { get; init; }
    public required string Title { get; init; }
    public required ContentType ContentType { get; init; }
    public required string? SourceUrl { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required DateTime CreatedAt { get; init; }

    /// <summary>Cosine of the two passages that are nearest to each other, −1 to 1.</summary>
    public required double Similarity { get; init; }

    /// <summary>The passage of the other item.</summary>
    public required PassageSpan Passage { get; init; }

    /// <summary>The passage of this item that it is near to.</summary>
    public required PassageSpan Own { get; init; }
}

/// <summary>A passage: the item's text from start to end (UTF-16), and that text.</summary>
public sealed record PassageSpan(long ChunkId, int Start, int End, string Text);
