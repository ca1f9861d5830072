using System.Text;
using System.Text.Json;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Contract.Import;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Export;

/// <summary>Writes the files of items: what a person reads, and what they were made of.</summary>
internal sealed class ItemFilesWriter(Db db, ExportFiles files, CancellationToken cancellation)
{
    private const int MaxListed = 1000;
    private readonly ExportNames _names = new();
    private readonly List<SkippedFile> _leftOut = [];

    public long Originals { get; private set; }
    public long Highlights { get; private set; }
    public IReadOnlyList<SkippedFile> LeftOut => _leftOut;

    public ExportedItemFiles Write(long pk, StoredItem item)
    {
        var name = _names.Of(item.Id, item.Title);
        var month = ExportFormat.Time(item.CreatedAt)[..7];
        var modified = DateTimeOffset.FromUnixTimeMilliseconds(item.UpdatedAt);
        var original = WriteOriginal(pk, $"{ExportFormat.Originals}/{month}/{name}", modified);
        // What was thrown away stands in cortex.json and nowhere that a person reads.
        if (item.DeletedAt is not null) return new ExportedItemFiles(Document: null, Content: null, original, Source: null);
        var content = StoredItemReader.Content(db, pk);
        var contentFile = item.Format == DocumentFormat.Markdown ? null : Counted(files.Write($"{ExportFormat.Originals}/{month}/{name}{ContentExtension(item)}", modified, content));
        var source = original is null ? CopyOwnFile(item, $"{ExportFormat.Originals}/{month}/{name}", modified) : null;
        var document = $"{ExportFormat.Items}/{month}/{name}.md";
        var head = Encoding.UTF8.GetBytes(FrontMatter.Of(item, contentFile, original, source));
        files.Write(document, modified, [.. head, .. item.Format == DocumentFormat.Markdown ? content : Encoding.UTF8.GetBytes(Rendered(pk, item, content))]);
        if (HighlightsMarkdown.Of(item) is { } highlights)
        {
            files.Write($"{ExportFormat.Highlights}/{name}.md", modified, Encoding.UTF8.GetBytes(highlights));
            Highlights++;
        }

        return new ExportedItemFiles(document, contentFile, original, source);
    }

    private ExportedFile? WriteOriginal(long pk, string path, DateTimeOffset modified)
    {
        if (StoredItemReader.Original(db, pk) is not { } original) return null;
        using (original.Bytes) return Counted(files.Copy($"{path} original{ExportNames.Extension(original.Name, ".bin")}", modified, original.Bytes));
    }

    private ExportedFile? CopyOwnFile(StoredItem item, string path, DateTimeOffset modified)
    {
        if (OwnFile.PathOf(item) is not { } own) return null;
        using var stream = OwnFile.Open(own, out var reason);
        if (stream is not null) return Counted(files.Copy($"{path} original{ExportNames.Extension(own, ".bin")}", modified, stream));
        if (_leftOut.Count < MaxListed) _leftOut.Add(new SkippedFile(own, reason!));
        return null;
    }

    private ExportedFile Counted(ExportedFile file)
    {
        Originals++;
        return file;
    }

    private string Rendered(long pk, StoredItem item, byte[] content)
    {
        var text = Encoding.UTF8.GetString(content);
        var (parsed, blocks) = StoredItemReader.Parsed(db, pk);
        if (blocks is not null) return BlockMarkdown.Write(parsed ?? text, JsonSerializer.Deserialize(blocks, CortexJson.Default.ListBlock)!);
        try
        {
            // Not processed yet.
            var document = DocumentParser.Parse(new ParseInput(text, item.Format, item.SourceUrl, Path.GetFileName(item.SourceKey), item.Language), cancellation);
            return BlockMarkdown.Write(document.Text, document.Blocks);
        }
        catch (CortexException error) when (error.Code == ErrorCode.UnreadableContent)
        {
            return "";
        }
    }

    private static string ContentExtension(StoredItem item) => item.Format switch
    {
        DocumentFormat.Html or DocumentFormat.Converted => ".html",
        DocumentFormat.Table => ExportNames.Extension(item.SourceKey, ".csv"),
        _ => ExportNames.Extension(item.SourceKey, ".txt"),
    };
}
