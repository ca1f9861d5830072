namespace Cortex.Engine.Sources;

/// <summary>Files that lie beside another for as long as a program writes it, by their names.</summary>
internal static class TemporaryFiles
{
    private static readonly string[] Endings = ["~", ".part", ".partial", ".crdownload", ".download"];

    public static bool Contains(string name) =>
        Array.Exists(Endings, ending => name.Length > ending.Length && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        || name.StartsWith("~$", StringComparison.Ordinal) || (name.Length > 2 && name[0] == '#' && name[^1] == '#');
}
