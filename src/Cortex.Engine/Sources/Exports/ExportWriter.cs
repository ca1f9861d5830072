using System.Security.Cryptography;
using System.Text;
using Cortex.Contract.Import;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Sources.Exports;

/// <summary>Takes an entry of an export in, within a transaction of the caller. The same entry again changes nothing, also where its item was changed or read since.</summary>
internal static class ExportWriter
{
    public static (string Id, ImportOutcome Outcome) Keep(Db db, ExportedItem entry, DateTimeOffset now)
    {
        var item = entry.Item;
        var digest = Digest(item);
        var hash = ItemWriter.Hash(item.Content);
        var known = Find(db, item.SourceKey!);
        if (known is null)
        {
            var id = ItemWriter.Create(db, item, now);
            Remember(db, item.SourceKey!, db.Long("SELECT pk FROM items WHERE id = ?1", id)!.Value, digest, hash);
            return (id, ImportOutcome.Created);
        }

        if (known.Digest is { } last && last.AsSpan().SequenceEqual(digest)) return (known.Id, ImportOutcome.Unchanged);
        // A page that was read, or that was there before its bookmark, keeps its content and its title.
        var owns = !entry.IsPage || (known.EntryHash is { } before && before.AsSpan().SequenceEqual(known.ContentHash));
        var outcome = ItemChange.Apply(db, known.Pk, known.Id, item, owns, now.ToUnixTimeMilliseconds()) ? ImportOutcome.Updated : ImportOutcome.Unchanged;
        Remember(db, item.SourceKey!, known.Pk, digest, owns ? hash : known.EntryHash ?? hash);
        return (known.Id, outcome);
    }

    /// <summary>The items of these identities that are pages of which nothing but a bookmark is there.</summary>
    public static HashSet<string> Unread(Db db, IEnumerable<string> keys) => [.. keys.Where(key => Find(db, key) is { EntryHash: { } hash } known && hash.AsSpan().SequenceEqual(known.ContentHash))];

    private static Known? Find(Db db, string key) =>
        db.First("""
            SELECT i.pk, i.id, i.content_hash, e.digest, e.content_hash
            FROM export_entries e JOIN items i ON i.pk = e.item_pk WHERE e.key = ?1 AND i.deleted_at IS NULL
            """, Known.Read, key)
        ?? db.First("SELECT pk, id, content_hash, NULL, NULL FROM items WHERE source_key = ?1 AND deleted_at IS NULL", Known.Read, key);

    private static void Remember(Db db, string key, long pk, byte[] digest, byte[] hash) => db.Execute("""
        INSERT INTO export_entries (key, item_pk, digest, content_hash) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (key) DO UPDATE SET item_pk = excluded.item_pk, digest = excluded.digest, content_hash = excluded.content_hash
        """, key, pk, digest, hash);

    private static byte[] Digest(NewItem item) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', item.Title, item.Content, item.Metadata, item.CreatedAt?.ToString("O"), item.Starred, string.Join('\u0001', item.Tags))));

    private sealed record Known(long Pk, string Id, byte[] ContentHash, byte[]? Digest, byte[]? EntryHash)
    {
        public static Known Read(Row row) => new(row.Long(0), row.Text(1), row.Blob(2), row.IsNull(3) ? null : row.Blob(3), row.IsNull(4) ? null : row.Blob(4));
    }
}
