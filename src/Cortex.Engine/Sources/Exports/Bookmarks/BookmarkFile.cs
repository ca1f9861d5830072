using System.Text;

namespace Cortex.Engine.Sources.Exports.Bookmarks;

/// <summary>
/// The bookmarks of a file in Netscape's format, or of Pocket's list. No element of it is ever closed as it should be, so it is read
/// as what it is: headings that name the list after them, anchors, and descriptions behind them.
/// </summary>
internal sealed class BookmarkFile(TextReader source, CancellationToken cancellation)
{
    private const int MaxFolders = 32, MaxTitle = 10_000, MaxDescription = 200_000;
    private readonly MarkupReader _markup = new(source);
    private readonly List<Folder> _open = [];
    private readonly StringBuilder _text = new();
    private Folder? _named;
    private string? _state;
    private int _lists;

    public int Separators { get; private set; }

    /// <summary>Folders without a bookmark in them or below.</summary>
    public List<string> EmptyFolders { get; } = [];

    public IEnumerable<Bookmark> Read()
    {
        Bookmark? last = null;
        var describes = false;
        while (_markup.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (_markup.Name.Length == 0)
            {
                if (describes && _text.Length < MaxDescription) _text.Append(_markup.Text);
                continue;
            }

            if (describes && _markup.Name is "br" or "p") _text.Append('\n');
            if (_markup.Name is not ("a" or "h3" or "h1" or "dl" or "dt" or "dd" or "hr" or "ul" or "li")) continue;
            if (last is not null && describes) last.Description = Taken();
            describes = false;
            if (_markup is { Name: "dd", IsEnd: false })
            {
                describes = last is not null;
                _text.Clear();
                continue;
            }

            if (_markup is { Name: "dt", IsEnd: true } or { Name: "a", IsEnd: true }) continue;
            if (last is not null) yield return last;
            last = Step();
        }

        if (last is not null && describes) last.Description = Taken();
        if (last is not null) yield return last;
        while (_lists > 0) Close();
    }

    private Bookmark? Step()
    {
        switch (_markup.Name)
        {
            case "a" when !_markup.IsEnd:
                return Anchor();
            case "h3" when !_markup.IsEnd:
                if (_named is { } left) EmptyFolders.Add(left.Name);
                var isRoot = BookmarkRoots.Contains(_markup);
                var name = Heading("h3");
                _named = new Folder(name, isRoot || BookmarkRoots.Contains(name));
                break;
            case "h1" when !_markup.IsEnd:
                _state = Heading("h1");
                break;
            case "dl" when !_markup.IsEnd:
                _lists++;
                // Deeper than anybody files things; what is in there is filed under the folders above.
                if (_lists <= MaxFolders) _open.Add(_named ?? new Folder("", IsRoot: true));
                _named = null;
                break;
            case "dl":
                Close();
                break;
            case "hr":
                Separators++;
                break;
        }

        return null;
    }

    private Bookmark Anchor()
    {
        var attributes = _markup.Attributes.ToList();
        // Without a list around it there are no folders, and the heading above says where in Pocket it was.
        var bookmark = new Bookmark(Heading("a"), attributes, [.. _open.Where(folder => folder.Name.Length > 0).Select(folder => folder.Name)], _open.Count > 0 && _open[^1] is { IsRoot: false, Name.Length: > 0 }, _lists == 0 ? _state : null);
        foreach (var folder in _open) folder.IsUsed = true;
        return bookmark;
    }

    private void Close()
    {
        if (_named is { } left) EmptyFolders.Add(left.Name);
        _named = null;
        if (_lists == 0) return;
        if (_lists-- > MaxFolders) return;
        if (_open[^1] is { IsUsed: false, Name.Length: > 0 } empty) EmptyFolders.Add(empty.Name);
        _open.RemoveAt(_open.Count - 1);
    }

    // The text up to the end tag. Markup within it is none: a title may be "<b>".
    private string Heading(string name)
    {
        var title = new StringBuilder();
        while (_markup.Read() && !(_markup.Name == name && _markup.IsEnd))
        {
            if (_markup.Name.Length == 0 && title.Length < MaxTitle) title.Append(_markup.Text);
            if (_markup.Name is not ("a" or "h3" or "h1" or "dl" or "dt" or "dd" or "hr" or "ul" or "li")) continue;
            // It was never closed.
            _markup.Unread();
            break;
        }

        return title.ToString().Trim();
    }

    private string? Taken()
    {
        var text = _text.ToString().Trim();
        _text.Clear();
        return text.Length > 0 ? text : null;
    }

    private sealed record Folder(string Name, bool IsRoot)
    {
        public bool IsUsed { get; set; }
    }
}
