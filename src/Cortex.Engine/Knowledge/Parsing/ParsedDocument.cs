using System.Text.Json;
using Cortex.Contract.Items;

namespace Cortex.Engine.Knowledge.Parsing;

/// <summary>What a parser makes of a document: readable text and the structure over it.</summary>
public sealed record ParsedDocument
{
    /// <summary>The title found in the document; null where it has none.</summary>
    public string? Title { get; init; }

    /// <summary>Well-formed UTF-16 with LF line ends; everything that is not white space lies in a block.</summary>
    public required string Text { get; init; }

    /// <summary>In order, not overlapping; offsets in UTF-16 code units into <see cref="Text"/>.</summary>
    public IReadOnlyList<Block> Blocks { get; init; } = [];

    /// <summary>Front matter; for HTML byline, published_at, description, canonical_url, language and site_name where the page states them.</summary>
    public IReadOnlyDictionary<string, JsonElement> Metadata { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Front matter's tags and keywords.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Tags within Markdown's text ("#garden/roses"), each once. Only where notes are kept by them do they mean something.</summary>
    public IReadOnlyList<string> InlineTags { get; init; } = [];

    /// <summary>Links to other documents by name or relative path, in their order.</summary>
    public IReadOnlyList<DocumentLink> Links { get; init; } = [];
}
