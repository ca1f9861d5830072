using Cortex.Contract.Status;
using Cortex.Engine.Storage;

namespace Cortex.Engine;

/// <summary>What the library is and how it does.</summary>
public static class LibraryStatus
{
    public static DatabaseStatus Of(Database database) => database.ReadSnapshot(db =>
    {
        var version = Migrator.Version(db);
        return new DatabaseStatus
        {
            DataFolder = database.Folder.Root,
            SchemaVersion = version,
            SqliteVersion = db.Text("SELECT sqlite_version()") ?? "",
            JournalMode = db.Text("PRAGMA journal_mode") ?? "",
            SizeBytes = Size(database.Folder.Database),
            WalBytes = Size(database.Folder.Database + "-wal"),
            Items = db.Long("SELECT count(*) FROM items WHERE deleted_at IS NULL") ?? 0,
            Trashed = db.Long("SELECT count(*) FROM items WHERE deleted_at IS NOT NULL") ?? 0,
            Chunks = db.Long("SELECT count(*) FROM chunks") ?? 0,
            LibraryEpoch = db.Text("SELECT value FROM library WHERE key = 'epoch'") ?? "",
            AppliedMigrations = Migrator.Names(version),
        };
    });

    private static long Size(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;
}
