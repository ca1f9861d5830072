namespace Cortex.Cli.Tests;

/// <summary>A folder that somebody works in: files are added, changed, moved and deleted at random, and folders moved; it knows what must be in the library in the end.</summary>
public sealed class RandomEdits(string root, Random random)
{
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    private int _words;

    /// <summary>Path → the word that stands in this file alone, and only since its last change.</summary>
    public IReadOnlyDictionary<string, string> Files => _files;

    /// <summary>How many of each were done.</summary>
    public Dictionary<string, int> Done { get; } = new(StringComparer.Ordinal);

    public void Fill(int files)
    {
        for (var n = 0; n < files; n++) Add();
        Done.Clear();
    }

    /// <summary>From now on each file is changed at most once, as where nobody sees the steps in between.</summary>
    public void BeginUnseen() => _touched.Clear();

    /// <param name="unseen">Nobody watches: a file that was moved and changed would then be two.</param>
    public void Next(bool unseen)
    {
        switch (random.Next(100))
        {
            case < 40 when Pick(unseen) is { } path:
                Change(path);
                break;
            case < 60 when Pick(unseen) is { } path:
                Move(path);
                break;
            case < 75 when Pick(unseen) is { } path:
                File.Delete(path);
                _files.Remove(path);
                Count("deleted");
                break;
            case < 80 when !unseen:
                MoveFolder();
                break;
            default:
                Add();
                break;
        }
    }

    private void Add()
    {
        var path = NewPath();
        Write(path);
        _touched.Add(path);
        Count("added");
    }

    private void Change(string path)
    {
        // As editors do: in place, or by a file that takes the old one's place.
        if (random.Next(2) == 0) Write(path);
        else
        {
            var beside = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.new");
            Write(beside);
            File.Move(beside, path, overwrite: true);
            _files[path] = _files[beside];
            _files.Remove(beside);
        }

        _touched.Add(path);
        Count("changed");
    }

    private void Move(string path)
    {
        var to = NewPath();
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Move(path, to);
        _files[to] = _files[path];
        _files.Remove(path);
        _touched.Add(to);
        Count("moved");
    }

    private void MoveFolder()
    {
        var folders = Directory.GetDirectories(root);
        if (folders.Length == 0) return;
        var (from, to) = (folders[random.Next(folders.Length)], Path.Combine(root, $"folder-{_words++}"));
        Directory.Move(from, to);
        foreach (var path in _files.Keys.Where(path => path.StartsWith(from + Path.DirectorySeparatorChar, StringComparison.Ordinal)).ToList())
        {
            _files[to + path[from.Length..]] = _files[path];
            _files.Remove(path);
        }

        Count("folders moved");
    }

    private void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var word = $"word{_words++}x";
        File.WriteAllText(path, $"# {word}\n\nA note about {word}, which stands nowhere else.\n");
        _files[path] = word;
    }

    private string? Pick(bool unseen)
    {
        var paths = _files.Keys.Where(path => !unseen || !_touched.Contains(path)).Order(StringComparer.Ordinal).ToList();
        return paths.Count == 0 ? null : paths[random.Next(paths.Count)];
    }

    private string NewPath() => Path.Combine(root, $"folder-{random.Next(12)}", random.Next(3) == 0 ? $"deep-{random.Next(4)}" : "", $"note-{_words++}.md");

    private void Count(string what) => Done[what] = Done.GetValueOrDefault(what) + 1;
}
