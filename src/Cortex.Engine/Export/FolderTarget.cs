namespace Cortex.Engine.Export;

/// <summary>Writes an export into a folder that only its owner can enter.</summary>
internal sealed class FolderTarget : IExportTarget
{
    private readonly string _root;

    /// <param name="root">Of a folder that is not there yet.</param>
    public FolderTarget(string root)
    {
        _root = root;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(root);
        else Directory.CreateDirectory(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public Stream Create(string path, DateTimeOffset modified)
    {
        var file = Path.Combine(_root, path.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        File.SetLastWriteTimeUtc(stream.SafeFileHandle, modified.UtcDateTime);
        return stream;
    }
}
