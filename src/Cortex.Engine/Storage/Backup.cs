using System.Globalization;
using Cortex.Contract.Errors;
using Cortex.Contract.Status;
using Cortex.Engine.Storage.Platform;
using Microsoft.Data.Sqlite;

namespace Cortex.Engine.Storage;

/// <summary>
/// Backup and restore while the library is in use. A backup is one SQLite file that carries the digest of its own content;
/// a restore proves that digest first, and keeps what it replaces.
/// </summary>
public static class Backup
{
    public static BackupReport Create(Database database, string file)
    {
        var target = Path.GetFullPath(file);
        if (Directory.Exists(target)) throw new CortexException(ErrorCode.InvalidArgument, $"{target} is a folder. Name a file.");
        if (string.Equals(target, database.Folder.Database, StringComparison.Ordinal)) throw new CortexException(ErrorCode.InvalidArgument, "That is the library itself. Name another file.");
        var temporary = $"{target}.{Guid.NewGuid():N}.partial";
        try
        {
            using (var source = Database.Connect(database.Folder.Database)) Copy(source, temporary);
            string digest;
            long items;
            using (var copy = Database.Connect(temporary))
            {
                copy.Execute("PRAGMA journal_mode = DELETE");
                copy.Execute("DROP TABLE IF EXISTS backup_manifest");
                items = CountItems(copy);
                digest = ContentDigest.Compute(copy);
                copy.Execute("CREATE TABLE backup_manifest (sha256 TEXT NOT NULL, created_at INTEGER NOT NULL)");
                copy.Execute("INSERT INTO backup_manifest VALUES (?1, ?2)", digest, database.Now);
            }

            Verify(temporary);
            File.Move(temporary, target, overwrite: true);
            return new BackupReport(target, new FileInfo(target).Length, items, digest, SetAside: null);
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Explain(error, target);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new CortexException(ErrorCode.FileNotReadable, $"{target} cannot be written: {error.Message}", error);
        }
        finally
        {
            Delete(temporary);
        }
    }

    /// <summary>Replaces the library's content by the backup's. Other processes go on; they see another epoch and start anew.</summary>
    public static BackupReport Restore(LibraryFolder folder, TimeProvider time, string file)
    {
        NativeSqlite.Use();
        var source = Path.GetFullPath(file);
        if (!File.Exists(source)) throw new CortexException(ErrorCode.FileNotReadable, $"{source} does not exist.");
        var prepared = Path.Combine(folder.Root, $"restore-{Guid.NewGuid():N}.db");
        try
        {
            using (var stream = LibraryFolder.OpenPrivate(prepared, FileMode.CreateNew))
            using (var from = File.OpenRead(source)) from.CopyTo(stream);
            var digest = Verify(prepared);
            long items;
            using (var copy = Database.Connect(prepared))
            {
                Migrator.RefuseNewer(Migrator.Version(copy), source);
                Migrator.Migrate(copy);
                copy.Execute("DROP TABLE backup_manifest");
                // Sequence numbers and epoch tell every reader that nothing it remembers holds.
                copy.Execute("UPDATE library SET value = ?1 WHERE key = 'epoch'", Guid.NewGuid().ToString("N"));
                items = CountItems(copy);
            }

            var aside = Path.Combine(folder.Backups, string.Create(CultureInfo.InvariantCulture, $"before-restore-{time.GetUtcNow():yyyyMMdd-HHmmssfff}.db"));
            Replace(folder, prepared, aside);
            return new BackupReport(source, new FileInfo(source).Length, items, digest, File.Exists(aside) ? aside : null);
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Explain(error, folder.Database);
        }
        finally
        {
            Delete(prepared);
        }
    }

    /// <summary>A whole, consistent copy through SQLite's backup interface; the file is 0600.</summary>
    internal static void Copy(Db source, string file)
    {
        if (!File.Exists(file)) LibraryFolder.OpenPrivate(file, FileMode.CreateNew).Dispose();
        using var target = Database.Connect(file, SqliteOpenMode.ReadWriteCreate);
        source.Connection.BackupDatabase(target.Connection);
    }

    private static void Replace(LibraryFolder folder, string prepared, string aside)
    {
        if (!File.Exists(folder.Database))
        {
            LibraryFolder.OpenPrivate(folder.Database, FileMode.OpenOrCreate).Dispose();
        }
        else if (!TryCopyAside(folder.Database, aside))
        {
            // Too damaged to be read: the file itself is kept, with the log that belongs to it.
            foreach (var suffix in (string[])["", "-wal", "-shm"])
            {
                if (File.Exists(folder.Database + suffix)) File.Move(folder.Database + suffix, aside + suffix);
            }

            LibraryFolder.OpenPrivate(folder.Database, FileMode.OpenOrCreate).Dispose();
        }

        using var live = Database.Connect(folder.Database);
        using (var source = Database.Connect(prepared)) source.Connection.BackupDatabase(live.Connection);
        live.Execute("PRAGMA journal_mode = WAL");
    }

    private static bool TryCopyAside(string database, string aside)
    {
        try
        {
            using var live = Database.Connect(database);
            if (live.Text("PRAGMA quick_check(1)") != "ok") return false;
            Copy(live, aside);
            return true;
        }
        catch (SqliteException)
        {
            Delete(aside);
            return false;
        }
    }

    private static string Verify(string file)
    {
        try
        {
            using var db = Database.Connect(file);
            var recorded = db.Long("SELECT count(*) FROM sqlite_master WHERE name = 'backup_manifest'") == 1
                ? db.Text("SELECT sha256 FROM backup_manifest")
                : throw Invalid("it is not a backup made by `cortex backup`");
            if (db.Text("PRAGMA integrity_check(1)") is var check && check != "ok") throw Invalid(check ?? "its pages are damaged");
            return string.Equals(ContentDigest.Compute(db), recorded, StringComparison.Ordinal) ? recorded! : throw Invalid("its content does not match its digest");
        }
        catch (SqliteException error)
        {
            throw Invalid(error.Message);
        }

        static CortexException Invalid(string why) => new(ErrorCode.BackupInvalid, $"This backup cannot be used: {why}. Nothing was changed.");
    }

    private static long CountItems(Db db) => db.Long("SELECT count(*) FROM items WHERE deleted_at IS NULL") ?? 0;

    private static void Delete(string file)
    {
        foreach (var suffix in (string[])["", "-wal", "-shm", "-journal"]) File.Delete(file + suffix);
    }
}
