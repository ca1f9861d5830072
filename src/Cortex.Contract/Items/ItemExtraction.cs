using Cortex.Contract.Search;

namespace Cortex.Contract.Items;

/// <summary>What was understood of an item's text. Spans are UTF-16 code units of that text.</summary>
public sealed record ItemExtraction
{
    /// <summary>In the order of the text; empty where it has nothing that could be one.</summary>
    public required IReadOnlyList<ExtractedSentence> Summary { get; init; }

    /// <summary>The weightiest first.</summary>
    public required IReadOnlyList<ExtractedConcept> Concepts { get; init; }

    /// <summary>The most mentioned first.</summary>
    public required IReadOnlyList<ExtractedEntity> Entities { get; init; }

    /// <summary>In the order of the text.</summary>
    public required IReadOnlyList<ExtractedDate> Dates { get; init; }

    /// <summary>Who made it: <c>built-in</c>, or <c>provider:model</c>.</summary>
    public required string Model { get; init; }

    /// <summary>Why it was made another way than was chosen; null otherwise.</summary>
    public required string? Note { get; init; }
}

/// <summary>A sentence of a summary; <c>text[start..end]</c> of its span is the sentence, and there is no span where a model wrote it.</summary>
public sealed record ExtractedSentence(string Text, TextSpan? Span);

/// <summary>What a text is about: its weight is 0 to 1, the weightiest has 1; it is counted 0 times where a model chose words of its own.</summary>
public sealed record ExtractedConcept(string Phrase, double Weight, int Count);

/// <summary>What a text names: a <c>person</c>, <c>organisation</c>, <c>place</c>, <c>work</c>, <c>event</c>, <c>date</c>, <c>quantity</c> or <c>other</c>; how often, in any form, and where first.</summary>
public sealed record ExtractedEntity(string Name, string Type, int Count, IReadOnlyList<TextSpan> Mentions);

/// <summary>A date that a text names: <c>2024-03-05</c>, <c>2024-03</c> or <c>2024</c>, as exact as the text is.</summary>
public sealed record ExtractedDate(string Date, TextSpan Span);
