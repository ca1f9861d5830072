using System.Text.Json.Serialization;

namespace Cortex.Contract.Items;

/// <summary>A structural piece of an item's text. Offsets are UTF-16 code units into the item's <c>text</c>; blocks are in order and do not overlap.</summary>
public sealed record Block
{
    public required BlockKind Kind { get; init; }
    public required int Start { get; init; }

    /// <summary>Exclusive.</summary>
    public required int End { get; init; }

    /// <summary>Heading level 1 to 6, or nesting depth (from 1) of a list item or quote; null otherwise.</summary>
    public int? Level { get; init; }

    /// <summary>The language of a code block, where it is known.</summary>
    public string? Language { get; init; }

    /// <summary>The number of an ordered list's item; null in a bulleted one.</summary>
    public int? Number { get; init; }

    /// <summary>The page that it begins on, counted from 1, where the document has pages; null otherwise.</summary>
    public int? Page { get; init; }

    public IReadOnlyList<InlineMark> Marks { get; init; } = [];
}

[JsonConverter(typeof(WireEnumConverter<BlockKind>))]
public enum BlockKind
{
    Paragraph,
    Heading,
    ListItem,
    Quote,
    Code,

    /// <summary>One row of a table, its cells separated by tabs.</summary>
    TableRow,
}

/// <summary>An inline span within a block.</summary>
public sealed record InlineMark
{
    public required MarkKind Kind { get; init; }
    public required int Start { get; init; }
    public required int End { get; init; }

    /// <summary>The target of a link, absolute where a base is known.</summary>
    public string? Href { get; init; }
}

[JsonConverter(typeof(WireEnumConverter<MarkKind>))]
public enum MarkKind
{
    Bold,
    Italic,
    Code,
    Link,
    Strike,
}
