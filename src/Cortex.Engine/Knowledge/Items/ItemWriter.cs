using System.Security.Cryptography;
using System.Text;
using Cortex.Contract.Errors;
using Cortex.Contract.Import;
using Cortex.Contract.Items;
using Cortex.Engine.Events;
using Cortex.Engine.Jobs;
using Cortex.Engine.Knowledge.Duplicates;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Knowledge.Items;

/// <summary>Changes items, within a transaction of the caller. Every change bumps the version and is logged; every new content is a revision.</summary>
internal static class ItemWriter
{
    /// <summary>Captures an item and puts its stages into the queue; returns its id.</summary>
    public static string Create(Db db, NewItem item, DateTimeOffset now)
    {
        var created = item.CreatedAt is { } captured ? new DateTimeOffset(captured) : now;
        var id = item.Id ?? Guid.CreateVersion7(created > DateTimeOffset.UnixEpoch ? created : now).ToString();
        var time = now.ToUnixTimeMilliseconds();
        var createdAt = created.ToUnixTimeMilliseconds();
        db.Execute("""
            INSERT INTO items (id, title, title_derived, content_type, format, language, source_url, source, source_key, content_hash, metadata, excerpt, created_at, updated_at, starred, opened_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
            """,
            id, item.EffectiveTitle, item.Title is null, WireName.Of(item.ContentType), WireName.Of(item.Format), item.Language, item.SourceUrl,
            item.Source, item.SourceKey, Hash(item.Content), item.Metadata, Excerpt.Of(item.Content), createdAt,
            item.UpdatedAt is { } updated ? new DateTimeOffset(updated).ToUnixTimeMilliseconds() : createdAt, item.Starred, item.OpenedAt is { } opened ? new DateTimeOffset(opened).ToUnixTimeMilliseconds() : null);
        var pk = db.Long("SELECT last_insert_rowid()")!.Value;
        db.Execute("INSERT INTO revisions (item_pk, revision, content, created_at) VALUES (?1, 1, ?2, ?3)", pk, item.Content, time);
        WriteTags(db, pk, item.Tags);
        if (item.Original is { } original) db.Execute("INSERT INTO originals (item_pk, name, media_type, bytes) VALUES (?1, ?2, ?3, ?4)", pk, original.Name, original.MediaType, original.Bytes);
        foreach (var stage in Stage.All) JobQueue.Enqueue(db, pk, stage, revision: 1, time, item.Priority);
        ChangeLog.Append(db, ChangeLog.Created, id);
        return id;
    }

    /// <summary>Takes in a document by its identity: new, changed, moved from a path that is gone, or unchanged. One that had vanished is back.</summary>
    public static (string Id, ImportOutcome Outcome) Import(Db db, NewItem item, Func<string, bool> isGone, DateTimeOffset now)
    {
        var hash = Hash(item.Content);
        var time = now.ToUnixTimeMilliseconds();
        var known = db.First("SELECT pk, id, content_hash, vanished_at IS NOT NULL, metadata FROM items WHERE source_key = ?1 AND deleted_at IS NULL", row => new Known(row.Long(0), row.Text(1), row.Blob(2), row.Bool(3), row.Text(4)), item.SourceKey);
        var isSame = known is not null && known.Hash.AsSpan().SequenceEqual(hash);
        if (known is null or { Vanished: true } && !isSame && FindMoved(db, item, hash, isGone) is { } moved)
        {
            // What was here once has no place any more, and stays in the library without one.
            if (known is not null) db.Execute("UPDATE items SET source_key = NULL WHERE pk = ?1", known.Pk);
            Move(db, moved, item, hash, time);
            return (moved.Id, ImportOutcome.Moved);
        }

        if (known is null) return (Create(db, item, now), ImportOutcome.Created);
        if (isSame)
        {
            if (known.Vanished) Reappear(db, known.Pk, known.Id, time);
            return (known.Id, ImportOutcome.Unchanged);
        }

        db.Execute("UPDATE items SET format = ?2, language = ?3, metadata = ?4, source_url = coalesce(?5, source_url), vanished_at = NULL WHERE pk = ?1", known.Pk, WireName.Of(item.Format), item.Language, MetadataMerge.Keeping(known.Metadata, item), item.SourceUrl);
        Revise(db, known.Pk, item.Content, hash, time);
        Touch(db, known.Pk, known.Id, time);
        return (known.Id, ImportOutcome.Updated);
    }

    /// <summary>Notes that an item's file is gone; the item stays. False where that is known, or its identity is another by now.</summary>
    public static bool Vanish(Db db, long pk, string sourceKey, long now)
    {
        if (db.Execute("UPDATE items SET vanished_at = ?3, version = version + 1 WHERE pk = ?1 AND source_key = ?2 AND vanished_at IS NULL AND deleted_at IS NULL", pk, sourceKey, now) == 0) return false;
        ChangeLog.Append(db, ChangeLog.Updated, db.Text("SELECT id FROM items WHERE pk = ?1", pk));
        return true;
    }

