using System.Xml;
using Cortex.Contract.Errors;
using Cortex.Engine.Knowledge.Parsing.Files.Archive;

namespace Cortex.Engine.Knowledge.Parsing.Files.Odt;

/// <summary>Text documents of LibreOffice and of what writes its format (ISO/IEC 26300).</summary>
internal sealed class OdtReader : IFileReader
{
    public IReadOnlyList<string> Extensions => ["odt", "ott"];

    public bool Recognizes(ReadOnlySpan<byte> head) => ZipPackage.Recognizes(head);

    public FileContent Read(string path, CancellationToken ct)
    {
        using var package = ZipPackage.Open(path, ct);
        if (IsEncrypted(package))
        {
            throw new CortexException(ErrorCode.Encrypted, "The document is protected by a password.");
        }

        var styles = new OdtStyles();
        using (var xml = package.Xml("styles.xml"))
        {
            while (xml?.Read() is true)
            {
                styles.Take(xml.Reader);
            }
        }

        var writer = new BlockWriter();
        var body = new OdtBody(writer, styles);
        using (var xml = package.Xml("content.xml"))
        {
            body.Write(xml ?? throw new CortexException(ErrorCode.UnreadableContent, "There is no OpenDocument text in this file."));
        }

        var fields = new DocumentFields("application/vnd.oasis.opendocument.text");
        Meta(package, fields);
        return fields.Finish(writer, body.FirstHeading);
    }

    private static bool IsEncrypted(ZipPackage package)
    {
        using var xml = package.Xml("META-INF/manifest.xml", mayHaveDoctype: true);
        while (xml?.Read() is true)
        {
            if (xml.Reader is { NodeType: XmlNodeType.Element, LocalName: "encryption-data" })
            {
                return true;
            }
        }

        return package.Has("encrypted-package");
    }

    private static void Meta(ZipPackage package, DocumentFields fields)
    {
        var keywords = new List<string>();
        using var xml = package.Xml("meta.xml");
        while (xml?.Read() is true)
        {
            if (xml.Reader.NodeType != XmlNodeType.Element || xml.Reader.Depth < 2)
            {
                continue;
            }

            var name = xml.Reader.LocalName;
            var value = xml.Content();
            switch (name)
            {
                case "title":
                    fields.Title = value;
                    break;
                case "initial-creator" or "creator":
                    fields.AddAuthor(value);
                    break;
                case "description" or "language" or "subject":
                    fields.Add(name, value);
                    break;
                case "keyword" when keywords.Count < 100 && value.Length is > 0 and < 200:
                    keywords.Add(value);
                    break;
                case "creation-date":
                    fields.AddDate("document_created_at", value);
                    break;
                case "date":
                    fields.AddDate("document_modified_at", value);
                    break;
            }
        }

        fields.Add("keywords", keywords);
    }
}
