using Cortex.Contract.Errors;

namespace Cortex.Engine.Export;

/// <summary>A folder that an export takes the place of only when it is whole: until then it is written beside it.</summary>
internal sealed class ExportFolder : IDisposable
{
    private static readonly string[] Own = [ExportFormat.Document, ExportFormat.Readme, ExportFormat.Items, ExportFormat.Originals, ExportFormat.Highlights];

    private ExportFolder(string path)
    {
        Path = path;
        Temporary = $"{path}.{Guid.NewGuid():N}.partial";
    }

    public string Path { get; }
    public string Temporary { get; }

    /// <exception cref="CortexException">there is something else; or the folder that it is to lie in is not there</exception>
    public static ExportFolder Prepare(string folder)
    {
        if (string.IsNullOrWhiteSpace(folder) || folder.Contains('\0')) throw CortexException.Invalid("folder", "Must name a folder.");
        var path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder));
        var parent = System.IO.Path.GetDirectoryName(path) ?? throw new CortexException(ErrorCode.InvalidArgument, $"{path} cannot be written as a whole. Name a folder within it.");
        if (File.Exists(path)) throw new CortexException(ErrorCode.InvalidArgument, $"{path} is a file. Name a folder.");
        if (new DirectoryInfo(path).LinkTarget is not null) throw new CortexException(ErrorCode.InvalidArgument, $"{path} is a link. Name the folder itself.");
        if (Directory.Exists(path) && !IsFree(path)) throw new CortexException(ErrorCode.InvalidArgument, $"{path} is not empty and not an earlier export. Nothing was written; name another folder.");
        Directory.CreateDirectory(parent);
        return new ExportFolder(path);
    }

    /// <summary>Puts what was written in place of what was there.</summary>
    public void Finish()
    {
        if (!Directory.Exists(Path))
        {
            Directory.Move(Temporary, Path);
            return;
        }

        // It may have been filled meanwhile.
        if (!IsFree(Path)) throw new CortexException(ErrorCode.InvalidArgument, $"{Path} has got other files meanwhile. It was left as it is; name another folder.");
        var earlier = $"{Path}.{Guid.NewGuid():N}.earlier";
        Directory.Move(Path, earlier);
        try
        {
            Directory.Move(Temporary, Path);
        }
        catch
        {
            Directory.Move(earlier, Path);
            throw;
        }

        Directory.Delete(earlier, recursive: true);
    }

    public void Dispose()
    {
        if (Directory.Exists(Temporary)) Directory.Delete(Temporary, recursive: true);
    }

    // Empty, or an export and nothing beside it.
    private static bool IsFree(string path)
    {
        var names = Directory.EnumerateFileSystemEntries(path).Select(System.IO.Path.GetFileName).Take(Own.Length + 1).ToList();
        return names.Count == 0 || (names.TrueForAll(name => Own.Contains(name)) && ExportedLibrary.IsOne(path));
    }
}
