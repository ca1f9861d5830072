namespace Cortex.Engine.Jobs;

/// <summary>The stages of an item's processing, in their order; the names are those of the wire.</summary>
public static class Stage
{
    /// <summary>Parsed, cut into chunks, and found by its words.</summary>
    public const string Words = "words";

    /// <summary>Its passages have vectors of the model in use, and are found by their meaning.</summary>
    public const string Meaning = "meaning";

    /// <summary>Each begins when all before it are done.</summary>
    public static IReadOnlyList<string> All { get; } = [Words, Meaning];

    public static IEnumerable<string> Before(string stage) => All.TakeWhile(other => other != stage);

    public static IEnumerable<string> After(string stage) => All.SkipWhile(other => other != stage).Skip(1);
}
