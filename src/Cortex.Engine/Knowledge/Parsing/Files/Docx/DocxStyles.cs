using System.Globalization;
using System.Xml;
using Cortex.Engine.Knowledge.Parsing.Files.Archive;

namespace Cortex.Engine.Knowledge.Parsing.Files.Docx;

internal enum DocxStyleKind
{
    Plain,
    Title,
    Heading,
    Quote,
    Code,
    Contents,
}

/// <param name="Level">Of a heading, from 1.</param>
/// <param name="NumberingId">The list that paragraphs of this style belong to.</param>
internal sealed record DocxStyle(DocxStyleKind Kind, int Level = 0, string? NumberingId = null, int ListLevel = 0)
{
    public static DocxStyle Plain { get; } = new(DocxStyleKind.Plain);
}

/// <summary>What the styles of a document mean: by their names, which Word keeps in English, and by those they are based on.</summary>
internal sealed class DocxStyles
{
    private const int MaxBases = 12;
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DocxStyle> _known = new(StringComparer.Ordinal);

    private sealed class Entry
    {
        public string Name { get; set; } = "";
        public string? BasedOn { get; set; }
        public int? OutlineLevel { get; set; }
        public string? NumberingId { get; set; }
        public int ListLevel { get; set; }
    }

    public static DocxStyles Read(ZipPackage package, string part)
    {
        var styles = new DocxStyles();
        using var xml = package.Xml(part);
        Entry? entry = null;
        while (xml?.Read() is true)
        {
            if (xml.Reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            var value = DocxXml.Value(xml.Reader);
            switch (xml.Reader.LocalName)
            {
                case "style":
                    entry = new Entry();
                    styles._entries.TryAdd(DocxXml.Attribute(xml.Reader, "styleId") ?? "", entry);
                    break;
                case "name" when entry is not null:
                    entry.Name = value?.ToLowerInvariant() ?? "";
                    break;
                case "basedOn" when entry is not null:
                    entry.BasedOn = value;
                    break;
                case "outlineLvl" when entry is not null:
                    entry.OutlineLevel = DocxXml.Number(value);
                    break;
                case "numId" when entry is not null:
                    entry.NumberingId = value;
                    break;
                case "ilvl" when entry is not null:
                    entry.ListLevel = DocxXml.Number(value) ?? 0;
                    break;
            }
        }

        return styles;
    }

    public DocxStyle Of(string? id)
    {
        if (id is null)
        {
            return DocxStyle.Plain;
        }

        if (!_known.TryGetValue(id, out var style))
        {
            _known[id] = style = Find(id);
        }

        return style;
    }

    private DocxStyle Find(string id)
    {
        string? numbering = null;
        var level = 0;
        for (var steps = 0; steps < MaxBases && _entries.TryGetValue(id, out var entry); steps++)
        {
            if (numbering is null && entry.NumberingId is not null)
            {
                (numbering, level) = (entry.NumberingId, entry.ListLevel);
            }

            if (ByName(entry.Name, entry.OutlineLevel) is { } kind)
            {
                return kind with { NumberingId = numbering, ListLevel = level };
            }

            if (entry.BasedOn is not { } next)
            {
                break;
            }

            id = next;
        }

        return new DocxStyle(DocxStyleKind.Plain, NumberingId: numbering, ListLevel: level);
    }

    private static DocxStyle? ByName(string name, int? outline) => name switch
    {
        "title" => new DocxStyle(DocxStyleKind.Title, 1),
        "quote" or "intense quote" or "block text" or "quotations" or "quotation" => new DocxStyle(DocxStyleKind.Quote),
        "html preformatted" or "source code" or "macro" or "code" or "preformatted text" => new DocxStyle(DocxStyleKind.Code),
        "html code" or "verbatim char" or "source text" or "source_text" or "teletype" or "html typewriter" => new DocxStyle(DocxStyleKind.Code),
        "toc heading" or "table of figures" or "contents heading" => new DocxStyle(DocxStyleKind.Contents),
        _ when name.StartsWith("toc ", StringComparison.Ordinal) || name.StartsWith("contents ", StringComparison.Ordinal) => new DocxStyle(DocxStyleKind.Contents),
        _ when name.StartsWith("heading ", StringComparison.Ordinal) && int.TryParse(name.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out var level) =>
            new DocxStyle(DocxStyleKind.Heading, Math.Clamp(level, 1, 6)),
        _ when outline is >= 0 and < 9 => new DocxStyle(DocxStyleKind.Heading, Math.Min(outline.Value + 1, 6)),
        _ => null,
    };
}
