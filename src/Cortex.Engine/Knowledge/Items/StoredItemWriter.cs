using System.Security.Cryptography;
using System.Text;
using Cortex.Contract.Import;
using Cortex.Engine.Events;
using Cortex.Engine.Jobs;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Knowledge.Items;

/// <summary>
/// Takes over items of another library, within a transaction of the caller. What is not here is taken as it is; of what is,
/// the newer state counts, and no content is lost: the other one becomes a revision.
/// </summary>
internal static class StoredItemWriter
{
    /// <param name="content">The bytes of the current revision, UTF-8.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static (string Id, ImportOutcome Outcome) Keep(Db db, StoredItem item, byte[] content, OriginalFile? original, long now)
    {
        var hash = SHA256.HashData(content);
        if (Find(db, item) is not { } known) return (Insert(db, item, content, hash, original, now), ImportOutcome.Created);
        var outcome = ImportOutcome.Unchanged;
        if (original is not null) db.Execute("INSERT INTO originals (item_pk, name, media_type, bytes) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING", known.Pk, original.Name, original.MediaType, original.Bytes);
        var changed = !known.Hash.AsSpan().SequenceEqual(hash);
        if (item.UpdatedAt > known.UpdatedAt && (changed || !SameFields(db, known, item)))
        {
            Update(db, known, item, changed ? content : null, hash, now);
            outcome = ImportOutcome.Updated;
        }
        else if (changed)
        {
            KeepEarlier(db, known.Pk, item.Revision, item.RevisedAt, content);
        }

        // Who brings back what was thrown away here wants it.
        if (known.IsTrashed && item.DeletedAt is null)
        {
            ItemWriter.Restore(db, known.Id, now);
            outcome = ImportOutcome.Updated;
        }

        return (known.Id, outcome);
    }

    /// <summary>Keeps an earlier content of an item that has just been created: exactly where it was.</summary>
    public static void AddRevision(Db db, StoredRevision revision) => Add(db, Pk(db, revision.ItemId), revision.Revision, revision.CreatedAt, revision.Content);

    /// <summary>Keeps an earlier content of an item that was here already, unless it has had that content itself.</summary>
    public static void KeepRevision(Db db, string itemId, StoredRevision revision) => KeepEarlier(db, Pk(db, itemId), revision.Revision, revision.CreatedAt, revision.Content);

    private static long Pk(Db db, string itemId) => db.Long("SELECT pk FROM items WHERE id = ?1", itemId) ?? throw CortexException.ItemNotFound(itemId);

    // A history that this item has not had itself goes below its first revision.
    private static void KeepEarlier(Db db, long pk, long revision, long createdAt, byte[] content)
    {
        if (db.Long("SELECT 1 FROM revisions WHERE item_pk = ?1 AND CAST(content AS BLOB) = ?2", pk, content) is not null) return;
        var isFree = db.Long("SELECT (SELECT revision FROM items WHERE pk = ?1) > ?2 AND NOT EXISTS (SELECT 1 FROM revisions WHERE item_pk = ?1 AND revision = ?2)", pk, revision) == 1;
        Add(db, pk, isFree ? revision : Math.Min(db.Long("SELECT min(revision) FROM revisions WHERE item_pk = ?1", pk) ?? 1, 1) - 1, createdAt, content);
    }

    // As text of just these bytes, whatever they are.
    private static void Add(Db db, long pk, long revision, long createdAt, byte[] content) =>
        db.Execute("INSERT INTO revisions (item_pk, revision, content, created_at) VALUES (?1, ?2, CAST(?3 AS TEXT), ?4)", pk, revision, content, createdAt);

