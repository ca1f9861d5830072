using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Parsing;

namespace Cortex.Engine.Knowledge.Items;

/// <summary>An item with all that is kept of it except its contents, as it goes from one library to another. Times are Unix milliseconds.</summary>
public sealed record StoredItem
{
    public required string Id { get; init; }
    public required long Version { get; init; }

    /// <summary>The number of its current revision.</summary>
    public required long Revision { get; init; }

    /// <summary>When the current revision was made.</summary>
    public required long RevisedAt { get; init; }
    public required string Title { get; init; }
    public required bool TitleDerived { get; init; }
    public required ContentType ContentType { get; init; }
    public required DocumentFormat Format { get; init; }
    public required string? Language { get; init; }
    public required string? SourceUrl { get; init; }
    public required string Source { get; init; }
    public required string? SourceKey { get; init; }

    /// <summary>A JSON object as text, as it was sent.</summary>
    public required string Metadata { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required bool Starred { get; init; }
    public required long? OpenedAt { get; init; }
    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; init; }
    public required long? VanishedAt { get; init; }

    /// <summary>Since when it is in the trash; null otherwise.</summary>
    public required long? DeletedAt { get; init; }
}

/// <summary>An earlier content of an item.</summary>
/// <param name="Revision">Its number there; numbers below 1 came from another library.</param>
/// <param name="CreatedAt">Unix milliseconds.</param>
/// <param name="Content">The bytes that are stored: UTF-8.</param>
public sealed record StoredRevision(string ItemId, long Revision, long CreatedAt, byte[] Content);
