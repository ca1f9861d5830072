namespace Cortex.Engine.Storage;

/// <summary>
/// Keeps the write-ahead log from growing without end. SQLite starts it over only at a moment when nobody reads; where searches
/// overlap all day that moment never comes, so past a limit the writer makes one.
/// </summary>
internal sealed class WriteAheadLog
{
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
        _db.Execute("PRAGMA busy_timeout = 250");
        try
        {
            var busy = _db.Long("PRAGMA wal_checkpoint(TRUNCATE)");
            _due = busy == 0 ? _limit : Size() + _limit;
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
