using System.Text;
using Cortex.Engine.Sources.GitIgnore;

namespace Cortex.Engine.Sources;

/// <summary>One walk over one folder: a stack of open folders, and the UTF-8 path of the entry at hand.</summary>
internal sealed class FolderWalk
{
    private readonly string _root;
    private readonly string _realRoot;
    private readonly string? _library;
    private readonly ScanOptions _options;
    private readonly FileInspection _inspection;
    private readonly Stack<OpenFolder> _open = new();
    private readonly LinkedFiles _links;
    private byte[] _path = new byte[1024];

    public FolderWalk(string root, ScanOptions options)
    {
        _root = root;
        _realRoot = RealPath.Of(root) ?? root;
        _options = options;
        _library = options.Library is { } library ? Path.GetRelativePath(_realRoot, RealPath.Of(library) ?? library).Replace(Path.DirectorySeparatorChar, '/') : null;
        _inspection = new FileInspection(options);
        _links = new LinkedFiles(_realRoot, options, _inspection);
    }

    public IEnumerable<ScanEntry> Entries(CancellationToken ct)
    {
        if (OpenRoot() is { } unreadable)
        {
            yield return unreadable;
        }

        while (_open.TryPeek(out var folder))
        {
            ct.ThrowIfCancellationRequested();
            if (folder.Next == folder.Entries.Length)
            {
                _open.Pop();
                continue;
            }

            if (IsAskedFor(folder, folder.Next) && Judge(folder, folder.Next) is { } entry)
            {
                yield return entry;
            }

            folder.Next++;
        }

        foreach (var entry in _links.Entries())
        {
            ct.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    private SkippedPath? OpenRoot()
    {
        var rules = IgnoreRules.Above(_realRoot, _options.IgnoreCase, out var prefix);
        var length = Encoding.UTF8.GetByteCount(prefix);
        Array.Resize(ref _path, Math.Max(_path.Length, length));
        Encoding.UTF8.GetBytes(prefix, _path);
        if (List(_root) is not { } entries)
        {
            return new SkippedPath(_root, "", true, SkipReason.Unreadable);
        }

        _open.Push(new OpenFolder(_root, "", length, RulesIn(_root, entries, rules, length), entries));
        return null;
    }

    private bool IsAskedFor(OpenFolder folder, int index) => _options.Only is not { } only || only.Visits(folder.Prefix + folder.Entries[index].Name);

    /// <summary>What to report of an entry; null when it is a folder just opened or a link put off to the end.</summary>
    private ScanEntry? Judge(OpenFolder folder, int index)
    {
        ref readonly var entry = ref folder.Entries[index];
        var full = Path.Join(folder.FullPath, entry.Name);
        var relative = folder.Prefix + entry.Name;
        var reason = ReasonByName(folder, entry, out var pathLength);
        if (reason is not null)
        {
            return new SkippedPath(full, relative, entry.IsFolder, reason.Value);
        }

        if (entry.IsLink)
        {
            return _links.PutOff(full, relative) is { } skip ? new SkippedPath(full, relative, false, skip) : null;
        }

        if (entry.IsFolder)
        {
            return Open(folder, full, relative, pathLength) is { } skip ? new SkippedPath(full, relative, true, skip) : null;
        }

        if (_options.Known is { } known && known.IsUnchanged(relative, entry.Size, entry.LastWriteTime))
        {
            if (known.CameIn(relative)) _links.Imported(relative);
            return new ScannedFile(full, relative, entry.Size, entry.LastWriteTime) { IsUnchanged = true };
        }

        if (_inspection.Judge(full, entry.Name, entry.Size) is { } unfit)
        {
            return new SkippedPath(full, relative, false, unfit);
        }

        _links.Imported(relative);
        return new ScannedFile(full, relative, entry.Size, entry.LastWriteTime);
    }

    private SkipReason? ReasonByName(OpenFolder folder, in ListedEntry entry, out int pathLength)
    {
        pathLength = 0;
        if (entry.IsFolder && folder.Prefix.Length + entry.Name.Length == _library?.Length && folder.Prefix + entry.Name == _library)
        {
            return SkipReason.Library;
        }

        if (entry.IsFolder && DependencyFolders.Contains(entry.Name, folder.Entries))
        {
            return SkipReason.DependencyFolder;
        }

        if (entry.IsHidden)
        {
            // A virtual environment and an .env file are reported as what they are; anything else hidden is just that.
            return entry.IsFolder && File.Exists(Path.Join(folder.FullPath, entry.Name, DependencyFolders.VirtualEnvironmentMark)) ? SkipReason.DependencyFolder
                : !entry.IsFolder && SecretFiles.HasSecretName(entry.Name) ? SkipReason.Secret
                : SkipReason.Hidden;
        }

        pathLength = Append(folder.PathLength, entry.Name);
        return folder.Rules.IsIgnored(_path.AsSpan(0, pathLength), entry.IsFolder) ? SkipReason.Ignored : null;
    }

    private int Append(int length, string name)
    {
        var needed = length + Encoding.UTF8.GetMaxByteCount(name.Length) + 1;
        if (needed > _path.Length)
        {
            Array.Resize(ref _path, Math.Max(needed, 2 * _path.Length));
        }

        return length + Encoding.UTF8.GetBytes(name, _path.AsSpan(length));
    }

    private SkipReason? Open(OpenFolder parent, string full, string relative, int pathLength)
    {
        if (List(full) is not { } entries)
        {
            return SkipReason.Unreadable;
        }

        if (Array.Exists(entries, e => e.Name == DependencyFolders.VirtualEnvironmentMark))
        {
            return SkipReason.DependencyFolder;
        }

        _path[pathLength++] = (byte)'/';
        _open.Push(new OpenFolder(full, relative + "/", pathLength, RulesIn(full, entries, parent.Rules, pathLength), entries));
        return null;
    }

    private static IgnoreRules RulesIn(string full, ListedEntry[] entries, IgnoreRules rules, int pathLength) =>
        Array.Exists(entries, e => IgnoreRules.MayChangeAt(e.Name)) ? rules.Enter(full, pathLength) : rules;

    private static ListedEntry[]? List(string folder)
    {
        try
        {
            return ListedEntry.In(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed record OpenFolder(string FullPath, string Prefix, int PathLength, IgnoreRules Rules, ListedEntry[] Entries)
    {
        public int Next { get; set; }
    }
}
