using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Storage;
using Microsoft.Data.Sqlite;

namespace Cortex.Engine.Knowledge.Items;

/// <summary>Reads items whole, one by one: those in the trash, every revision, the bytes as they are stored.</summary>
internal static class StoredItemReader
{
    private const string Columns = """
        i.id, i.version, i.revision, i.title, i.title_derived, i.content_type, i.format, i.language, i.source_url, i.source, i.source_key, i.metadata,
        i.starred, i.opened_at, i.created_at, i.updated_at, i.vanished_at, i.deleted_at, i.pk, r.created_at
        """;

    /// <summary>In the order in which they came in.</summary>
    public static void Each(Db db, Action<long, StoredItem> visit) => db.Each(
        $"SELECT {Columns} FROM items i JOIN revisions r ON r.item_pk = i.pk AND r.revision = i.revision ORDER BY i.pk",
        row => visit(row.Long(18), Read(db, row)));

    /// <summary>The current content, byte for byte.</summary>
    public static byte[] Content(Db db, long pk) => db.First("SELECT r.content FROM items i JOIN revisions r ON r.item_pk = i.pk AND r.revision = i.revision WHERE i.pk = ?1", row => row.Blob(0), pk)!;

    /// <summary>The text and blocks of the current revision; null before it is parsed. A text of null is the content itself.</summary>
    public static (string? Text, string? Blocks) Parsed(Db db, long pk) =>
        db.First("SELECT r.text, r.blocks FROM items i JOIN revisions r ON r.item_pk = i.pk AND r.revision = i.revision WHERE i.pk = ?1", row => (row.TextOrNull(0), row.TextOrNull(1)), pk);

    /// <summary>What is not the current revision, item by item, the oldest first.</summary>
    public static void EachEarlier(Db db, Action<StoredRevision> visit) => db.Each("""
        SELECT i.id, r.revision, r.created_at, r.content FROM items i JOIN revisions r ON r.item_pk = i.pk
        WHERE r.revision <> i.revision ORDER BY i.pk, r.revision
        """, row => visit(new StoredRevision(row.Text(0), row.Long(1), row.Long(2), row.Blob(3))));

    /// <summary>The document as it came, of an item of any state; null where the library holds none. The stream reads from the database.</summary>
    public static (string Name, string? MediaType, Stream Bytes)? Original(Db db, long pk)
    {
        var (name, mediaType) = db.First("SELECT name, media_type FROM originals WHERE item_pk = ?1", row => (row.Text(0), row.TextOrNull(1)), pk);
        return name is null ? null : (name, mediaType, new SqliteBlob(db.Connection, "originals", "bytes", pk, readOnly: true));
    }

    private static StoredItem Read(Db db, Row row) => new()
    {
        Id = row.Text(0),
        Version = row.Long(1),
        Revision = row.Long(2),
        Title = row.Text(3),
        TitleDerived = row.Bool(4),
        ContentType = WireName.Parse<ContentType>(row.Text(5)),
        Format = WireName.Parse<DocumentFormat>(row.Text(6)),
        Language = row.TextOrNull(7),
        SourceUrl = row.TextOrNull(8),
        Source = row.Text(9),
        SourceKey = row.TextOrNull(10),
        Metadata = row.Text(11),
        Tags = ItemReader.Tags(db, row.Long(18)),
        Starred = row.Bool(12),
        OpenedAt = row.LongOrNull(13),
        CreatedAt = row.Long(14),
        UpdatedAt = row.Long(15),
        VanishedAt = row.LongOrNull(16),
        DeletedAt = row.LongOrNull(17),
        RevisedAt = row.Long(19),
    };
}
