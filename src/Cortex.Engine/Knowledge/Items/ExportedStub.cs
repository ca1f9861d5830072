using Cortex.Engine.Storage;

namespace Cortex.Engine.Knowledge.Items;

/// <summary>An item of which no more is there than an export said: a bookmark whose page has not been fetched.</summary>
internal static class ExportedStub
{
    private const string Stub = "FROM items i JOIN export_entries e ON e.key = i.source_key AND e.item_pk = i.pk WHERE i.source_key = ?1 AND i.deleted_at IS NULL AND i.content_hash = e.content_hash";

    public static bool IsThere(Db db, string key) => db.Long($"SELECT 1 {Stub}", key) is not null;

    /// <summary>Its address led elsewhere: the item goes along, or where that page is there already, what was said of it does.</summary>
    public static bool Follow(Db db, string asked, string found, long now)
    {
        var stub = db.First($"SELECT i.pk, i.id, i.metadata, i.starred {Stub}", row => new Known(row.Long(0), row.Text(1), row.Text(2), row.Bool(3)), asked);
        if (stub is null) return false;
        var page = db.First("SELECT pk, id, metadata, starred FROM items WHERE source_key = ?1 AND deleted_at IS NULL", row => new Known(row.Long(0), row.Text(1), row.Text(2), row.Bool(3)), found);
        if (page is null)
        {
            db.Execute("UPDATE items SET source_key = ?2 WHERE pk = ?1", stub.Pk, found);
            return true;
        }

        var tags = ItemReader.Tags(db, page.Pk);
        var more = ItemReader.Tags(db, stub.Pk).Except(tags, StringComparer.OrdinalIgnoreCase).Take(Math.Max(0, ItemValidation.MaxTags - tags.Count)).ToList();
        if (more.Count > 0) ItemWriter.WriteTags(db, page.Pk, [.. tags, .. more]);
        db.Execute("UPDATE items SET metadata = ?2, starred = ?3 WHERE pk = ?1", page.Pk, MetadataMerge.Of(page.Metadata, stub.Metadata).GetRawText(), page.Starred || stub.Starred);
        // The same export finds the page from now on, and what it said of the bookmark is no more to be put in its place.
        db.Execute("UPDATE export_entries SET item_pk = ?2, content_hash = x'' WHERE item_pk = ?1", stub.Pk, page.Pk);
        ItemWriter.Touch(db, page.Pk, page.Id, now);
        ItemWriter.Delete(db, stub.Id, now);
        return true;
    }

    private sealed record Known(long Pk, string Id, string Metadata, bool Starred);
}
