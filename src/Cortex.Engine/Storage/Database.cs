using System.Collections.Concurrent;
using System.Diagnostics;
using Cortex.Contract.Errors;
using Cortex.Engine.Storage.Platform;
using Microsoft.Data.Sqlite;

namespace Cortex.Engine.Storage;

/// <summary>The library's one SQLite file: opened, brought to this version's schema, with many readers and one writer.</summary>
public sealed class Database : IDisposable
{
    // Without it, Microsoft.Data.Sqlite sleeps 150 ms at each BUSY.
    internal const string BusyTimeout = "PRAGMA busy_timeout = 10000";
    private const int MaxIdleReaders = 8, SmallestPage = 512;

    // How long others may take to open the library at the same moment; one that stays is named.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentBag<Db> _idle = [];
    private readonly FileLock _schema;
    private readonly RunningProcesses _process;
    private readonly Lazy<Writer> _writer;
    private readonly Db _watch;
    private readonly Lock _watchGate = new();
    private volatile bool _closed;

    private Database(LibraryFolder folder, TimeProvider time, FileLock schema, RunningProcesses process)
    {
        Folder = folder;
        Time = time;
        _schema = schema;
        _process = process;
        // Opened at the first write: a search needs no second connection.
        _writer = new Lazy<Writer>(() => new Writer(Connect(folder.Database), folder.Database));
        _watch = Connect(folder.Database);
    }

    public LibraryFolder Folder { get; }
    public TimeProvider Time { get; }
    public Writer Writer
    {
        get
        {
            // Not made anew after the end: the connection would outlive the library's locks.
            ObjectDisposedException.ThrowIf(_closed && !_writer.IsValueCreated, this);
            return _writer.Value;
        }
    }

    /// <summary>Unix milliseconds.</summary>
    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Opens the library and migrates it when it is older.</summary>
    /// <param name="verb">What this process does, for others who must wait for it.</param>
    /// <exception cref="CortexException">newer schema, schema in use, damaged file, disk full</exception>
    public static Database Open(LibraryFolder folder, TimeProvider time, string verb)
    {
        NativeSqlite.Use();
        var process = RunningProcesses.Enter(folder, verb);
        try
        {
            var schema = OpenSchema(folder, time);
            try
            {
                return new Database(folder, time, schema, process);
            }
            catch
            {
                schema.Dispose();
                throw;
            }
        }
        catch (Exception error)
        {
            process.Dispose();
            if (error is SqliteException sqlite) throw SqliteErrors.Explain(sqlite, folder.Database);
            if (error is IOException or UnauthorizedAccessException) throw LibraryFolder.Unusable(folder.Root, error);
            throw;
        }
    }

    /// <summary>Reads on the calling thread with a connection of its own.</summary>
    public T Read<T>(Func<Db, T> read)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (!_idle.TryTake(out var db)) db = ConnectReader();
        try
        {
            var result = read(db);
            if (_closed || _idle.Count >= MaxIdleReaders) db.Dispose();
            else Keep(db);
            return result;
        }
        catch (SqliteException error)
        {
            db.Dispose();
            throw SqliteErrors.Explain(error, Folder.Database);
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }

    /// <summary>Like <see cref="Read{T}"/>, every statement seeing the same state of the library.</summary>
    public T ReadSnapshot<T>(Func<Db, T> read) => Read(db =>
    {
        db.Execute("BEGIN");
        var result = read(db);
        db.Execute("COMMIT");
        return result;
    });

    /// <summary>A number that changes whenever any other process or thread has committed something; null when the database cannot be read.</summary>
    public long? DataVersion()
    {
        lock (_watchGate)
        {
            try
            {
                return _closed ? 0 : _watch.Long("PRAGMA data_version");
            }
            catch (SqliteException)
            {
                return null;
            }
        }
    }

