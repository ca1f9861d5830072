using System.Text.Json;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Engine.Events;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Sources.Folders;

/// <summary>The followed folders, as they are stored.</summary>
internal static class FolderStore
{
    private const string Columns = "SELECT id, path, tags FROM sources ";

    public static List<FollowedFolder> All(Db db) => db.Query(Columns + "ORDER BY path", Read);

    public static FollowedFolder? Find(Db db, string path) => db.First(Columns + "WHERE path = ?1", Read, path);

    /// <exception cref="CortexException">unknown id</exception>
    public static FollowedFolder Get(Db db, long id) => db.First(Columns + "WHERE id = ?1", Read, id) ?? throw new CortexException(ErrorCode.NotFound, "There is no such source.");

    /// <summary>Follows a folder from now on; tags that are new to it are added to what it has.</summary>
    public static FollowedFolder Add(Db db, string path, IReadOnlyList<string> tags, long now)
    {
        var known = Find(db, path);
        if (known is null)
        {
            db.Execute("INSERT INTO sources (path, tags, added_at) VALUES (?1, ?2, ?3)", path, Json(tags), now);
            ChangeLog.Append(db, ChangeLog.Sources);
        }
        else if (tags.Except(known.Tags, StringComparer.OrdinalIgnoreCase).ToList() is { Count: > 0 } more)
        {
            db.Execute("UPDATE sources SET tags = ?2 WHERE id = ?1", known.Id, Json([.. known.Tags, .. more]));
            ChangeLog.Append(db, ChangeLog.Sources);
        }

        return Find(db, path)!;
    }

    /// <summary>Follows it no longer; its items stay.</summary>
    public static void Remove(Db db, long id)
    {
        Get(db, id);
        db.Execute("DELETE FROM sources WHERE id = ?1", id);
        db.Execute("DELETE FROM library WHERE key = ?1", TroubleKey(id));
        ChangeLog.Append(db, ChangeLog.Sources);
    }

    /// <summary>It was gone through to its end.</summary>
    public static void Scanned(Db db, long id, long now, long tookMs)
    {
        if (db.Execute("UPDATE sources SET scanned_at = ?2, took_ms = ?3, error = NULL WHERE id = ?1", id, now, tookMs) > 0) ChangeLog.Append(db, ChangeLog.Sources);
    }

    /// <summary>Why its changes are not seen at once, by who watches it; null when they are, or nobody watches.</summary>
    public static string? TroubleOf(Db db, long id) => db.Text("SELECT value FROM library WHERE key = ?1", TroubleKey(id));

    public static void Trouble(Db db, long id, string? trouble)
    {
        var changed = trouble is null ? db.Execute("DELETE FROM library WHERE key = ?1", TroubleKey(id))
            : db.Execute("INSERT INTO library (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2 WHERE value <> ?2", TroubleKey(id), trouble);
        if (changed > 0) ChangeLog.Append(db, ChangeLog.Sources);
    }

    /// <summary>It could not be gone through.</summary>
    public static void Failed(Db db, long id, string error)
    {
        if (db.Execute("UPDATE sources SET error = ?2 WHERE id = ?1 AND error IS NOT ?2", id, error) > 0) ChangeLog.Append(db, ChangeLog.Sources);
    }

    private static string TroubleKey(long id) => $"watch_trouble_{id}";

    private static FollowedFolder Read(Row row) => new(row.Long(0), row.Text(1), JsonSerializer.Deserialize(row.Text(2), CortexJson.Default.ListString)!);

    private static string Json(IReadOnlyList<string> tags) => JsonSerializer.Serialize([.. tags], CortexJson.Default.ListString);
}