    /// <summary>Its file is there again, as it was.</summary>
    public static void Reappear(Db db, long pk, string id, long now)
    {
        db.Execute("UPDATE items SET vanished_at = NULL WHERE pk = ?1", pk);
        Touch(db, pk, id, now);
    }

    /// <exception cref="CortexException">unknown id, stale version</exception>
    public static void Update(Db db, string id, UpdateItemRequest change, long now)
    {
        var item = Find(db, id);
        if (change.Version is { } version && version != item.Version)
            throw new CortexException(ErrorCode.VersionConflict, $"The item is at version {item.Version}, the change was made on {version}. Read it again.");
        if (change.Carries(nameof(change.ContentType))) db.Execute("UPDATE items SET content_type = ?2 WHERE pk = ?1", item.Pk, WireName.Of(change.ContentType!.Value));
        if (change.Carries(nameof(change.SourceUrl))) db.Execute("UPDATE items SET source_url = ?2 WHERE pk = ?1", item.Pk, change.SourceUrl);
        else if (change.Carries(nameof(change.Url))) db.Execute("UPDATE items SET source_url = ?2 WHERE pk = ?1", item.Pk, change.Url);
        if (change.Carries(nameof(change.Source))) db.Execute("UPDATE items SET source = ?2 WHERE pk = ?1", item.Pk, change.Source);
        if (change.Carries(nameof(change.Starred))) db.Execute("UPDATE items SET starred = ?2 WHERE pk = ?1", item.Pk, change.Starred);
        if (change.Carries(nameof(change.Metadata))) db.Execute("UPDATE items SET metadata = ?2, extracted = NULL WHERE pk = ?1", item.Pk, ItemValidation.MetadataText(change.Metadata));
        if (change.Carries(nameof(change.Tags))) WriteTags(db, item.Pk, change.Tags ?? []);
        UpdateText(db, item, change, now);
        Touch(db, item.Pk, id, now);
    }

    /// <summary>Notes that a person has opened it: a mark and no change, which leaves the version as it is. Once an hour is enough: each tells every screen to read anew.</summary>
    public static void MarkOpened(Db db, string id, long now)
    {
        if (db.Execute("UPDATE items SET opened_at = ?2 WHERE id = ?1 AND deleted_at IS NULL AND coalesce(opened_at, 0) <= ?2 - 3600000", id, now) > 0) ChangeLog.Append(db, ChangeLog.Updated, id);
    }

    /// <summary>Into the trash, where it stays for thirty days; its passages leave the index at once, and nothing is a duplicate of it.</summary>
    public static void Delete(Db db, string id, long now)
    {
        var item = Find(db, id);
        ChunkIndex.Remove(db, item.Pk);
        DuplicateIndex.Remove(db, item.Pk);
        JobQueue.Cancel(db, item.Pk, id, now);
        db.Execute("UPDATE items SET deleted_at = ?2, version = version + 1 WHERE pk = ?1", item.Pk, now);
        ChangeLog.Append(db, ChangeLog.Deleted, id);
    }

    /// <exception cref="CortexException">not in the trash, or its source has been imported anew</exception>
    public static void Restore(Db db, string id, long now)
    {
        var item = db.First("SELECT pk, revision, source_key FROM items WHERE id = ?1 AND deleted_at IS NOT NULL", row => (Pk: row.Long(0), Revision: row.Long(1), Key: row.TextOrNull(2)), id);
        if (item.Pk == 0) throw CortexException.ItemNotFound(id);

        // The same source came back meanwhile as another item: this one lives on without that identity.
        if (item.Key is not null && db.Long("SELECT 1 FROM items WHERE source_key = ?1 AND deleted_at IS NULL", item.Key) is not null)
            db.Execute("UPDATE items SET source_key = NULL WHERE pk = ?1", item.Pk);
        db.Execute("UPDATE items SET deleted_at = NULL, version = version + 1 WHERE pk = ?1", item.Pk);
        foreach (var stage in Stage.All) JobQueue.Enqueue(db, item.Pk, stage, item.Revision, now, priority: 1);
        ChangeLog.Append(db, ChangeLog.Restored, id);
    }

    public static bool HasTrash(Db db, long before) => db.Long("SELECT 1 FROM items WHERE deleted_at IS NOT NULL AND deleted_at < ?1 LIMIT 1", before) is not null;

    /// <summary>Removes for good what has been in the trash since before a moment, the oldest first.</summary>
    public static int EmptyTrash(Db db, long before, int limit) =>
        db.Execute("DELETE FROM items WHERE pk IN (SELECT pk FROM items WHERE deleted_at IS NOT NULL AND deleted_at < ?1 ORDER BY deleted_at LIMIT ?2)", before, limit);

    public static byte[] Hash(string content) => SHA256.HashData(Encoding.UTF8.GetBytes(content));

    // By the move that was seen, else by the same content whose own place is gone; the same file name is the better guess.
    private static Moved? FindMoved(Db db, NewItem item, byte[] hash, Func<string, bool> isGone)
    {
        const string Columns = "SELECT pk, id, source_key, revision, content_hash FROM items WHERE deleted_at IS NULL AND ";
        if (item.MovedFrom is { } from && isGone(from) && db.First(Columns + "source_key = ?1", Moved.Read, from) is { } seen) return seen;
        return db.Query(Columns + "content_hash = ?1 AND source = ?2 AND source_key IS NOT NULL", Moved.Read, hash, item.Source)
            .Where(twin => twin.Key != item.SourceKey && isGone(twin.Key))
            .OrderByDescending(twin => SourceName.Of(twin.Key) == SourceName.Of(item.SourceKey)).FirstOrDefault();
    }

