namespace Cortex.Engine.Knowledge.Parsing.Files.Docx;

/// <summary>The footnotes and endnotes that a text refers to, numbered in the order of reading.</summary>
internal sealed class DocxNotes
{
    private readonly Dictionary<(string Kind, string Id), int> _numbers = [];

    public int Refer(string kind, string id)
    {
        if (!_numbers.TryGetValue((kind, id), out var number))
        {
            _numbers.Add((kind, id), number = _numbers.Count + 1);
        }

        return number;
    }

    /// <summary>Null where nothing refers to it, as to the lines that part notes from the text.</summary>
    public int? Number(string kind, string? id) => id is not null && _numbers.TryGetValue((kind, id), out var number) ? number : null;

    public IEnumerable<(string Kind, string Part)> Parts(string folder) =>
        new[] { "footnote", "endnote" }.Where(kind => _numbers.Keys.Any(key => key.Kind == kind)).Select(kind => (kind, $"{folder}{kind}s.xml"));
}
