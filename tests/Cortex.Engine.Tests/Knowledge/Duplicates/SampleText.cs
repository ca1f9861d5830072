namespace Cortex.Engine.Tests.Knowledge.Duplicates;

/// <summary>Texts of made-up words: the same for the same seed.</summary>
internal static class SampleText
{
    public static string[] Words(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => $"word{random.Next(5000)}")];
    }

    public static string Of(int seed, int words) => string.Join(' ', Words(seed, words));

    /// <summary>The words with some of them replaced by others.</summary>
    public static string[] Edited(string[] words, int edits, Random random)
    {
        string[] edited = [.. words];
        for (var i = 0; i < edits; i++) edited[random.Next(edited.Length)] = $"other{random.Next(1_000_000)}";
        return edited;
    }
}
