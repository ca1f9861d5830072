using System.Globalization;

namespace Cortex.Engine.Tests.Inference;

/// <summary>What Linux tells of a thread in its <c>stat</c> file.</summary>
internal static class ThreadStat
{
    public static int Nice(string stat) => int.Parse(Fields(stat)[16], CultureInfo.InvariantCulture);

    /// <summary>The name is in brackets and may hold anything.</summary>
    public static string Name(string stat) => stat[(stat.IndexOf('(') + 1)..stat.LastIndexOf(')')];

    /// <summary>This process's threads, but for those that end meanwhile.</summary>
    public static IEnumerable<string> OfThisProcess() => Directory.EnumerateDirectories("/proc/self/task").Select(folder =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "stat"));
        }
        catch (IOException)
        {
            return "";
        }
    }).Where(stat => stat.Length > 0);

    // From the third, the state, on.
    private static string[] Fields(string stat) => stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
}
