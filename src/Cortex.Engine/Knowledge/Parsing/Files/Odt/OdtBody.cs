using System.Globalization;
using System.Text;
using System.Xml;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Parsing.Files.Archive;
using Cortex.Engine.Knowledge.Parsing.Html;

namespace Cortex.Engine.Knowledge.Parsing.Files.Odt;

/// <summary>Writes a text document element by element. Deleted text of tracked changes stands apart and is left out; what was inserted is text.</summary>
internal sealed class OdtBody(BlockWriter writer, OdtStyles styles)
{
    private readonly MarkState _marks = new(writer);
    private readonly LinkTarget _links = new(url: null);
    private readonly Stack<(TextMarks Marks, bool Hidden)> _spans = new();
    private readonly Stack<List> _lists = new();
    private readonly Stack<int> _tables = new();
    private readonly Dictionary<string, List> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Style, int Depth), List> _lastOfStyle = [];
    private readonly StringBuilder _code = new();

    /// <summary>Notes go to the end, text boxes behind their paragraph.</summary>
    private readonly StringBuilder _aside = new();
    private readonly List<string> _notes = [];
    private int _asides;

    private bool _inText;
    private bool _isCode;
    private bool _begun;
    private int _rowTable;
    private int _columns;
    private int _headingStart = -1;

    private sealed class List
    {
        public string? Style { get; init; }
        public int Number { get; set; }
        public bool IsNewItem { get; set; }
    }

    public string? FirstHeading { get; private set; }

    private bool InRow => _rowTable > 0;

    public void Write(SafeXml xml)
    {
        while (xml.Read())
        {
            var reader = xml.Reader;
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var isEmpty = reader.IsEmptyElement;
                    var name = reader.LocalName;
                    if (Enter(xml, name) && isEmpty)
                    {
                        Leave(name);
                    }

                    break;
                case XmlNodeType.EndElement:
                    styles.Take(reader);
                    Leave(reader.LocalName);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when _inText:
                    Text(reader.Value);
                    break;
            }
        }

        EndCode();
        for (var i = 0; i < _notes.Count; i++)
        {
            writer.Begin(new BlockShape(BlockKind.Paragraph));
            writer.Write($"[{i + 1}] {_notes[i]}");
        }
    }

    /// <summary>False where the element has been read to its end.</summary>
    private bool Enter(SafeXml xml, string name)
    {
        var reader = xml.Reader;
        switch (name)
        {
            case "tracked-changes" or "annotation" or "table-of-content" or "alphabetical-index" or "illustration-index" or "table-index" or "object-index" or "user-index" or "bibliography"
                or "forms" or "sequence-decls" or "variable-decls" or "user-field-decls" or "note-citation" or "ruby-text" or "title" or "desc" or "scripts" or "object" or "event-listeners":
                xml.Skip();
                return false;
            case "section" when OdtStyles.Attribute(reader, "display") is "none":
                xml.Skip();
                return false;
            case "p" or "h":
                EnterParagraph(reader, name == "h");
                break;
            case "span":
                var (marks, hidden) = styles.Text(OdtStyles.Attribute(reader, "style-name"));
                var outer = _spans.TryPeek(out var around) ? around : default;
                _spans.Push((outer.Marks | marks, outer.Hidden || hidden));
                break;
            case "a" when _asides == 0:
                writer.Open(MarkKind.Link, _links.Resolve(OdtStyles.Attribute(reader, "href")));
                break;
            case "s":
                Text(new string(' ', Math.Clamp(Number(reader, "c") ?? 1, 1, 200)));
                break;
            case "tab":
                Text(_isCode ? "\t" : " ");
                break;
            case "line-break":
                Break();
                break;
            case "note":
                Text($"[{_notes.Count + 1}]");
                _asides++;
                break;
            case "text-box":
                _asides++;
                break;
            case "list":
                EnterList(reader);
                break;
            case "list-item" when _lists.TryPeek(out var items):
                items.Number = Number(reader, "start-value") ?? Math.Min(items.Number, int.MaxValue - 1) + 1;
                items.IsNewItem = true;
                break;
            case "table" or "table-column" or "table-row" or "table-cell" or "covered-table-cell" when _asides == 0:
                EnterTable(reader, name);
                break;
            default:
                styles.Take(reader);
                break;
        }

        return true;
    }

    private void Leave(string name)
    {
        switch (name)
        {
            case "p" or "h":
                LeaveParagraph();
                break;
            case "span":
                _spans.TryPop(out _);
                break;
            case "a" when _asides == 0:
                writer.Close(MarkKind.Link);
                break;
            case "note":
                LeaveAside(isNote: true);
                break;
            case "text-box":
                LeaveAside(isNote: false);
                break;
            case "list":
                _lists.TryPop(out _);
                break;
            case "table" when _asides == 0:
                _tables.TryPop(out _);
                break;
            case "table-row" when InRow && _rowTable == _tables.Count && _asides == 0:
                _rowTable = 0;
                writer.Begin(new BlockShape(BlockKind.Paragraph));
                break;
        }
    }

    private void EnterList(XmlReader reader)
    {
        var list = new List { Style = OdtStyles.Attribute(reader, "style-name") ?? (_lists.TryPeek(out var outer) ? outer.Style : null) };
        var continued = OdtStyles.Attribute(reader, "continue-list");
        if (continued is not null && _named.TryGetValue(continued, out var before))
        {
            list.Number = before.Number;
        }
        else if (OdtStyles.Attribute(reader, "continue-numbering") is "true" && _lastOfStyle.TryGetValue((list.Style ?? "", _lists.Count), out before))
        {
            list.Number = before.Number;
        }

        _lists.Push(list);
        _lastOfStyle[(list.Style ?? "", _lists.Count - 1)] = list;
        if (OdtStyles.Attribute(reader, "id") is { } id)
        {
            _named[id] = list;
        }
    }

    private void EnterParagraph(XmlReader reader, bool isHeading)
    {
        if (_asides > 0)
        {
            _aside.Append(' ');
            return;
        }

        _inText = true;
        _begun = true;
        _spans.Clear();
        var style = OdtStyles.Attribute(reader, "style-name");
        _isCode = !isHeading && !InRow && styles.Descends(style, name => name is "Preformatted_20_Text" or "Preformatted" or "Source_20_Code");
        if (InRow || _isCode)
        {
            return;
        }

        EndCode();
        var isTitle = !isHeading && styles.Descends(style, name => name is "Title");
        if (isHeading || isTitle)
        {
            writer.Begin(new BlockShape(BlockKind.Heading, isTitle ? 1 : Math.Clamp(Number(reader, "outline-level") ?? 1, 1, 6)));
            _headingStart = FirstHeading is null ? writer.Length : -1;
        }
        else if (_lists.TryPeek(out var list))
        {
            if (!list.IsNewItem && writer.IsOpen)
            {
                writer.SoftBreak();
                return;
            }

            list.IsNewItem = false;
            writer.Begin(new BlockShape(BlockKind.ListItem, _lists.Count, styles.IsNumbered(list.Style, _lists.Count) ? Math.Max(0, list.Number) : null));
        }
        else
        {
            writer.Begin(styles.Descends(style, name => name is "Quotations" or "Quote" or "Intense_20_Quote" or "Block_20_Text") ? new BlockShape(BlockKind.Quote, 1) : new BlockShape(BlockKind.Paragraph));
        }
    }

    private void LeaveParagraph()
    {
        if (_asides > 0 || !_begun)
        {
            return;
        }

        _begun = _inText = false;
        _marks.Set(TextMarks.None);
        if (_headingStart >= 0 && writer.IsOpen)
        {
            FirstHeading = writer.Written(_headingStart).Trim().ToString();
            _headingStart = -1;
        }

        if (_isCode)
        {
            _code.Append('\n');
        }
        else if (InRow)
        {
            writer.Space();
        }

        if (_aside.Length > 0 && !InRow)
        {
            writer.Begin(new BlockShape(BlockKind.Paragraph));
            writer.Write(_aside.ToString());
            _aside.Clear();
        }
    }

    private void Text(string text)
    {
        if (_asides > 0)
        {
            _aside.Append(text);
            FileLimits.CheckText(_aside.Length);
            return;
        }

        var (marks, hidden) = _spans.TryPeek(out var span) ? span : default;
        if (!_inText || hidden)
        {
            return;
        }

        if (_isCode)
        {
            _code.Append(text);
            FileLimits.CheckText(_code.Length);
            return;
        }

        _marks.Set(marks);
        writer.Write(text);
        FileLimits.Check(writer);
    }

    private void Break()
    {
        if (_asides > 0 || _isCode)
        {
            Text("\n");
        }
        else
        {
            writer.LineBreak();
        }
    }

    private void LeaveAside(bool isNote)
    {
        if (--_asides == 0 && isNote)
        {
            _notes.Add(_aside.ToString().Trim());
            _aside.Clear();
        }
    }

    private void EnterTable(XmlReader reader, string name)
    {
        EndCode();
        switch (name)
        {
            case "table":
                _tables.Push(0);
                break;
            case "table-column" when _tables.TryPop(out var columns):
                _tables.Push(columns + Math.Clamp(Number(reader, "number-columns-repeated") ?? 1, 1, 1000));
                break;
            case "table-row" when !InRow && _tables.TryPeek(out var count) && count > 1:
                writer.Begin(new BlockShape(BlockKind.TableRow));
                _rowTable = _tables.Count;
                _columns = 0;
                break;
            case "table-cell" or "covered-table-cell" when InRow && _rowTable == _tables.Count:
                writer.NextCell(_columns);
                _columns = Math.Clamp(Number(reader, "number-columns-repeated") ?? 1, 1, 64);
                break;
        }
    }

    private void EndCode()
    {
        if (_code.Length > 0)
        {
            writer.Code(_code.ToString(), language: null);
            _code.Clear();
        }
    }

    private static int? Number(XmlReader reader, string attribute) =>
        int.TryParse(OdtStyles.Attribute(reader, attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
