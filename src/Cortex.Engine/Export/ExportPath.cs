namespace Cortex.Engine.Export;

/// <summary>Which paths an export may name: files below its own folders, and nothing that leads out of them.</summary>
internal static class ExportPath
{
    private const int MaxLength = 1000;

    public static bool IsSafe(string? path) => path is { Length: > 0 and <= MaxLength }
        && (path.StartsWith(ExportFormat.Originals + "/", StringComparison.Ordinal) || path.StartsWith(ExportFormat.Items + "/", StringComparison.Ordinal))
        && !path.Contains('\\') && !path.Contains(':') && !path.Any(char.IsControl)
        && path.Split('/').All(part => part.Length > 0 && part is not ("." or ".."));
}
