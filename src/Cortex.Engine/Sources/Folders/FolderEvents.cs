using Cortex.Engine.Sources.GitIgnore;

namespace Cortex.Engine.Sources.Folders;

/// <summary>Collects what a watcher tells of a folder, until a sync takes it. Paths are those below the folder, with '/'.</summary>
internal sealed class FolderEvents
{
    // More than these, and the whole folder is gone through: that costs less.
    private const int MaxPaths = 2000;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reread = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _moves = new(StringComparer.Ordinal);
    private bool _everything;

    /// <summary>Something happened to a file, or within a folder.</summary>
    /// <param name="path">Where.</param>
    /// <param name="isNewName">Whether the name itself came or went, not only what the file holds.</param>
    /// <returns>False for what has no bearing on the library.</returns>
    public bool Add(string path, bool isNewName)
    {
        if (Decides(path, isNewName) is { } folder) path = folder;
        else if (IsNoise(path)) return false;
        lock (_gate)
        {
            if (_paths.Count >= MaxPaths) _everything = true;
            if (_everything) return true;
            _paths.Add(path);
            _reread.Add(path);
        }

        return true;
    }

    public bool AddMove(string from, string to)
    {
        var any = Add(from, isNewName: true) | Add(to, isNewName: true);
        lock (_gate)
        {
            // Moved twice: what counts is where the library knows it.
            _moves[to] = _moves.Remove(from, out var first) ? first : from;
            if (_moves[to] == to) _moves.Remove(to);
        }

        return any;
    }

    public void AddEverything()
    {
        lock (_gate) _everything = true;
    }

    /// <summary>What happened since it was last asked; null when nothing did. "" stands for the whole folder.</summary>
    public FolderPart? Take()
    {
        lock (_gate)
        {
            if (!_everything && _paths.Count == 0) return null;
            var part = new FolderPart(
                new PathFilter(_everything ? [""] : _paths),
                new HashSet<string>(_reread, StringComparer.Ordinal),
                new Dictionary<string, string>(_moves, StringComparer.Ordinal));
            _everything = false;
            _paths.Clear();
            _reread.Clear();
            _moves.Clear();
            return part;
        }
    }

    /// <summary>Puts back what a sync could not finish.</summary>
    public void Return(FolderPart part)
    {
        lock (_gate)
        {
            _paths.UnionWith(part.Filter.Paths);
            _reread.UnionWith(part.Reread);
            foreach (var (to, from) in part.Moves) _moves.TryAdd(to, from);
        }
    }

    // The folder whose other entries are judged anew when this one changes.
    private static string? Decides(string path, bool isNewName)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var decides = name is IgnoreRules.GitFileName or IgnoreRules.CortexFileName or ".git" || (isNewName && DependencyFolders.ExplainsAnother(name));
        return decides && !IsNoise(Folder(path)) ? Folder(path) : null;
    }

    // What lies in or below a hidden or an installed folder never comes in.
    private static bool IsNoise(string path)
    {
        var start = 0;
        while (start < path.Length)
        {
            var end = path.IndexOf('/', start);
            var isLast = end < 0;
            var name = isLast ? path[start..] : path[start..end];
            if (!isLast && (name.StartsWith('.') || DependencyFolders.IsAlways(name))) return true;
            if (isLast) return false;
            start = end + 1;
        }

        return false;
    }

    private static string Folder(string path) => path.LastIndexOf('/') is var slash && slash < 0 ? "" : path[..slash];
}
