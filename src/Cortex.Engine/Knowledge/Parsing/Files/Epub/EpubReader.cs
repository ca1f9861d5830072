using System.Xml;
using Cortex.Contract.Errors;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Parsing.Converted;
using Cortex.Engine.Knowledge.Parsing.Files.Archive;
using Cortex.Engine.Knowledge.Parsing.Html;

namespace Cortex.Engine.Knowledge.Parsing.Files.Epub;

/// <summary>Electronic books (EPUB 2 and 3): their chapters in the order of reading, each read as a page of which nothing is left out.</summary>
internal sealed class EpubReader : IFileReader
{
    /// <summary>A page's tree takes some sixty times its memory.</summary>
    private const long MaxChapter = 8L * 1024 * 1024;

    public IReadOnlyList<string> Extensions => ["epub"];

    public bool Recognizes(ReadOnlySpan<byte> head) => ZipPackage.Recognizes(head);

    public FileContent Read(string path, CancellationToken ct)
    {
        using var package = ZipPackage.Open(path, ct);
        if (IsEncrypted(package))
        {
            throw new CortexException(ErrorCode.Encrypted, "The book is protected (DRM).");
        }

        var opf = Container(package) ?? throw new CortexException(ErrorCode.UnreadableContent, "There is no book in this file.");
        var book = EpubPackage.Read(package, opf);
        var names = EpubContents.Names(package, book);
        var writer = new BlockWriter();
        var chapters = new HtmlParser();
        var any = false;
        foreach (var chapter in book.Spine)
        {
            if (package.ReadAll(chapter, MaxChapter) is not { } bytes)
            {
                continue;
            }

            any = true;
            var source = SourceText.Normalize(TextDecoder.Decode(bytes, html: true).Text);
            var document = chapters.Parse(new ParseInput(EmptyTags.Closed(source), DocumentFormat.Html, Whole: true), ct);
            if (names.GetValueOrDefault(chapter) is { } name && !BeginsWith(document, name))
            {
                writer.Begin(new BlockShape(BlockKind.Heading, 1));
                writer.Write(name);
            }

            writer.Append(document, ct);
            FileLimits.Check(writer);
        }

        return any
            ? book.Fields.Finish(writer)
            : throw new CortexException(ErrorCode.UnreadableContent, "The book is damaged: its chapters are not there.");
    }

    /// <summary>A heading, or the name itself, within the first lines; before it may stand a number or a motto.</summary>
    private static bool BeginsWith(ParsedDocument chapter, string name) =>
        chapter.Blocks.Count == 0
        || chapter.Blocks.Take(3).Any(block => block.Kind == BlockKind.Heading || chapter.Text.AsSpan(block.Start, block.End - block.Start).Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string? Container(ZipPackage package)
    {
        using var xml = package.Xml("META-INF/container.xml", mayHaveDoctype: true);
        while (xml?.Read() is true)
        {
            if (xml.Reader is { NodeType: XmlNodeType.Element, LocalName: "rootfile" } root && root.GetAttribute("full-path") is { } path && package.Has(path))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>Fonts are often scrambled, which hinders no reader; anything else scrambled is the text.</summary>
    private static bool IsEncrypted(ZipPackage package)
    {
        using var xml = package.Xml("META-INF/encryption.xml", mayHaveDoctype: true);
        while (xml?.Read() is true)
        {
            if (xml.Reader is { NodeType: XmlNodeType.Element, LocalName: "CipherReference" } cipher && cipher.GetAttribute("URI") is { } uri
                && Path.GetExtension(uri).ToLowerInvariant() is ".xhtml" or ".html" or ".htm" or ".xml")
            {
                return true;
            }
        }

        return false;
    }
}
