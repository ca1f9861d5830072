using Cortex.Contract.Errors;

namespace Cortex.Engine.Sources;

/// <summary>Finds what to import in a folder, and says of everything else why not.</summary>
public static class FolderScan
{
    /// <summary>
    /// Walks a folder lazily, ordinal by relative path. Links are judged last, because a file is imported under its own name
    /// before it is through a link; a skipped folder is one entry. The folder itself is entered whatever the rules say of it.
    /// </summary>
    /// <exception cref="CortexException">There is no such folder.</exception>
    public static IEnumerable<ScanEntry> Scan(string root, ScanOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        var full = Full(root);
        return Directory.Exists(full)
            ? new FolderWalk(full, options).Entries(ct)
            : throw new CortexException(ErrorCode.FileNotReadable, $"There is no folder {root}.");
    }

    /// <summary>
    /// Judges one file that was named explicitly: ignore files and dots in its path do not count, what it is and holds does.
    /// A link is followed wherever it leads.
    /// </summary>
    /// <exception cref="CortexException">It is a folder.</exception>
    public static ScanEntry Inspect(string file, ScanOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var full = Full(file);
        var name = Path.GetFileName(full);
        if (RealPath.Of(full) is not { } real)
        {
            return new SkippedPath(full, name, false, SkipReason.Unreadable);
        }

        if (Directory.Exists(real))
        {
            throw CortexException.Invalid("path", $"{file} is a folder, not a file.");
        }

        if (SecretFiles.HasSecretName(name) && name != Path.GetFileName(real))
        {
            return new SkippedPath(full, name, false, SkipReason.Secret);
        }

        var info = new FileInfo(real);
        return new FileInspection(options).Judge(real, info.Name, info.Length) is { } reason
            ? new SkippedPath(full, name, false, reason)
            : new ScannedFile(full, name, info.Length, info.LastWriteTimeUtc);
    }

    private static string Full(string path)
    {
        if (string.IsNullOrEmpty(path) || path.Contains('\0'))
        {
            throw CortexException.Invalid("path", "must name a file or folder.");
        }

        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
    }
}
