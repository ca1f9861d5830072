using System.IO.Compression;
using System.Text;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Knowledge.Parsing.Files;

namespace Cortex.Engine.Tests.Knowledge.Parsing.Files;

/// <summary>Files built in a folder of their own and read as an import would.</summary>
internal sealed class TestFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cortex-files-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>What the library would have of the file, checked for everything that must hold of any document.</summary>
    public ParsedDocument Read(string name, byte[] content)
    {
        var file = FileReaders.Read(Write(name, content), name, CancellationToken.None)!;
        return Parsed.Checked(new ParseInput(file.Content, file.Format, file.SourceUrl, name));
    }

    public ParsedDocument Read(string name, string content) => Read(name, Encoding.UTF8.GetBytes(content.ReplaceLineEndings("\r\n")));

    /// <summary>The code that says why a file is left out.</summary>
    public string Refusal(string name, byte[] content) => Assert.Throws<CortexException>(() => Read(name, content)).Code;

    public static byte[] Zip(params (string Name, string Content)[] entries) => Zip(CompressionLevel.Fastest, [.. entries.Select(entry => (entry.Name, Encoding.UTF8.GetBytes(entry.Content)))]);

    public static byte[] Zip(CompressionLevel level, params (string Name, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>A Word document with this body, and parts beside it.</summary>
    public static byte[] Docx(string body, params (string Name, string Content)[] parts) => Zip(
        [
            ("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"),
            ("_rels/.rels", "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='word/document.xml'/></Relationships>"),
            ("word/document.xml", $"<w:document {Word}><w:body>{body}</w:body></w:document>"),
            .. parts,
        ]);

    public const string Word = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'";

    public static string Paragraph(string text, string properties = "") => $"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>";

    /// <summary>An OpenDocument text with this body.</summary>
    public static byte[] Odt(string body, string styles = "", string meta = "") => Zip(
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", $"<office:document-content {OpenDocument}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"),
        ("meta.xml", $"<office:document-meta {OpenDocument}><office:meta>{meta}</office:meta></office:document-meta>"));

    private const string OpenDocument = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0' xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:meta='urn:oasis:names:tc:opendocument:xmlns:meta:1.0'";

    /// <summary>A book of chapters c0.xhtml, c1.xhtml, … in the folder OEBPS.</summary>
    public static byte[] Epub(string metadata, string extra, params string[] chapters) => Zip(
        [
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>"),
            ("OEBPS/book.opf", $"""
                <?xml version="1.0"?><!DOCTYPE package [<!ENTITY x "no">]><package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{metadata}</metadata>
                <manifest>{string.Concat(chapters.Select((_, i) => $"<item id='i{i}' href='text/c%20{i}.xhtml' media-type='application/xhtml+xml'/>"))}<item id='nav' href='nav.xhtml' properties='nav'/></manifest>
                <spine><itemref idref='nav'/>{string.Concat(chapters.Select((_, i) => $"<itemref idref='i{chapters.Length - 1 - i}'/>"))}</spine></package>
                """),
            ("OEBPS/nav.xhtml", $"<html xmlns='http://www.w3.org/1999/xhtml' xmlns:epub='http://www.idpf.org/2007/ops'><body><nav epub:type='toc'><ol>{extra}</ol></nav></body></html>"),
            .. chapters.Select((chapter, i) => ($"OEBPS/text/c {i}.xhtml", $"<html xmlns='http://www.w3.org/1999/xhtml'><head><title/></head><body>{chapter}</body></html>")),
        ]);

    public static byte[] Mail(string message) => Encoding.Latin1.GetBytes(message.ReplaceLineEndings("\r\n"));
}
