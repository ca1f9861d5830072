using System.Xml;
using Cortex.Engine.Knowledge.Parsing.Files.Archive;

namespace Cortex.Engine.Knowledge.Parsing.Files.Epub;

/// <summary>The names that a book's table of contents gives to its chapters: many a chapter names itself by a picture, or not at all.</summary>
internal static class EpubContents
{
    private const int MaxNames = 10_000;

    /// <summary>By the chapter's path. Of several names within one chapter, the first is its own.</summary>
    public static Dictionary<string, string> Names(ZipPackage package, EpubPackage book)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            if (book.Navigation is { } navigation)
            {
                FromNavigation(package, navigation, names);
            }
            else if (book.Ncx is { } ncx)
            {
                FromNcx(package, ncx, names);
            }
        }
        catch (XmlException)
        {
            // A book without its table of contents is still a book.
        }

        return names;
    }

    private static void FromNavigation(ZipPackage package, string part, Dictionary<string, string> names)
    {
        using var xml = package.Xml(part, mayHaveDoctype: true);
        var inContents = false;
        while (xml?.Read() is true && names.Count < MaxNames)
        {
            if (xml.Reader.LocalName == "nav")
            {
                inContents = xml.Reader.NodeType == XmlNodeType.Element && xml.Reader.GetAttribute("type", "http://www.idpf.org/2007/ops") is null or "toc";
            }
            else if (inContents && xml.Reader is { NodeType: XmlNodeType.Element, LocalName: "a" } link && link.GetAttribute("href") is { } href)
            {
                Add(names, EpubPackage.Resolve(part, href), xml.Content());
            }
        }
    }

    private static void FromNcx(ZipPackage package, string part, Dictionary<string, string> names)
    {
        using var xml = package.Xml(part, mayHaveDoctype: true);
        string? label = null;
        while (xml?.Read() is true && names.Count < MaxNames)
        {
            if (xml.Reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (xml.Reader.LocalName == "navLabel")
            {
                label = xml.Content();
            }
            else if (xml.Reader.LocalName == "content" && label is not null && xml.Reader.GetAttribute("src") is { } source)
            {
                Add(names, EpubPackage.Resolve(part, source), label);
                label = null;
            }
        }
    }

    private static void Add(Dictionary<string, string> names, string? path, string name)
    {
        if (path is not null && name.Trim() is { Length: > 0 and < 300 } words)
        {
            names.TryAdd(path, words);
        }
    }
}
