using System.Globalization;
using System.Text;
using System.Text.Json;
using Cortex.Contract.Items;

namespace Cortex.Engine.Knowledge.Parsing.Converted;

/// <summary>
/// Writes a document as well-formed HTML of a small vocabulary, which <see cref="ConvertedParser"/> reads back to the same
/// text and blocks. Title and metadata stand in its head, a page's number at the first block that begins on it.
/// </summary>
internal sealed class ConvertedWriter
{
    private const int MaxListDepth = 32;

    private readonly ParsedDocument _document;
    private readonly StringBuilder _html;

    /// <summary>The elements around the blocks that are open, outermost first: lists, quotes or a table.</summary>
    private readonly Stack<string> _around = new();
    private int? _page;

    private ConvertedWriter(ParsedDocument document)
    {
        _document = document;
        _html = new StringBuilder(document.Text.Length + (document.Blocks.Count * 8) + 256);
    }

    public static string Write(ParsedDocument document)
    {
        var writer = new ConvertedWriter(document);
        writer.Head();
        for (var i = 0; i < document.Blocks.Count; i++)
        {
            writer.Block(i);
        }

        writer.Around("", 0);
        writer._html.Append("</body></html>\n");
        return writer._html.ToString();
    }

    private void Head()
    {
        _html.Append("<html><head>");
        if (_document.Title is { } title)
        {
            _html.Append("<title>");
            Escaped(title);
            _html.Append("</title>");
        }

        foreach (var (name, value) in _document.Metadata)
        {
            var isText = value.ValueKind == JsonValueKind.String;
            _html.Append("\n<meta name=\"");
            Escaped(name);
            _html.Append(isText ? "\" content=\"" : "\" data-type=\"json\" content=\"");
            Escaped(isText ? value.GetString()! : value.GetRawText());
            _html.Append("\"/>");
        }

        foreach (var tag in _document.Tags)
        {
            _html.Append("\n<meta name=\"").Append(ConvertedParser.TagName).Append("\" content=\"");
            Escaped(tag);
            _html.Append("\"/>");
        }

        _html.Append("</head>\n<body>");
    }

    private void Block(int index)
    {
        var block = _document.Blocks[index];
        switch (block.Kind)
        {
            case BlockKind.ListItem:
                Around(block.Number is null ? "ul" : "ol", Math.Clamp(block.Level ?? 1, 1, MaxListDepth));
                break;
            case BlockKind.Quote:
                Around("blockquote", Math.Clamp(block.Level ?? 1, 1, MaxListDepth));
                break;
            case BlockKind.TableRow:
                Around("table", 1);
                break;
            default:
                Around("", 0);
                break;
        }

        var element = block.Kind switch
        {
            BlockKind.Heading => "h" + Math.Clamp(block.Level ?? 1, 1, 6).ToString(CultureInfo.InvariantCulture),
            BlockKind.ListItem => "li",
            BlockKind.TableRow => "tr",
            BlockKind.Code => "pre",
            _ => "p",
        };
        _html.Append("\n<").Append(element);
        Attributes(block, BlockCopy.IsTight(_document, index));
        _html.Append(block.Kind == BlockKind.TableRow ? "><td>" : ">");
        foreach (var step in block.Kind == BlockKind.Code ? [new InlineStep(InlineStepKind.Text, block.Start, block.End)] : InlineSteps.Of(_document.Text, block))
        {
            Inline(step);
        }

        _html.Append(block.Kind == BlockKind.TableRow ? "</td></" : "</").Append(element).Append('>');
    }

    private void Attributes(Block block, bool tight)
    {
        if (block.Page is { } page && page != _page)
        {
            _page = page;
            _html.Append(CultureInfo.InvariantCulture, $" data-page=\"{page}\"");
        }

        if (block.Number is { } number && block.Kind == BlockKind.ListItem)
        {
            _html.Append(CultureInfo.InvariantCulture, $" value=\"{number}\"");
        }

        if (block.Language is { } language)
        {
            _html.Append(" lang=\"");
            Escaped(language);
            _html.Append('"');
        }

        if (tight)
        {
            _html.Append(" data-tight=\"\"");
        }
    }

    /// <summary>Opens and closes elements until so many of a kind are around the next block.</summary>
    private void Around(string element, int depth)
    {
        while (_around.Count > depth || (_around.TryPeek(out var inner) && inner != element && !(IsList(inner) && IsList(element) && _around.Count < depth)))
        {
            _html.Append("</").Append(_around.Pop()).Append('>');
        }

        while (_around.Count < depth)
        {
            _html.Append("\n<").Append(element).Append('>');
            _around.Push(element);
        }
    }

    private static bool IsList(string element) => element is "ul" or "ol";

    private void Inline(InlineStep step)
    {
        switch (step.Kind)
        {
            case InlineStepKind.Text:
                Escaped(_document.Text.AsSpan(step.Start, step.End - step.Start));
                break;
            case InlineStepKind.LineBreak:
                _html.Append("<br/>");
                break;
            case InlineStepKind.NextCell:
                _html.Append("</td><td>");
                break;
            case InlineStepKind.Open when step.Mark!.Kind == MarkKind.Link:
                _html.Append("<a href=\"");
                Escaped(step.Mark.Href ?? "");
                _html.Append("\">");
                break;
            case InlineStepKind.Open:
                _html.Append('<').Append(Element(step.Mark!.Kind)).Append('>');
                break;
            case InlineStepKind.Close:
                _html.Append("</").Append(Element(step.Mark!.Kind)).Append('>');
                break;
        }
    }

    private static string Element(MarkKind kind) => kind switch
    {
        MarkKind.Bold => "b",
        MarkKind.Italic => "i",
        MarkKind.Code => "code",
        MarkKind.Strike => "s",
        _ => "a",
    };

    private void Escaped(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case '&':
                    _html.Append("&amp;");
                    break;
                case '<':
                    _html.Append("&lt;");
                    break;
                case '>':
                    _html.Append("&gt;");
                    break;
                case '"':
                    _html.Append("&quot;");
                    break;
                case < ' ' and not ('\t' or '\n'):
                case '\uFFFE' or '\uFFFF':
                    // XML has no way to write these.
                    _html.Append('\uFFFD');
                    break;
                default:
                    _html.Append(c);
                    break;
            }
        }
    }
}
