using Cortex.Contract.Errors;
using Cortex.Contract.Status;
using Cortex.Engine.Events;
using Cortex.Engine.Storage;
using Cortex.Engine.Storage.Platform;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Cortex.Engine.Recovery;

/// <summary>
/// Brings a backup back. It is proved first, and what it replaces is kept. Processes that have the library open go on: they see
/// another epoch and start anew. Only where the library is damaged, or of another schema, must they be stopped first.
/// </summary>
public static class Restoring
{
    private const string Prepared = "restore-";

    /// <exception cref="CortexException">the backup cannot be used, or the library is in use and cannot be replaced; nothing was changed</exception>
    /// <param name="name">What messages call the file, where its path means nothing to who asked.</param>
    public static BackupReport Restore(LibraryFolder folder, TimeProvider time, string file, string? name = null)
    {
        NativeSqlite.Use();
        var path = Path.GetFullPath(file);
        var source = name ?? path;
        if (!File.Exists(path)) throw new CortexException(ErrorCode.FileNotReadable, $"{source} does not exist.");
        try
        {
            using var alone = FileLock.TryExclusive(folder.RestoreLock) ?? throw new CortexException(ErrorCode.SchemaInUse, "Another restore of this library runs. Wait for its end.");
            // What a restore left that was cut short.
            foreach (var left in Directory.EnumerateFiles(folder.Root, Prepared + "*.db*")) File.Delete(left);
            return Restore(folder, time, path, source, Path.Combine(folder.Root, $"{Prepared}{Guid.NewGuid():N}.db"));
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Explain(error, folder.Database);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CortexException(ErrorCode.FileNotReadable, $"{source} cannot be restored: {error.Message}", error);
        }
    }

    private static BackupReport Restore(LibraryFolder folder, TimeProvider time, string path, string source, string prepared)
    {
        try
        {
            using (var stream = LibraryFolder.OpenPrivate(prepared, FileMode.CreateNew))
            using (var from = File.OpenRead(path)) from.CopyTo(stream);
            var (digest, fault) = Backup.Verify(prepared);
            if (digest is null) throw new CortexException(ErrorCode.BackupInvalid, $"{source} cannot be used: {fault}. Nothing was changed.");
            var items = Prepare(prepared, source, LastSeq(folder));
            var aside = Replace(folder, time, prepared);
            return new BackupReport(source, new FileInfo(path).Length, items, digest.Content, aside);
        }
        finally
        {
            Backup.Delete(prepared);
        }
    }

    // Everything that is bound to the library of today, not to what is in it.
    private static long Prepare(string prepared, string source, long lastSeq)
    {
        using var copy = Database.Connect(prepared);
        Migrator.RefuseNewer(Migrator.Version(copy), source);
        // Before anything of it is touched that could act.
        if (LibrarySchema.Fault(copy) is { } foreign) throw new CortexException(ErrorCode.BackupInvalid, $"{source} cannot be used: its schema is not that of a library ({foreign}). Nothing was changed.");
        Migrator.Migrate(copy);
        copy.Execute("BEGIN IMMEDIATE");
        copy.Execute("DROP TABLE backup_manifest");
        foreach (var key in (string[])["epoch", "access_epoch"])
            copy.Execute("INSERT INTO library (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2", key, Guid.NewGuid().ToString("N"));
        // A session that was revoked since must not come back.
        copy.Execute("DELETE FROM sessions");
        // Nobody works on these any more.
        copy.Execute("UPDATE jobs SET status = 'waiting', attempts = max(attempts - 1, 0), lease_owner = NULL, lease_until = NULL WHERE status = 'running'");
        ChangeLog.StartAfter(copy, lastSeq);
        copy.Execute("COMMIT");
        return Backup.CountItems(copy);
    }

    // Returns where the library of before is; null when there was none.
    private static string? Replace(LibraryFolder folder, TimeProvider time, string prepared)
    {
        using (var shared = FileLock.TryShared(folder.SchemaLock))
        {
            if (shared is null) throw InUse(folder);
            if (IsSound(folder.Database)) return ReplaceContent(folder, time, prepared);
        }

        using var alone = FileLock.TryExclusive(folder.SchemaLock) ?? throw InUse(folder);
        return ReplaceFile(folder, time, prepared);
    }

