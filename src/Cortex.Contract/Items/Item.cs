using System.Text.Json;

namespace Cortex.Contract.Items;

/// <summary>One thing in the library: a note, a web page or a file.</summary>
public sealed record Item
{
    /// <summary>UUIDv7.</summary>
    public required string Id { get; init; }

    /// <summary>Grows by one with every change; send it back with a PUT to be told (409) when somebody was faster.</summary>
    public required long Version { get; init; }

    /// <summary>As sent, or derived from the content when none was sent.</summary>
    public required string Title { get; init; }

    /// <summary>Exactly as captured: Markdown, HTML or text.</summary>
    public required string Content { get; init; }

    public required ContentType ContentType { get; init; }
    public required string? SourceUrl { get; init; }

    /// <summary>Where it came from: <c>api</c>, <c>cli</c>, <c>import</c>, <c>web</c>, or what the client said.</summary>
    public required string Source { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>A JSON object, kept as it was sent.</summary>
    public required JsonElement Metadata { get; init; }

    public required ProcessingStatus ProcessingStatus { get; init; }

    /// <summary>Stage name (<c>words</c>, …) → its state.</summary>
    public required IReadOnlyDictionary<string, StageState> Stages { get; init; }

    /// <summary>Why processing failed; null otherwise.</summary>
    public required string? Error { get; init; }

    public required bool Starred { get; init; }

    /// <summary>When a person last opened it; null if never.</summary>
    public required DateTime? OpenedAt { get; init; }

    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }

    /// <summary>When the file that it came from was found gone; null while it is there, and for what came from no file.</summary>
    public required DateTime? VanishedAt { get; init; }

    /// <summary>Counts the revisions of the content; offsets belong to one revision.</summary>
    public required long Revision { get; init; }

    /// <summary>The readable text that every offset counts in (UTF-16 code units); empty until it is parsed.</summary>
    public required string Text { get; init; }

    public required IReadOnlyList<Block> Blocks { get; init; }
    public required IReadOnlyList<Chunk> Chunks { get; init; }

    /// <summary>The document that it came from, where the library keeps it as it was; null otherwise.</summary>
    public required ItemOriginal? Original { get; init; }

    /// <summary>Items whose text is nearly the same, the most similar first; at most 20. Known once its words are done.</summary>
    public required IReadOnlyList<NearDuplicate> NearDuplicates { get; init; }

    /// <summary>What was understood of this revision; null until that is done.</summary>
    public required ItemExtraction? Extraction { get; init; }
}
