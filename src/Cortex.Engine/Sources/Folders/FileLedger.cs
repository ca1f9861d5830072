using Cortex.Engine.Storage;

namespace Cortex.Engine.Sources.Folders;

/// <summary>What is known of one file or left-out folder.</summary>
/// <param name="Path">Below the followed folder, with '/'; a folder ends with one.</param>
/// <param name="Modified">Ticks; 0 when it is to be read again.</param>
/// <param name="ItemPk">The item that it is; null when it was left out, or that item is gone for good.</param>
/// <param name="Reason">Why it was left out; null when it came in.</param>
internal sealed record LedgerRow(string Path, long Size, long Modified, long? ItemPk, string? Reason, string? Detail);

/// <summary>A row as it was before, and how its item stands.</summary>
internal sealed record KnownRow(LedgerRow Row, bool ItemDeleted, bool ItemVanished)
{
    /// <summary>What came in once, and was removed from the library by the user since.</summary>
    public bool WasDeleted => Row.ItemPk is null ? Row.Reason is null || IsMarkedDeleted : ItemDeleted;

    /// <summary>Marked as deleted, and restored from the trash since.</summary>
    public bool WasRestored => IsMarkedDeleted && !WasDeleted;

    private bool IsMarkedDeleted => Row.Reason == WireName.Of(SkipReason.Deleted);
}

/// <summary>The table <c>source_files</c>: one row a file that was looked at.</summary>
internal static class FileLedger
{
    private const string Select = """
        SELECT f.path, f.size, f.modified, f.item_pk, f.reason, f.detail, i.deleted_at IS NOT NULL, i.vanished_at IS NOT NULL
        FROM source_files f LEFT JOIN items i ON i.pk = f.item_pk WHERE f.source_id = ?1
        """;

    /// <summary>All rows of a folder, or those of a part of it.</summary>
    public static Dictionary<string, KnownRow> Read(Db db, long source, PathFilter? only)
    {
        var rows = new Dictionary<string, KnownRow>(StringComparer.Ordinal);
        if (only is null || only.Paths.Contains("")) db.Each(Select, Keep, source);
        else
        {
            foreach (var path in only.Paths)
            {
                db.Each(Select + " AND f.path = ?2", Keep, source, path);
                // '0' follows '/'.
                db.Each(Select + " AND f.path >= ?2 AND f.path < ?3", Keep, source, path + "/", path + "0");
            }
        }

        return rows;

        void Keep(Row row)
        {
            var known = Map(row);
            rows[known.Row.Path] = known;
        }
    }

    public static bool CameIn(Db db, long source, string path) =>
        db.Long("SELECT 1 FROM source_files WHERE source_id = ?1 AND path = ?2 AND item_pk IS NOT NULL AND reason IS NULL", source, path) is not null;

    public static void Write(Db db, long source, LedgerRow row) => db.Execute("""
        INSERT INTO source_files (source_id, path, size, modified, item_pk, reason, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (source_id, path) DO UPDATE SET size = ?3, modified = ?4, item_pk = ?5, reason = ?6, detail = ?7
        """, source, row.Path, row.Size, row.Modified, row.ItemPk, row.Reason, row.Detail);

    public static void Remove(Db db, long source, string path) => db.Execute("DELETE FROM source_files WHERE source_id = ?1 AND path = ?2", source, path);

    private static KnownRow Map(Row row) => new(new LedgerRow(row.Text(0), row.Long(1), row.Long(2), row.LongOrNull(3), row.TextOrNull(4), row.TextOrNull(5)), row.Bool(6), row.Bool(7));
}