    /// <summary>Reads the file anew, past everything that this process has cached of it.</summary>
    /// <exception cref="CortexException">it cannot be read, or another file has taken its place</exception>
    public void Probe()
    {
        // SQLite takes a missing or empty file for a new database, and throws away the log that belongs to it.
        if (new FileInfo(Folder.Database) is not { Exists: true, Length: >= SmallestPage })
            throw new CortexException(ErrorCode.DatabaseDamaged, $"{Folder.Database} is gone or empty. `cortex restore FILE` brings a backup back.");
        try
        {
            using var fresh = Connect(Folder.Database);
            if (Epoch(fresh) == Read(Epoch)) return;
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Explain(error, Folder.Database);
        }

        throw new CortexException(ErrorCode.DatabaseDamaged, $"Another file has taken the place of {Folder.Database} while it was open.");

        static string? Epoch(Db db) => db.Text("SELECT value FROM library WHERE key = 'epoch'");
    }

    public void Dispose()
    {
        if (_closed) return;
        if (_writer.IsValueCreated) _writer.Value.Dispose();
        _closed = true;
        while (_idle.TryTake(out var db)) db.Dispose();
        lock (_watchGate) _watch.Dispose();
        _schema.Dispose();
        _process.Dispose();
    }

    /// <summary>A connection with this library's pragmas.</summary>
    internal static Db Connect(string path, SqliteOpenMode mode = SqliteOpenMode.ReadWrite)
    {
        NativeSqlite.Use();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            var db = new Db(connection);
            db.Execute(BusyTimeout);
            db.Execute("PRAGMA foreign_keys = ON");
            db.Execute("PRAGMA temp_store = MEMORY");
            return db;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Keep(Db db)
    {
        _idle.Add(db);
        // The library may have been closed since: then nobody else would.
        if (_closed && _idle.TryTake(out var last)) last.Dispose();
    }

    private Db ConnectReader()
    {
        var db = Connect(Folder.Database);
        db.Execute("PRAGMA query_only = ON");
        return db;
    }

    // Shared by all who have the library open; held by one alone while it is upgraded.
    private static FileLock OpenSchema(LibraryFolder folder, TimeProvider time)
    {
        var waited = Stopwatch.StartNew();
        var pause = new SpinWait();
        while (true)
        {
            if (FileLock.TryShared(folder.SchemaLock) is { } shared)
            {
                if (IsCurrent(folder, shared)) return shared;
                using var alone = FileLock.TryExclusive(folder.SchemaLock);
                if (alone is not null)
                {
                    Upgrade(folder, time);
                    waited.Restart();
                }
            }

            if (waited.Elapsed > Patience) throw InUse(folder);
            pause.SpinOnce();
        }
    }

    // Gives the lock back unless the library can be used as it is.
    private static bool IsCurrent(LibraryFolder folder, FileLock shared)
    {
        var current = false;
        try
        {
            // SQLite would create it with the umask's mode; its -wal and -shm take the mode of this file.
            if (!File.Exists(folder.Database)) LibraryFolder.OpenPrivate(folder.Database, FileMode.OpenOrCreate).Dispose();
            using var db = Connect(folder.Database);
            var version = Migrator.Version(db);
            Migrator.RefuseNewer(version, folder.Database);
            current = version == Migrator.Latest && db.Text("PRAGMA journal_mode") == "wal";
        }
        finally
        {
            if (!current) shared.Dispose();
        }

        return current;
    }

    private static void Upgrade(LibraryFolder folder, TimeProvider time)
    {
        using var db = Connect(folder.Database);
        var version = Migrator.Version(db);
        Migrator.RefuseNewer(version, folder.Database);
        if (version is not 0 && version < Migrator.Latest) Backup.CreateBeforeUpgrade(db, folder, time);
        if (db.Text("PRAGMA journal_mode = WAL") is var mode && mode != "wal")
            throw new CortexException(ErrorCode.DatabaseUnavailable, $"{folder.Database} is on a file system that cannot keep SQLite's write-ahead log (journal mode {mode}). Put the data folder on a local disk; {LibraryFolder.HomeVariable} names it.");
        Migrator.Migrate(db);
    }

    private static CortexException InUse(LibraryFolder folder)
    {
        var others = RunningProcesses.Others(folder);
        return new CortexException(ErrorCode.SchemaInUse, others.Count == 0
            ? "The library is being upgraded by another process. Try again in a moment."
            : $"The library has to be upgraded for this version, but it is open in {string.Join(", ", others)}. Stop it and try again.");
    }
}
