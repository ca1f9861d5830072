using Cortex.Contract.Errors;
using Cortex.Engine.Knowledge.Parsing.Files.Archive;

namespace Cortex.Engine.Knowledge.Parsing.Files.Docx;

/// <summary>Documents of Microsoft Word and of what writes its format (ISO/IEC 29500).</summary>
internal sealed class DocxReader : IFileReader
{
    public IReadOnlyList<string> Extensions => ["docx", "docm", "dotx", "dotm"];

    // Word puts a document with a password into a container of its old format.
    public bool Recognizes(ReadOnlySpan<byte> head) => ZipPackage.Recognizes(head) || OleContainer.Recognizes(head);

    public FileContent Read(string path, CancellationToken ct)
    {
        if (OleContainer.Is(path))
        {
            throw OleContainer.IsEncrypted(path)
                ? new CortexException(ErrorCode.Encrypted, "The document is protected by a password.")
                : new CortexException(ErrorCode.UnreadableContent, "This is a document of Word 2003 or before. Save it as .docx.");
        }

        using var package = ZipPackage.Open(path, ct);
        var main = DocxRelationships.MainPart(package) ?? throw new CortexException(ErrorCode.UnreadableContent, "There is no Word document in this file.");
        var folder = main[..(main.LastIndexOf('/') + 1)];
        var styles = DocxStyles.Read(package, folder + "styles.xml");
        var numbering = DocxNumbering.Read(package, folder + "numbering.xml");
        var writer = new BlockWriter();
        var notes = new DocxNotes();
        var body = new DocxBody(writer, styles, numbering, DocxRelationships.Links(package, main), notes);
        using (var xml = package.Xml(main))
        {
            body.Write(xml!);
        }

        foreach (var (kind, part) in notes.Parts(folder))
        {
            using var xml = package.Xml(part);
            if (xml is not null)
            {
                new DocxBody(writer, styles, numbering, DocxRelationships.Links(package, part), notes).WriteNotes(xml, kind);
            }
        }

        var fields = new DocumentFields("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
        CoreProperties(package, fields);
        return fields.Finish(writer, body.FirstHeading);
    }

    private static void CoreProperties(ZipPackage package, DocumentFields fields)
    {
        using var xml = package.Xml("docProps/core.xml");
        while (xml?.Read() is true)
        {
            if (xml.Reader.NodeType != System.Xml.XmlNodeType.Element || xml.Reader.Depth == 0)
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
                case "creator":
                    fields.AddAuthor(value);
                    break;
                case "description" or "language" or "subject" or "keywords":
                    fields.Add(name, value);
                    break;
                case "created" or "modified":
                    fields.AddDate($"document_{name}_at", value);
                    break;
            }
        }
    }
}
