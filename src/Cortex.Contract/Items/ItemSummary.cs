using System.Text.Json;

namespace Cortex.Contract.Items;

/// <summary>A row of a list: an item with an excerpt in place of its content.</summary>
public sealed record ItemSummary
{
    public required string Id { get; init; }
    public required long Version { get; init; }
    public required string Title { get; init; }

    /// <summary>The first 240 characters or so of the readable text.</summary>
    public required string Excerpt { get; init; }

    public required ContentType ContentType { get; init; }
    public required string? SourceUrl { get; init; }
    public required string Source { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required JsonElement Metadata { get; init; }
    public required ProcessingStatus ProcessingStatus { get; init; }
    public required IReadOnlyDictionary<string, StageState> Stages { get; init; }
    public required string? Error { get; init; }
    public required bool Starred { get; init; }
    public required DateTime? OpenedAt { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }

    /// <summary>When the file that it came from was found gone; null while it is there, and for what came from no file.</summary>
    public required DateTime? VanishedAt { get; init; }

    /// <summary>When it was put into the trash; null for what is not in it.</summary>
    public DateTime? DeletedAt { get; init; }
}

/// <summary>One page of a list, newest first.</summary>
public sealed record ItemPage(IReadOnlyList<ItemSummary> Items, long Total, long Offset, int Limit);
