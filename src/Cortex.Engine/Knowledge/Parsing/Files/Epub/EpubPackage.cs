using System.Xml;
using Cortex.Engine.Knowledge.Parsing.Files.Archive;

namespace Cortex.Engine.Knowledge.Parsing.Files.Epub;

/// <summary>What a book says of itself: its metadata, its chapters in order, and where its table of contents is.</summary>
internal sealed class EpubPackage
{
    private const int MaxSubjects = 100;
    private readonly Dictionary<string, string> _manifest = new(StringComparer.Ordinal);
    private readonly List<string> _subjects = [];
    private readonly List<string> _spine = [];
    private readonly string _opf;

    private EpubPackage(string opf) => _opf = opf;

    public DocumentFields Fields { get; } = new("application/epub+zip");

    /// <summary>Paths within the archive, each once.</summary>
    public IReadOnlyList<string> Spine => _spine;

    /// <summary>The navigation document of EPUB 3; null in a book of EPUB 2.</summary>
    public string? Navigation { get; private set; }
    public string? Ncx { get; private set; }

    public static EpubPackage Read(ZipPackage package, string opf)
    {
        var book = new EpubPackage(opf);
        var order = new List<string>();
        using (var xml = package.Xml(opf, mayHaveDoctype: true))
        {
            while (xml!.Read())
            {
                if (xml.Reader.NodeType == XmlNodeType.Element)
                {
                    book.Take(xml, order);
                }
            }
        }

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var id in order)
        {
            if (book._manifest.TryGetValue(id, out var path) && path != book.Navigation && seen.Add(path))
            {
                book._spine.Add(path);
            }
        }

        book.Fields.Add("subjects", book._subjects);
        return book;
    }

    /// <summary>A path in the archive of what a part refers to; null where it leads elsewhere.</summary>
    public static string? Resolve(string part, string href)
    {
        var end = href.AsSpan().IndexOfAny('#', '?');
        var path = Uri.UnescapeDataString(end < 0 ? href : href[..end]);
        if (path.Length == 0 || path.Contains(':'))
        {
            return null;
        }

        var folders = path.StartsWith('/') ? [] : part.Split('/')[..^1].ToList();
        foreach (var name in path.Split('/'))
        {
            if (name == ".." && folders.Count > 0)
            {
                folders.RemoveAt(folders.Count - 1);
            }
            else if (name is not ("" or "." or ".."))
            {
                folders.Add(name);
            }
        }

        return string.Join('/', folders);
    }

    private void Take(SafeXml xml, List<string> order)
    {
        var reader = xml.Reader;
        switch (reader.LocalName)
        {
            case "item" when reader.GetAttribute("id") is { } id && reader.GetAttribute("href") is { } href && Resolve(_opf, href) is { } path:
                _manifest.TryAdd(id, path);
                var properties = reader.GetAttribute("properties") ?? "";
                if (properties.Split(' ').Contains("nav", StringComparer.Ordinal))
                {
                    Navigation ??= path;
                }
                else if (reader.GetAttribute("media-type") is "application/x-dtbncx+xml")
                {
                    Ncx ??= path;
                }

                break;
            case "itemref" when reader.GetAttribute("idref") is { } reference:
                order.Add(reference);
                break;
            case "title":
                Fields.Title ??= xml.Content();
                break;
            case "creator":
                Fields.AddAuthor(xml.Content());
                break;
            case "language" or "publisher" or "description" or "identifier" or "rights" when reader.Prefix is "dc" or "":
                var name = reader.LocalName;
                Fields.Add(name, xml.Content());
                break;
            case "date" when OpfEvent(reader) is null or "publication" or "original-publication":
                Fields.AddDate("published_at", xml.Content());
                break;
            case "subject" when _subjects.Count < MaxSubjects && xml.Content() is { Length: > 0 and < 200 } subject:
                _subjects.Add(subject.Trim());
                break;
        }
    }

    private static string? OpfEvent(XmlReader reader) => reader.GetAttribute("event", "http://www.idpf.org/2007/opf");
}