    private static bool IsSound(string database)
    {
        if (!File.Exists(database)) return false;
        try
        {
            using var live = Database.Connect(database);
            return Migrator.Version(live) == Migrator.Latest && live.Text("PRAGMA journal_mode") == "wal" && live.Text("PRAGMA quick_check(1)") == "ok";
        }
        catch (SqliteException error) when (IsDamage(error))
        {
            return false;
        }
    }

    // The write lock is held from before the copy aside until the end: nothing acknowledged falls between the two.
    private static string ReplaceContent(LibraryFolder folder, TimeProvider time, string prepared)
    {
        using var live = Database.Connect(folder.Database);
        using var source = Database.Connect(prepared);
        using var copying = raw.sqlite3_backup_init(live.Connection.Handle, "main", source.Connection.Handle, "main");
        SqliteException.ThrowExceptionForRC(raw.sqlite3_backup_step(copying, 0), live.Connection.Handle);
        var aside = Backup.NewFile(folder, time, "before-restore");
        using (var reader = Database.Connect(folder.Database)) Backup.Write(reader, aside, time.GetUtcNow().ToUnixTimeMilliseconds());
        var result = raw.sqlite3_backup_step(copying, -1);
        if (result != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(result, live.Connection.Handle);
        return aside;
    }

    // Nobody else has it open. The new file takes the name of the old in one step.
    private static string? ReplaceFile(LibraryFolder folder, TimeProvider time, string prepared)
    {
        var aside = new FileInfo(folder.Database) is { Exists: true, Length: > 0 } ? SetAside(folder, time) : null;
        using (var copy = Database.Connect(prepared)) copy.Execute("PRAGMA journal_mode = WAL");
        foreach (var suffix in (string[])["-wal", "-shm"]) File.Delete(folder.Database + suffix);
        File.Move(prepared, folder.Database, overwrite: true);
        return aside;
    }

    private static string SetAside(LibraryFolder folder, TimeProvider time)
    {
        try
        {
            var aside = Backup.NewFile(folder, time, "before-restore");
            using var live = Database.Connect(folder.Database);
            Backup.Write(live, aside, time.GetUtcNow().ToUnixTimeMilliseconds());
            return aside;
        }
        catch (Exception error) when (error is CortexException { Code: ErrorCode.DatabaseDamaged or ErrorCode.Internal } || (error is SqliteException sqlite && IsDamage(sqlite)))
        {
            // Too damaged to be read: the bytes are kept as they are, with the log that belongs to them.
            var aside = Backup.NewFile(folder, time, "damaged");
            foreach (var suffix in (string[])["", "-wal"])
            {
                if (!File.Exists(folder.Database + suffix)) continue;
                using var from = File.OpenRead(folder.Database + suffix);
                using var to = LibraryFolder.OpenPrivate(aside + suffix, FileMode.CreateNew);
                from.CopyTo(to);
                to.Flush(flushToDisk: true);
            }

            return aside;
        }
    }

    private static long LastSeq(LibraryFolder folder)
    {
        if (!File.Exists(folder.Database)) return 0;
        try
        {
            using var live = Database.Connect(folder.Database);
            return ChangeLog.LastSeq(live);
        }
        catch (SqliteException)
        {
            return 0;
        }
    }

    private static bool IsDamage(SqliteException error) => error.SqliteErrorCode is SqliteErrors.Corrupt or SqliteErrors.NotADatabase;

    private static CortexException InUse(LibraryFolder folder) => new(ErrorCode.SchemaInUse,
        RunningProcesses.Others(folder) is { Count: > 0 } others
            ? $"The library has to be replaced as a file, but it is open in {string.Join(", ", others)}. Stop it and try again. Nothing was changed."
            : "The library is being opened or upgraded by another process. Try again in a moment. Nothing was changed.");
}
