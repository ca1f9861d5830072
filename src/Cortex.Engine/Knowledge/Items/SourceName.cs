namespace Cortex.Engine.Knowledge.Items;

/// <summary>A file's name, which is a better title than its first line where the document names none itself. An address has none that is.</summary>
internal static class SourceName
{
    public static string? Of(string? sourceKey)
    {
        if (sourceKey is null || sourceKey.StartsWith("http://", StringComparison.Ordinal) || sourceKey.StartsWith("https://", StringComparison.Ordinal)) return null;
        var name = Path.GetFileName(sourceKey);
        // A note is called what its file is called, without what only says that it is one.
        return name.EndsWith(".md", StringComparison.OrdinalIgnoreCase) && name.Length > 3 ? name[..^3] : name;
    }
}
