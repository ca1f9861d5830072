namespace Cortex.Engine.Sources;

/// <summary>The links of a walk. Those to files inside the root wait until it is known which files are imported under their own name.</summary>
internal sealed class LinkedFiles(string realRoot, ScanOptions options, FileInspection inspection)
{
    private readonly string? _library = options.Library is { } library ? RealPath.Of(library) : null;

    /// <summary>Hashes instead of a million paths: a collision is all but impossible, and costs one link.</summary>
    private readonly HashSet<ulong> _imported = [];

    private readonly List<(string FullPath, string RelativePath, string Target)> _waiting = [];

    public void Imported(string relativePath) => _imported.Add(Hash(relativePath));

    /// <summary>Keeps a link to a file for the end; otherwise says why it is skipped.</summary>
    public SkipReason? PutOff(string fullPath, string relativePath)
    {
        if (RealPath.Of(fullPath) is not { } target)
        {
            return SkipReason.Unreadable;
        }

        if (!RealPath.IsInside(realRoot, target))
        {
            return SkipReason.SymlinkOutside;
        }

        if (_library is not null && RealPath.IsInside(_library, target))
        {
            return SkipReason.Library;
        }

        if (Directory.Exists(target))
        {
            return SkipReason.SymlinkFolder;
        }

        _waiting.Add((fullPath, relativePath, target));
        return null;
    }

    public IEnumerable<ScanEntry> Entries()
    {
        foreach (var (fullPath, relativePath, target) in _waiting)
        {
            yield return Judge(fullPath, relativePath, target);
        }
    }

    private ScanEntry Judge(string fullPath, string relativePath, string target)
    {
        var ownPath = Path.GetRelativePath(realRoot, target).Replace(Path.DirectorySeparatorChar, '/');
        SkippedPath Skip(SkipReason reason) => new(fullPath, relativePath, false, reason);

        if (SecretFiles.HasSecretName(Path.GetFileName(fullPath)))
        {
            return Skip(SkipReason.Secret);
        }

        if (_imported.Contains(Hash(ownPath)) || (options.Only is { } only && !only.Includes(ownPath) && options.Known?.CameIn(ownPath) == true))
        {
            return Skip(SkipReason.SymlinkDuplicate);
        }

        var info = new FileInfo(target);
        var size = info.Exists ? info.Length : 0;
        if (info.Exists && options.Known is { } known && known.IsUnchanged(relativePath, size, info.LastWriteTimeUtc) && known.CameIn(relativePath))
        {
            Imported(ownPath);
            return new ScannedFile(fullPath, relativePath, size, info.LastWriteTimeUtc) { IsUnchanged = true };
        }

        if (inspection.Judge(target, info.Name, size) is { } reason)
        {
            return Skip(reason);
        }

        // A link must not be the way around a dot: ".git/config" may hold a password.
        if (ownPath[0] == '.' || ownPath.Contains("/.", StringComparison.Ordinal))
        {
            return Skip(SkipReason.Hidden);
        }

        Imported(ownPath);
        return new ScannedFile(fullPath, relativePath, size, info.LastWriteTimeUtc);
    }

    /// <summary>FNV-1a.</summary>
    private ulong Hash(string path)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in path)
        {
            hash = (hash ^ (options.IgnoreCase ? char.ToUpperInvariant(character) : character)) * 1099511628211UL;
        }

        return hash;
    }
}
