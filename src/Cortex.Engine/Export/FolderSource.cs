using Cortex.Engine.Sources;
using Cortex.Engine.Sources.Platform;

namespace Cortex.Engine.Export;

/// <summary>An export in a folder. Links within it are not followed.</summary>
internal sealed class FolderSource(string root) : IExportSource
{
    // The folder itself may be reached through links.
    private readonly string _root = RealPath.Of(root) ?? root;

    public Stream? Open(string path) => Find(path) is { } file ? new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete) : null;

    public bool Has(string path, long sizeBytes) => Find(path) is { } file && new FileInfo(file).Length == sizeBytes;

    public void Dispose()
    {
    }

    private string? Find(string path)
    {
        var file = Path.Combine(_root, path.Replace('/', Path.DirectorySeparatorChar));
        return RealPath.Of(file) == file && FileKind.IsRegular(file) ? file : null;
    }
}
