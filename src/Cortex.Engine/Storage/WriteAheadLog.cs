namespace Cortex.Engine.Storage;

/// <summary>
/// Keeps the write-ahead log from growing without end. SQLite starts it over only at a moment when nobody reads; where searches
/// overlap all day that moment never comes, so past a limit the writer makes one.
/// </summary>
internal sealed class WriteAheadLog
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);
    private readonly Db _db;
    private readonly string _file;
    private readonly long _limit;
    private long _due;

    public WriteAheadLog(Db db, string database, long limit)
    {
        _db = db;
        _file = database + "-wal";
        _limit = limit;
        _due = limit;
    }

    /// <summary>Waits for those who read now, for a moment only: a long reader is tried again when the log has grown by as much again.</summary>
    public void KeepShort()
    {
        if (Size() < _due) return;
        // SQLite's own wait is no help: the bundled library was built to sleep for whole seconds.
        _db.Execute("PRAGMA busy_timeout = 0");
        try
        {
            var done = SpinWait.SpinUntil(() => _db.Long("PRAGMA wal_checkpoint(TRUNCATE)") == 0, Patience);
            _due = done ? _limit : Size() + _limit;
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // What was committed is safe in the log; the disk may be better next time.
            _due = Size() + _limit;
        }
        finally
        {
            _db.Execute(Database.BusyTimeout);
        }
    }

    private long Size()
    {
        var file = new FileInfo(_file);
        return file.Exists ? file.Length : 0;
    }
}