    private static void Move(Db db, Moved moved, NewItem item, byte[] hash, long time)
    {
        db.Execute("UPDATE items SET source_key = ?2, metadata = ?3, format = ?4, language = ?5, title = coalesce(?6, title), vanished_at = NULL WHERE pk = ?1",
            moved.Pk, item.SourceKey, item.Metadata, WireName.Of(item.Format), item.Language, item.Title);
        if (!moved.Hash.AsSpan().SequenceEqual(hash)) Revise(db, moved.Pk, item.Content, hash, time);
        // Another name may mean another title and another way to read it, and from another place relative links lead elsewhere.
        else if (SourceName.Of(moved.Key) != SourceName.Of(item.SourceKey) || db.Long("SELECT 1 FROM links WHERE item_pk = ?1 LIMIT 1", moved.Pk) is not null)
        {
            foreach (var stage in Stage.All) JobQueue.Enqueue(db, moved.Pk, stage, moved.Revision, time, item.Priority);
        }

        Touch(db, moved.Pk, moved.Id, time);
    }

    // Title and content are what is indexed: a change of either is a new revision, worked anew.
    private static void UpdateText(Db db, Existing item, UpdateItemRequest change, long now)
    {
        var content = change.Carries(nameof(change.Content)) ? change.Content! : item.Content;
        var retitled = change.Carries(nameof(change.Title));
        var title = string.IsNullOrEmpty(change.Title) ? null : change.Title;
        var type = change.ContentType ?? item.ContentType;
        if (retitled) db.Execute("UPDATE items SET title = ?2, title_derived = ?3 WHERE pk = ?1", item.Pk, title ?? QuickTitle.Of(content, item.Format, SourceName.Of(item.SourceKey)), title is null);
        if (!retitled && content == item.Content && type == item.ContentType) return;
        if (string.IsNullOrEmpty(content) && string.IsNullOrWhiteSpace(retitled ? title : item.Title)) throw CortexException.Invalid("content", "Must not be empty when there is no title.");
        if (item.SourceKey is null) db.Execute("UPDATE items SET format = ?2 WHERE pk = ?1", item.Pk, WireName.Of(ItemValidation.FormatOf(type, content)));
        Revise(db, item.Pk, content, Hash(content), now);
    }

    internal static void Revise(Db db, long pk, string content, byte[] hash, long now)
    {
        db.Execute("UPDATE items SET revision = revision + 1, content_hash = ?2, excerpt = ?3 WHERE pk = ?1", pk, hash, Excerpt.Of(content));
        var revision = db.Long("SELECT revision FROM items WHERE pk = ?1", pk)!.Value;
        db.Execute("INSERT INTO revisions (item_pk, revision, content, created_at) VALUES (?1, ?2, ?3, ?4)", pk, revision, content, now);
        foreach (var stage in Stage.All) JobQueue.Enqueue(db, pk, stage, revision, now, priority: 1);
    }

    internal static void Touch(Db db, long pk, string id, long now)
    {
        db.Execute("UPDATE items SET version = version + 1, updated_at = max(?2, created_at) WHERE pk = ?1", pk, now);
        ChangeLog.Append(db, ChangeLog.Updated, id);
    }

    internal static void WriteTags(Db db, long pk, IReadOnlyList<string> tags)
    {
        db.Execute("DELETE FROM item_tags WHERE item_pk = ?1", pk);
        for (var i = 0; i < tags.Count; i++) db.Execute("INSERT INTO item_tags (item_pk, position, tag) VALUES (?1, ?2, ?3)", pk, i, tags[i]);
    }

    private static Existing Find(Db db, string id) => db.First("""
        SELECT i.pk, i.version, i.title, i.content_type, i.format, i.source_key, r.content
        FROM items i JOIN revisions r ON r.item_pk = i.pk AND r.revision = i.revision
        WHERE i.id = ?1 AND i.deleted_at IS NULL
        """, row => new Existing(row.Long(0), row.Long(1), row.Text(2), WireName.Parse<ContentType>(row.Text(3)), WireName.Parse<Parsing.DocumentFormat>(row.Text(4)), row.TextOrNull(5), row.Text(6)), id)
        ?? throw CortexException.ItemNotFound(id);

    private sealed record Existing(long Pk, long Version, string Title, ContentType ContentType, Parsing.DocumentFormat Format, string? SourceKey, string Content);

    private sealed record Known(long Pk, string Id, byte[] Hash, bool Vanished, string Metadata);

    private sealed record Moved(long Pk, string Id, string Key, long Revision, byte[] Hash)
    {
        public static Moved Read(Row row) => new(row.Long(0), row.Text(1), row.Text(2), row.Long(3), row.Blob(4));
    }
}
