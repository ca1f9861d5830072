namespace Cortex.Engine.Sources;

/// <summary>A part of a folder: some of its files and folders, by their paths below it ('/' on every system), each with all that is in it.</summary>
public sealed class PathFilter
{
    private readonly HashSet<string> _paths;
    private readonly HashSet<string> _above = new(StringComparer.Ordinal);

    /// <param name="paths">"" is the whole folder.</param>
    public PathFilter(IEnumerable<string> paths)
    {
        _paths = new HashSet<string>(paths, StringComparer.Ordinal);
        foreach (var path in _paths)
        {
            for (var slash = path.LastIndexOf('/'); slash > 0 && _above.Add(path[..slash]); slash = path.LastIndexOf('/', slash - 1))
            {
                // Every folder on the way.
            }
        }
    }

    public IReadOnlyCollection<string> Paths => _paths;

    /// <summary>Whether an entry is looked at: it is one of the paths, lies in one, or on the way to one.</summary>
    public bool Visits(string path) => _above.Contains(path) || Includes(path);

    /// <summary>Whether it is one of the paths or lies in one.</summary>
    public bool Includes(string path)
    {
        if (_paths.Contains("") || _paths.Contains(path)) return true;
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            if (_paths.Contains(path[..slash])) return true;
        }

        return false;
    }
}
