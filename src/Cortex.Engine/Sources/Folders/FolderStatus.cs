using Cortex.Contract.Errors;
using Cortex.Contract.Import;
using Cortex.Contract.Sources;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Sources.Folders;

/// <summary>How a followed folder stands, counted from what is stored.</summary>
internal static class FolderStatus
{
    private const string Select = "SELECT id, path, tags, added_at, scanned_at, took_ms, error FROM sources ";

    public static List<SourceStatus> All(Db db, bool watched, int skipped) =>
        [.. db.Query(Select + "ORDER BY path", Read).Select(source => Complete(db, source, watched, skipped))];

    /// <exception cref="CortexException">unknown id</exception>
    public static SourceStatus Of(Db db, long id, bool watched, int skipped) =>
        db.First(Select + "WHERE id = ?1", Read, id) is { } source ? Complete(db, source, watched, skipped) : throw new CortexException(ErrorCode.NotFound, "There is no such source.");

    private static SourceStatus Complete(Db db, SourceStatus source, bool watched, int skipped)
    {
        var below = source.Path.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        var trouble = watched ? FolderStore.TroubleOf(db, source.Id) : null;
        return source with
        {
            State = source.Error is not null ? SourceState.Trouble : source.ScannedAt is null ? SourceState.Reading : !watched ? SourceState.Idle : trouble is null ? SourceState.Watched : SourceState.Polled,
            Error = source.Error ?? trouble,
            Files = db.Long("SELECT count(*) FROM source_files WHERE source_id = ?1 AND reason IS NULL AND item_pk IS NOT NULL", source.Id) ?? 0,
            Vanished = db.Long("SELECT count(*) FROM items WHERE source_key >= ?1 AND source_key < ?2 AND vanished_at IS NOT NULL AND deleted_at IS NULL", below, After(below)) ?? 0,
            Skipped = db.Query("SELECT reason, count(*) FROM source_files WHERE source_id = ?1 AND reason IS NOT NULL GROUP BY reason ORDER BY 2 DESC, 1", row => KeyValuePair.Create(row.Text(0), row.Int(1)), source.Id).ToDictionary(StringComparer.Ordinal),
            SkippedFiles = db.Query("SELECT path, reason, detail FROM source_files WHERE source_id = ?1 AND reason IS NOT NULL ORDER BY path LIMIT ?2", row => new SkippedFile(row.Text(0), row.Text(1)) { Detail = row.TextOrNull(2) }, source.Id, skipped),
        };
    }

    // The first text after all that begin so.
    private static string After(string prefix) => prefix[..^1] + (char)(prefix[^1] + 1);

    private static SourceStatus Read(Row row) => new()
    {
        Id = row.Long(0),
        Path = row.Text(1),
        Tags = System.Text.Json.JsonSerializer.Deserialize(row.Text(2), Contract.CortexJson.Default.ListString)!,
        AddedAt = row.Time(3),
        ScannedAt = row.TimeOrNull(4),
        TookMs = row.LongOrNull(5),
        Error = row.TextOrNull(6),
        State = SourceState.Idle,
        Files = 0,
        Vanished = 0,
        Skipped = new Dictionary<string, int>(StringComparer.Ordinal),
        SkippedFiles = [],
    };
}
