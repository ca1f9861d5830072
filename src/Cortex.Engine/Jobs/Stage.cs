namespace Cortex.Engine.Jobs;

/// <summary>The stages of an item's processing, in their order; the names are those of the wire.</summary>
public static class Stage
{
    /// <summary>Parsed, cut into chunks, and found by its words.</summary>
    public const string Words = "words";

    public static IReadOnlyList<string> All { get; } = [Words];
}
