using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Parsing.Html;
using Cortex.Engine.Knowledge.Parsing.Markdown;

namespace Cortex.Engine.Knowledge.Parsing.Converted;

/// <summary>Reads what <see cref="ConvertedWriter"/> wrote. A person may have changed it since: what is not well-formed any more is read as a page, or as Markdown.</summary>
internal sealed class ConvertedParser : IDocumentParser
{
    internal const string TagName = "cortex:tag";
    private const int MaxDepth = 128;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    public DocumentFormat Format => DocumentFormat.Converted;

    public ParsedDocument Parse(ParseInput input, CancellationToken ct)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(input.Content), Settings);
            return new Reading(reader, ct).Run();
        }
        catch (XmlException)
        {
            return input.Content.AsSpan().TrimStart().StartsWith("<", StringComparison.Ordinal)
                ? new HtmlParser().Parse(input with { Format = DocumentFormat.Html, Whole = true }, ct)
                : new MarkdownParser().Parse(input with { Format = DocumentFormat.Markdown }, ct);
        }
    }

    private sealed class Reading(XmlReader xml, CancellationToken ct)
    {
        private readonly BlockWriter _writer = new();
        private readonly LinkTarget _links = new(url: null);
        private readonly Dictionary<string, JsonElement> _metadata = [];
        private readonly List<string> _tags = [];
        private string? _title;
        private int _lists;
        private int _quotes;
        private bool _hasCell;
        private bool _inBody;

        public ParsedDocument Run()
        {
            while (xml.Read())
            {
                ct.ThrowIfCancellationRequested();
                switch (xml.NodeType)
                {
                    case XmlNodeType.Element when xml.Depth > MaxDepth:
                        throw new XmlException("Nested too deeply.");
                    case XmlNodeType.Element:
                        var isEmpty = xml.IsEmptyElement;
                        var name = xml.LocalName;
                        if (Enter(name) && isEmpty)
                        {
                            Leave(name);
                        }

                        break;
                    case XmlNodeType.EndElement:
                        Leave(xml.LocalName);
                        break;
                    case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA when _inBody:
                        _writer.Write(xml.Value);
                        break;
                }
            }

            var (text, blocks) = _writer.Finish();
            return new ParsedDocument { Title = _title, Text = text, Blocks = blocks, Metadata = _metadata, Tags = _tags };
        }

        /// <summary>False where the element has been read to its end.</summary>
        private bool Enter(string name)
        {
            switch (name)
            {
                case "body":
                    _inBody = true;
                    break;
                case "title":
                    _title = Content();
                    return false;
                case "meta":
                    Meta();
                    break;
                case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                    Begin(new BlockShape(BlockKind.Heading, name[1] - '0'));
                    break;
                case "p":
                    Begin(_quotes > 0 ? new BlockShape(BlockKind.Quote, _quotes) : new BlockShape(BlockKind.Paragraph));
                    break;
                case "ul" or "ol":
                    _lists++;
                    break;
                case "li":
                    Begin(new BlockShape(BlockKind.ListItem, Math.Max(1, _lists), Number("value")));
                    break;
                case "blockquote":
                    _quotes++;
                    break;
                case "tr":
                    _hasCell = false;
                    Begin(new BlockShape(BlockKind.TableRow));
                    break;
                case "td" or "th":
                    if (_hasCell)
                    {
                        _writer.NextCell(1);
                    }

                    _hasCell = true;
                    break;
                case "pre":
                    _writer.Page = Number("data-page") ?? _writer.Page;
                    var language = xml.GetAttribute("lang");
                    _writer.Code(Content(), language);
                    return false;
                case "br":
                    _writer.LineBreak();
                    break;
                case "a":
                    _writer.Open(MarkKind.Link, _links.Resolve(xml.GetAttribute("href")));
                    break;
                default:
                    if (Mark(name) is { } mark)
                    {
                        _writer.Open(mark);
                    }

                    break;
            }

            return true;
        }

        private void Leave(string name)
        {
            switch (name)
            {
                case "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "p" or "li" or "tr":
                    _writer.Begin(new BlockShape(BlockKind.Paragraph));
                    break;
                case "ul" or "ol":
                    _lists--;
                    break;
                case "blockquote":
                    _quotes--;
                    break;
                case "a":
                    _writer.Close(MarkKind.Link);
                    break;
                default:
                    if (Mark(name) is { } mark)
                    {
                        _writer.Close(mark);
                    }

                    break;
            }
        }

        private void Begin(BlockShape shape)
        {
            _writer.Begin(shape with { Tight = xml.GetAttribute("data-tight") is not null });
            _writer.Page = Number("data-page") ?? _writer.Page;
        }

        private void Meta()
        {
            if (xml.GetAttribute("name") is not { Length: > 0 } name || xml.GetAttribute("content") is not { } content)
            {
                return;
            }

            if (name == TagName)
            {
                _tags.Add(content);
            }
            else if (xml.GetAttribute("data-type") is not "json")
            {
                _metadata[name] = JsonText.Element(content);
            }
            else if (Json(content) is { } value)
            {
                _metadata[name] = value;
            }
        }

        private static JsonElement? Json(string content)
        {
            try
            {
                using var document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = 16 });
                return document.RootElement.Clone();
            }
            catch (JsonException)
            {
                return null;
            }
        }

        /// <summary>The words of an element and of those within, which is read to its end.</summary>
        private string Content()
        {
            var content = new StringBuilder();
            if (!xml.IsEmptyElement)
            {
                var depth = xml.Depth;
                while (xml.Read() && xml.Depth > depth)
                {
                    if (xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA)
                    {
                        content.Append(xml.Value);
                    }
                }
            }

            return content.ToString();
        }

        private int? Number(string attribute) =>
            int.TryParse(xml.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

        private static MarkKind? Mark(string name) => TagKinds.Of(name) switch
        {
            TagKind.Bold => MarkKind.Bold,
            TagKind.Italic => MarkKind.Italic,
            TagKind.Code => MarkKind.Code,
            TagKind.Strike => MarkKind.Strike,
            _ => null,
        };
    }
}
