using Cortex.Engine.Knowledge.Parsing.Files;

namespace Cortex.Engine.Sources.Exports.Notion;

/// <summary>An export that was unpacked. Links are not followed: an export has none.</summary>
internal sealed class NotionFolder(string root) : INotionFiles
{
    private const int MaxDepth = 64, MaxFiles = 1_000_000;
    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, MaxRecursionDepth = MaxDepth, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden };

    public IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(root, "*", Below).Take(MaxFiles).Select(path => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/')).Order(StringComparer.Ordinal)];

    public byte[] Read(string name) => ExportText.ReadBytes(Path.Combine(root, name), FileLimits.EntryBytes);

    public void Dispose()
    {
    }
}
