using System.Collections.Concurrent;
using System.Globalization;
using Cortex.Contract.Errors;
using Cortex.Engine.Storage.Platform;
using Microsoft.Data.Sqlite;

namespace Cortex.Engine.Storage;

/// <summary>The library's one SQLite file: opened, brought to this version's schema, with many readers and one writer.</summary>
public sealed class Database : IDisposable
{
    private const int MaxIdleReaders = 8, SmallestPage = 512;
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
    public Writer Writer => _writer.Value;

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
            else _idle.Add(db);
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

    /// <summary>A number that changes whenever any process has committed something.</summary>
    public long DataVersion()
    {
        lock (_watchGate) return _closed ? 0 : _watch.Long("PRAGMA data_version") ?? 0;
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
            // Without it, Microsoft.Data.Sqlite sleeps 150 ms at each BUSY.
            db.Execute("PRAGMA busy_timeout = 10000");
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

    private Db ConnectReader()
    {
        var db = Connect(Folder.Database);
        db.Execute("PRAGMA query_only = ON");
        return db;
    }

    private static FileLock OpenSchema(LibraryFolder folder, TimeProvider time)
    {
        if (!File.Exists(folder.Database))
        {
            // SQLite would create it with the umask's mode; its -wal and -shm take the mode of this file.
            LibraryFolder.OpenPrivate(folder.Database, FileMode.OpenOrCreate).Dispose();
        }

        var shared = FileLock.TryShared(folder.SchemaLock) ?? throw InUse(folder);
        using (var db = Connect(folder.Database))
        {
            var version = Migrator.Version(db);
            Migrator.RefuseNewer(version, folder.Database);
            if (version == Migrator.Latest) return shared;
        }

        shared.Dispose();
        using (FileLock.TryExclusive(folder.SchemaLock) ?? throw InUse(folder))
        {
            Upgrade(folder, time);
        }

        return FileLock.TryShared(folder.SchemaLock) ?? throw InUse(folder);
    }

    private static void Upgrade(LibraryFolder folder, TimeProvider time)
    {
        using var db = Connect(folder.Database);
        var version = Migrator.Version(db);
        Migrator.RefuseNewer(version, folder.Database);
        if (version == 0)
        {
            db.Execute("PRAGMA page_size = 4096");
            db.Execute("PRAGMA journal_mode = WAL");
        }
        else if (version < Migrator.Latest)
        {
            Backup.Copy(db, Path.Combine(folder.Backups, string.Create(CultureInfo.InvariantCulture, $"before-schema-{Migrator.Latest}-{time.GetUtcNow():yyyyMMdd-HHmmssfff}.db")));
        }

        Migrator.Migrate(db);
        db.Execute("INSERT OR IGNORE INTO library (key, value) VALUES ('epoch', ?1)", Guid.NewGuid().ToString("N"));
    }

    private static CortexException InUse(LibraryFolder folder)
    {
        var others = RunningProcesses.Others(folder);
        return new CortexException(ErrorCode.SchemaInUse, others.Count == 0
            ? "The library is being upgraded by another process. Try again in a moment."
            : $"The library has to be upgraded for this version, but it is open in {string.Join(", ", others)}. Stop it and try again.");
    }
}
