using Cortex.Contract.Events;
using Cortex.Contract.Items;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Events;

/// <summary>What changed, written in the transaction that changed it: the source of every event in every process.</summary>
public static class ChangeLog
{
    /// <summary>Older entries are dropped; who resumes from before them is told to read anew.</summary>
    internal const int Kept = 100_000;
    private const int Gap = 1_000_000;

    public const string Created = "item_created", Updated = "item_updated", Deleted = "item_deleted", Restored = "item_restored", Stage = "stage_changed", Settings = "settings_changed", Sources = "sources_changed", Conversation = "conversation_changed", Digest = "digest_created", Reloaded = "library_reloaded";

    public static void Append(Db db, string kind, string? itemId = null) =>
        db.Execute("INSERT INTO changes (kind, item_id) VALUES (?1, ?2)", kind, itemId);

    public static void AppendStage(Db db, string itemId, string stage, StageStatus status, string? reason, ProcessingStatus itemStatus) =>
        db.Execute("INSERT INTO changes (kind, item_id, stage, status, reason, item_status) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            Stage, itemId, stage, WireName.Of(status), reason, WireName.Of(itemStatus));

    public static long LastSeq(Db db) => db.Long("SELECT seq FROM sqlite_sequence WHERE name = 'changes'") ?? 0;

    /// <summary>The events after a number, oldest first; a single <see cref="LibraryReloaded"/> where the log does not reach back to it.</summary>
    public static IReadOnlyList<CortexEvent> After(Db db, long seq, int limit)
    {
        var last = LastSeq(db);
        var first = db.Long("SELECT min(seq) FROM changes") ?? last + 1;
        if (seq > last || (seq < first - 1 && seq < last)) return [new LibraryReloaded { Seq = last }];
        return db.Query("SELECT seq, kind, item_id, stage, status, reason, item_status FROM changes WHERE seq > ?1 ORDER BY seq LIMIT ?2", Read, seq, limit);
    }

    /// <summary>
    /// Empties the log and begins far beyond a number, so that whoever resumes from before reads anew, also one who read a few
    /// more entries meanwhile.
    /// </summary>
    public static void StartAfter(Db db, long seq)
    {
        var start = Math.Max(seq, LastSeq(db)) + Gap;
        db.Execute("DELETE FROM changes");
        db.Execute("INSERT INTO changes (seq, kind) VALUES (?1, ?2)", start, Reloaded);
    }

    public static bool IsLong(Db db) => LastSeq(db) - (db.Long("SELECT min(seq) FROM changes") ?? long.MaxValue) > Kept + (Kept / 10);

    public static void Trim(Db db) => db.Execute("DELETE FROM changes WHERE seq <= ?1", LastSeq(db) - Kept);

    private static CortexEvent Read(Row row)
    {
        var seq = row.Long(0);
        var item = row.TextOrNull(2) ?? "";
        return row.Text(1) switch
        {
            Created => new ItemCreated { Seq = seq, ItemId = item },
            Updated => new ItemUpdated { Seq = seq, ItemId = item },
            Deleted => new ItemDeleted { Seq = seq, ItemId = item },
            Restored => new ItemRestored { Seq = seq, ItemId = item },
            Settings => new SettingsChanged { Seq = seq },
            Sources => new SourcesChanged { Seq = seq },
            Conversation => new ConversationChanged { Seq = seq, ConversationId = item },
            Digest => new DigestCreated { Seq = seq, DigestId = item },
            Stage => new StageChanged
            {
                Seq = seq,
                ItemId = item,
                Stage = row.Text(3),
                Status = WireName.Parse<StageStatus>(row.Text(4)),
                Reason = row.TextOrNull(5),
                ProcessingStatus = WireName.Parse<ProcessingStatus>(row.Text(6)),
            },
            _ => new LibraryReloaded { Seq = seq },
        };
    }
}
