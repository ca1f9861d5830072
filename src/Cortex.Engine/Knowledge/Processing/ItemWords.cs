using System.Text;
using System.Text.Json;
using Cortex.Contract;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Chunking;
using Cortex.Engine.Knowledge.Connections;
using Cortex.Engine.Knowledge.Duplicates;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Language;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Knowledge.Processing;

/// <summary>The steps by which an item comes to be found by its words: read, parsed, cut into chunks, and written.</summary>
internal sealed class ItemWords(Database database, Lazy<Chunker> chunker)
{
    // Enough for a language to be known.
    private const int ProseLength = 8192;
    private readonly DuplicateIndex _duplicates = new();

    /// <summary>Null: there is no such revision any more.</summary>
    public ItemContent? Read(long itemPk, long revision) => database.Read(db => db.First("""
        SELECT i.title, i.title_derived, i.format, i.language, i.source_url, i.source_key, r.content, i.metadata
        FROM items i JOIN revisions r ON r.item_pk = i.pk WHERE i.pk = ?1 AND r.revision = ?2
        """, row => new ItemContent(row.Text(0), row.Bool(1), WireName.Parse<DocumentFormat>(row.Text(2)), row.TextOrNull(3), row.TextOrNull(4), row.TextOrNull(5), row.Text(6), VaultField.Of(row.Text(7)) is not null), itemPk, revision));

    public static ParsedDocument Parse(ItemContent content, CancellationToken cancellation) =>
        DocumentParser.Parse(new ParseInput(content.Content, content.Format, content.SourceUrl, SourceName.Of(content.SourceKey), content.Language), cancellation);

    public ItemPassages Cut(ItemContent content, ParsedDocument document)
    {
        var title = content.TitleDerived ? TitleDeriver.Derive(document, SourceName.Of(content.SourceKey)) : content.Title;
        var chunks = chunker.Value.Chunk(title, document.Text, document.Blocks);
        database.Read(db => { _duplicates.ReadOn(db); return true; });
        return new ItemPassages(title, LanguageDetector.Detect(Prose(document)), chunks, Fingerprint.Of(document.Text, document.Blocks));
    }

    /// <summary>Puts all of it into the place of what the item had.</summary>
    public void Write(Db db, long itemPk, long revision, ItemContent content, ParsedDocument document, ItemPassages passages)
    {
        Write(db, itemPk, revision, content, document, passages.Title, passages.Language, passages.Chunks);
        _duplicates.Replace(db, itemPk, revision, passages.Fingerprint);
    }

    private static void Write(Db db, long itemPk, long revision, ItemContent source, ParsedDocument document, string title, string? language, IReadOnlyList<ChunkSpan> chunks)
    {
        // A text equal to its content is not stored twice.
        var text = document.Text == source.Content ? null : document.Text;
        db.Execute("UPDATE revisions SET text = ?3, blocks = ?4 WHERE item_pk = ?1 AND revision = ?2", itemPk, revision, text, JsonSerializer.Serialize([.. document.Blocks], CortexJson.Stored.ListBlock));
        db.Execute("UPDATE items SET title = ?2, excerpt = ?3, extracted = ?4, text_language = ?5 WHERE pk = ?1", itemPk, title, Excerpt.Of(document.Text), Extracted(document, source), language);
        if (source.SourceKey is not null) AddTags(db, itemPk, source.IsInVault ? [.. document.Tags, .. document.InlineTags] : document.Tags);
        LinkWriter.Replace(db, itemPk, source.SourceKey, source.Format, document);
        // An item without text is found by its title all the same.
        IEnumerable<NewChunk> passages = chunks.Count == 0 ? [new NewChunk(0, 0, 0, "")] : chunks.Select(chunk => new NewChunk(chunk.Start, chunk.End, chunk.TokenCount, document.Text[chunk.Start..chunk.End]));
        ChunkIndex.Replace(db, itemPk, revision, title, [.. passages]);
    }

    // Code is in no language that people speak.
    private static string Prose(ParsedDocument document)
    {
        if (!document.Blocks.Any(block => block.Kind == BlockKind.Code)) return document.Text;
        var prose = new StringBuilder();
        foreach (var block in document.Blocks.Where(block => block.Kind != BlockKind.Code).TakeWhile(_ => prose.Length < ProseLength)) prose.Append(document.Text, block.Start, block.End - block.Start).Append('\n');
        return prose.ToString();
    }

    // Only what was imported takes on what its document says of itself: what was sent by hand comes back as it was sent.
    private static void AddTags(Db db, long itemPk, IReadOnlyList<string> found)
    {
        if (found.Count == 0) return;
        var tags = ItemReader.Tags(db, itemPk);
        var more = found.Where(tag => tag.Length is > 0 and <= ItemValidation.MaxTag).Except(tags, StringComparer.OrdinalIgnoreCase).Take(ItemValidation.MaxTags - tags.Count).ToList();
        if (more.Count > 0) ItemWriter.WriteTags(db, itemPk, [.. tags, .. more]);
    }

    private static string? Extracted(ParsedDocument document, ItemContent source)
    {
        if (document.Metadata.Count == 0) return null;
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in document.Metadata)
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}

/// <summary>An item as it was captured.</summary>
internal sealed record ItemContent(string Title, bool TitleDerived, DocumentFormat Format, string? Language, string? SourceUrl, string? SourceKey, string Content, bool IsInVault);

/// <summary>What a document is called, the language of its text, and what it is cut into.</summary>
internal sealed record ItemPassages(string Title, string? Language, IReadOnlyList<ChunkSpan> Chunks, Fingerprint? Fingerprint);
