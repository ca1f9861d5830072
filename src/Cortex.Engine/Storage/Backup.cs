using System.Globalization;
using Cortex.Contract.Errors;
using Cortex.Contract.Status;
using Microsoft.Data.Sqlite;

namespace Cortex.Engine.Storage;

/// <summary>
/// A backup is one SQLite file that carries the digest of its own content. It is made while the library is in use;
/// `Recovery` brings it back.
/// </summary>
public static class Backup
{
    public static BackupReport Create(Database database, string file)
    {
        var target = Path.GetFullPath(file);
        if (Directory.Exists(target)) throw new CortexException(ErrorCode.InvalidArgument, $"{target} is a folder. Name a file.");
        if (string.Equals(Path.GetDirectoryName(target), database.Folder.Root, StringComparison.Ordinal) && File.Exists(target))
            throw new CortexException(ErrorCode.InvalidArgument, $"{target} is a file of the library itself. Name another.");
        using var source = Database.Connect(database.Folder.Database);
        var (digest, items) = Write(source, target, database.Now);
        return new BackupReport(target, new FileInfo(target).Length, items, digest.Content, SetAside: null);
    }

    internal static void CreateBeforeUpgrade(Db source, LibraryFolder folder, TimeProvider time) =>
        Write(source, NewFile(folder, time, $"before-schema-{Migrator.Latest}"), time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>The path of a backup that the program makes by itself.</summary>
    internal static string NewFile(LibraryFolder folder, TimeProvider time, string name) =>
        Path.Combine(folder.Backups, string.Create(CultureInfo.InvariantCulture, $"{name}-{time.GetUtcNow():yyyyMMdd-HHmmssfff}.db"));

    /// <summary>A whole, consistent, proved backup under its name, or none.</summary>
    internal static (ContentDigest Digest, long Items) Write(Db source, string target, long now)
    {
        var temporary = $"{target}.{Guid.NewGuid():N}.partial";
        try
        {
            Copy(source, temporary);
            var sealedAs = Seal(temporary, now);
            if (Verify(temporary).Fault is { } fault)
                throw new CortexException(ErrorCode.DatabaseDamaged, $"The library is damaged ({fault}), so no backup of it was written to {target}. `cortex restore FILE` brings an earlier backup back and keeps what is there aside.");
            File.Move(temporary, target, overwrite: true);
            return sealedAs;
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

    /// <summary>The digest of a backup, or what is wrong with it.</summary>
    internal static (ContentDigest? Digest, string? Fault) Verify(string file)
    {
        try
        {
            using var db = Database.Connect(file);
            if (db.Long("SELECT count(*) FROM sqlite_master WHERE name = 'backup_manifest'") != 1) return (null, "it is not a backup made by `cortex backup`");
            if (db.Text("PRAGMA integrity_check(1)") is var check && check != "ok") return (null, check ?? "its pages are damaged");
            var recorded = db.First("SELECT content, whole FROM backup_manifest", row => new ContentDigest(row.Text(0), row.Text(1)));
            var found = ContentDigest.Compute(db);
            return found == recorded ? (found, null) : (null, "its content does not match its digest");
        }
        catch (SqliteException error) when (error.SqliteErrorCode is not SqliteErrors.Full)
        {
            return (null, error.Message);
        }
    }

    internal static long CountItems(Db db) => db.Long("SELECT count(*) FROM items WHERE deleted_at IS NULL") ?? 0;

    internal static void Delete(string file)
    {
        foreach (var suffix in (string[])["", "-wal", "-shm", "-journal"])
        {
            if (File.Exists(file + suffix)) File.Delete(file + suffix);
        }
    }

    // Through SQLite's backup interface; the file is 0600 from its first moment.
    private static void Copy(Db source, string file)
    {
        LibraryFolder.OpenPrivate(file, FileMode.CreateNew).Dispose();
        using var target = Database.Connect(file);
        source.Connection.BackupDatabase(target.Connection);
    }

    private static (ContentDigest Digest, long Items) Seal(string file, long now)
    {
        using var copy = Database.Connect(file);
        // One file: no log beside it.
        copy.Execute("PRAGMA journal_mode = DELETE");
        copy.Execute("DROP TABLE IF EXISTS backup_manifest");
        var digest = ContentDigest.Compute(copy);
        copy.Execute("CREATE TABLE backup_manifest (content TEXT NOT NULL, whole TEXT NOT NULL, created_at INTEGER NOT NULL)");
        copy.Execute("INSERT INTO backup_manifest VALUES (?1, ?2, ?3)", digest.Content, digest.Whole, now);
        return (digest, CountItems(copy));
    }
}
