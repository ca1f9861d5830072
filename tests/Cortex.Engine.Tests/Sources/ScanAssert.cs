using Cortex.Engine.Sources;

namespace Cortex.Engine.Tests.Sources;

internal static class ScanAssert
{
    public static List<ScanEntry> Scan(string root, ScanOptions? options = null) =>
        [.. FolderScan.Scan(root, options ?? ScanOptions.Default, CancellationToken.None)];

    public static List<string> Files(string root) => [.. Scan(root).OfType<ScannedFile>().Select(f => f.RelativePath)];

    public static SkipReason? Reason(string root, string relativePath)
    {
        var entry = Assert.Single(Scan(root), e => e.RelativePath == relativePath);
        return (entry as SkippedPath)?.Reason;
    }

    /// <summary>One line per entry: the path, and the reason when it is skipped.</summary>
    public static string[] Lines(string root) =>
        [.. Scan(root).Select(e => e is SkippedPath s ? $"{s.RelativePath} ({s.Reason})" : e.RelativePath)];
}
