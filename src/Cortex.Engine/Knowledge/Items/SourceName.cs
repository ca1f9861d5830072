namespace Cortex.Engine.Knowledge.Items;

/// <summary>A file's name, which is a better title than its first line where the document names none itself. An address has none that is.</summary>
internal static class SourceName
{
    public static string? Of(string? sourceKey) =>
        sourceKey is null || sourceKey.StartsWith("http://", StringComparison.Ordinal) || sourceKey.StartsWith("https://", StringComparison.Ordinal) ? null : Path.GetFileName(sourceKey);
}
