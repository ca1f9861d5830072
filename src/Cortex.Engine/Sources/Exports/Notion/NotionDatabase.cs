using Cortex.Engine.Knowledge.Parsing.Tables;

namespace Cortex.Engine.Sources.Exports.Notion;

/// <summary>A database: its rows by the titles that their pages have.</summary>
internal sealed class NotionDatabase
{
    private const int MaxColumns = 1000;
    private readonly Dictionary<string, Queue<string[]>> _rows = new(StringComparer.Ordinal);

    private NotionDatabase(string path, NotionName name, string text, List<string[]> rows)
    {
        Path = path;
        Name = name;
        Text = text;
        Columns = rows[0];
        foreach (var row in rows.Skip(1))
        {
            if (!_rows.TryGetValue(row[0], out var same)) _rows[row[0]] = same = new Queue<string[]>();
            same.Enqueue(row);
        }
    }

    public string Path { get; }
    public NotionName Name { get; }
    public string Text { get; }

    /// <summary>The first is the one that the pages are called by.</summary>
    public string[] Columns { get; }

    /// <summary>Whether any row has met its page.</summary>
    public bool IsMet { get; private set; }

    /// <summary>Null where the table is damaged.</summary>
    public static NotionDatabase? Parse(string path, string text, CancellationToken cancellation) =>
        RowReader.Read(text, ',', MaxColumns, cancellation) is { Count: > 0 } rows ? new NotionDatabase(path, NotionName.Of(path), text, rows) : null;

    /// <summary>The folder that its rows' pages lie in, with and without the id, which newer exports leave away.</summary>
    public IEnumerable<string> Folders()
    {
        var parent = Path[..(Path.LastIndexOf('/') + 1)];
        yield return $"{parent}{Name.Title}";
        if (Name.Id is { } id) yield return $"{parent}{Name.Title} {id}";
    }

    /// <summary>Takes the row of a page; each is taken once.</summary>
    public IEnumerable<KeyValuePair<string, string>> Take(string title)
    {
        if (!_rows.TryGetValue(title, out var rows) && !(title == "Untitled" && _rows.TryGetValue("", out rows))) return [];
        if (!rows.TryDequeue(out var row)) return [];
        IsMet = true;
        return Fields(row);
    }

    /// <summary>The rows that no page was there for.</summary>
    public IEnumerable<(string Title, IReadOnlyList<KeyValuePair<string, string>> Fields)> Rest() => _rows.Values.SelectMany(rows => rows).Select(row => (row[0], Fields(row)));

    private IReadOnlyList<KeyValuePair<string, string>> Fields(string[] row) => [.. Columns.Zip(row, KeyValuePair.Create).Skip(1).Where(field => field.Value.Length > 0)];
}
