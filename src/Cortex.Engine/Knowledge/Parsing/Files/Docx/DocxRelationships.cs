using System.Xml;
using Cortex.Engine.Knowledge.Parsing.Files.Archive;

namespace Cortex.Engine.Knowledge.Parsing.Files.Docx;

/// <summary>Which parts a package is made of, and what the links of a part lead to.</summary>
internal static class DocxRelationships
{
    public static string? MainPart(ZipPackage package)
    {
        foreach (var (_, type, target, _) in Read(package, "_rels/.rels"))
        {
            if (type.EndsWith("/officeDocument", StringComparison.Ordinal) && package.Has(target.TrimStart('/')))
            {
                return target.TrimStart('/');
            }
        }

        return package.Has("word/document.xml") ? "word/document.xml" : null;
    }

    /// <summary>Targets outside of the document, by id.</summary>
    public static Dictionary<string, string> Links(ZipPackage package, string part)
    {
        var slash = part.LastIndexOf('/') + 1;
        var links = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, _, target, isExternal) in Read(package, $"{part[..slash]}_rels/{part[slash..]}.rels"))
        {
            if (isExternal)
            {
                links.TryAdd(id, target);
            }
        }

        return links;
    }

    private static IEnumerable<(string Id, string Type, string Target, bool IsExternal)> Read(ZipPackage package, string part)
    {
        using var xml = package.Xml(part);
        while (xml?.Read() is true)
        {
            if (xml.Reader is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } relationship
                && relationship.GetAttribute("Id") is { } id && relationship.GetAttribute("Target") is { } target)
            {
                yield return (id, relationship.GetAttribute("Type") ?? "", target, relationship.GetAttribute("TargetMode") == "External");
            }
        }
    }
}
