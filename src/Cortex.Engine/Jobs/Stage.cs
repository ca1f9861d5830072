namespace Cortex.Engine.Jobs;

/// <summary>The stages of an item's processing, in the order in which they are shown; the names are those of the wire.</summary>
public static class Stage
{
    /// <summary>Parsed, cut into chunks, and found by its words.</summary>
    public const string Words = "words";

    /// <summary>Its passages have vectors of the model in use, and are found by their meaning.</summary>
    public const string Meaning = "meaning";

    /// <summary>Its summary, concepts and entities are known.</summary>
    public const string Extraction = "extraction";

    /// <summary>What it has to do with other items is known.</summary>
    public const string Connections = "connections";

    public static IReadOnlyList<string> All { get; } = [Words, Meaning, Extraction, Connections];

    /// <summary>What a stage cannot begin without: all of it is done or left out.</summary>
    public static IReadOnlyList<string> Before(string stage) => stage switch
    {
        Words => [],
        Connections => [Words, Extraction],
        _ => [Words],
    };

    /// <summary>What cannot begin without it.</summary>
    public static IEnumerable<string> After(string stage) => All.Where(other => Before(other).Contains(stage, StringComparer.Ordinal));

    /// <summary>What a stage waits for while that is on its way; it is done again if it began without.</summary>
    public static IReadOnlyList<string> Awaited(string stage) => stage == Connections ? [Meaning] : [];
}