    private static string Insert(Db db, StoredItem item, byte[] content, byte[] hash, OriginalFile? original, long now)
    {
        db.Execute("""
            INSERT INTO items (id, version, revision, title, title_derived, content_type, format, language, source_url, source, source_key, content_hash, metadata, excerpt,
              starred, opened_at, created_at, updated_at, vanished_at, deleted_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)
            """,
            item.Id, item.Version, item.Revision, item.Title, item.TitleDerived, WireName.Of(item.ContentType), WireName.Of(item.Format), item.Language, item.SourceUrl, item.Source, item.SourceKey, hash, item.Metadata,
            Excerpt.Of(Encoding.UTF8.GetString(content)), item.Starred, item.OpenedAt, item.CreatedAt, item.UpdatedAt, item.VanishedAt, item.DeletedAt);
        var pk = db.Long("SELECT last_insert_rowid()")!.Value;
        Add(db, pk, item.Revision, item.RevisedAt, content);
        ItemWriter.WriteTags(db, pk, item.Tags);
        if (original is not null) db.Execute("INSERT INTO originals (item_pk, name, media_type, bytes) VALUES (?1, ?2, ?3, ?4)", pk, original.Name, original.MediaType, original.Bytes);
        if (item.DeletedAt is not null) return item.Id;
        foreach (var stage in Stage.All) JobQueue.Enqueue(db, pk, stage, item.Revision, now);
        ChangeLog.Append(db, ChangeLog.Created, item.Id);
        return item.Id;
    }

    // Tags are joined; where the item came from stays what this library knows of it.
    private static void Update(Db db, Known known, StoredItem item, byte[]? content, byte[] hash, long now)
    {
        db.Execute("""
            UPDATE items SET title = ?2, title_derived = ?3, content_type = ?4, format = ?5, language = ?6, source_url = ?7, source = ?8, metadata = ?9, starred = ?10,
              opened_at = max(coalesce(opened_at, ?11), coalesce(?11, opened_at)), updated_at = ?12, version = version + 1 WHERE pk = ?1
            """,
            known.Pk, item.Title, item.TitleDerived, WireName.Of(item.ContentType), WireName.Of(item.Format), item.Language, item.SourceUrl, item.Source, item.Metadata, item.Starred, item.OpenedAt, item.UpdatedAt);
        ItemWriter.WriteTags(db, known.Pk, [.. known.Tags, .. NewTags(known, item)]);
        // The title is indexed with every passage.
        if (content is not null || item.Title != known.Title)
        {
            if (content is not null)
            {
                db.Execute("UPDATE items SET revision = revision + 1, content_hash = ?2, excerpt = ?3 WHERE pk = ?1", known.Pk, hash, Excerpt.Of(Encoding.UTF8.GetString(content)));
                Add(db, known.Pk, known.Revision + 1, item.RevisedAt, content);
            }

            if (!known.IsTrashed)
            {
                foreach (var stage in Stage.All) JobQueue.Enqueue(db, known.Pk, stage, known.Revision + (content is null ? 0 : 1), now);
            }
        }

        if (!known.IsTrashed) ChangeLog.Append(db, ChangeLog.Updated, known.Id);
    }

    private static bool SameFields(Db db, Known known, StoredItem item) => known.Title == item.Title && !NewTags(known, item).Any()
        && db.Long("SELECT content_type = ?2 AND format = ?3 AND language IS ?4 AND source_url IS ?5 AND source = ?6 AND metadata = ?7 AND starred = ?8 AND (?9 IS NULL OR opened_at >= ?9) FROM items WHERE pk = ?1",
            known.Pk, WireName.Of(item.ContentType), WireName.Of(item.Format), item.Language, item.SourceUrl, item.Source, item.Metadata, item.Starred, item.OpenedAt) == 1;

    private static IEnumerable<string> NewTags(Known known, StoredItem item) =>
        item.Tags.Except(known.Tags, StringComparer.OrdinalIgnoreCase).Take(Math.Max(0, ItemValidation.MaxTags - known.Tags.Count));

    // The same id, or else the same source: a file or page has one item.
    private static Known? Find(Db db, StoredItem item)
    {
        const string Columns = "SELECT pk, id, revision, title, content_hash, updated_at, deleted_at IS NOT NULL FROM items";
        var found = db.First($"{Columns} WHERE id = ?1", Read, item.Id);
        return found is not null || item.SourceKey is null || item.DeletedAt is not null ? found : db.First($"{Columns} WHERE source_key = ?1 AND deleted_at IS NULL", Read, item.SourceKey);

        Known Read(Row row) => new(row.Long(0), row.Text(1), row.Long(2), row.Text(3), row.Blob(4), row.Long(5), row.Bool(6), ItemReader.Tags(db, row.Long(0)));
    }

    private sealed record Known(long Pk, string Id, long Revision, string Title, byte[] Hash, long UpdatedAt, bool IsTrashed, IReadOnlyList<string> Tags);
}
