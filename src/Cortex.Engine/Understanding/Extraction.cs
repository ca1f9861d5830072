namespace Cortex.Engine.Understanding;

/// <summary>What was understood of a text.</summary>
public sealed record Extraction
{
    /// <summary><see cref="Model"/> of what was made without a language model.</summary>
    public const string BuiltIn = "built-in";

    /// <summary>In the order of the text; empty where it has nothing that could be one, such as source code without comments.</summary>
    public IReadOnlyList<SummarySentence> Summary { get; init; } = [];

    /// <summary>The weightiest first.</summary>
    public IReadOnlyList<Concept> Concepts { get; init; } = [];

    /// <summary>The most mentioned first.</summary>
    public IReadOnlyList<Entity> Entities { get; init; } = [];

    /// <summary>In the order of the text.</summary>
    public IReadOnlyList<DateMention> Dates { get; init; } = [];

    /// <summary>In the order of the text.</summary>
    public IReadOnlyList<ExtractedLink> Links { get; init; } = [];

    /// <summary>Who made it: <see cref="BuiltIn"/>, or <c>provider:model</c>.</summary>
    public required string Model { get; init; }
}
