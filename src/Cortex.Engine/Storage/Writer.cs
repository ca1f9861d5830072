using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Cortex.Engine.Storage;

/// <summary>How much a write waits for.</summary>
public enum Durability
{
    /// <summary>On the disk when acknowledged: it survives kill -9 and power loss. For what a person captured.</summary>
    Captured,

    /// <summary>Survives kill -9; after a power loss it may have to be derived anew. Waits behind captures.</summary>
    Derived,
}

/// <summary>
/// The one writer of a process: a thread that takes what is waiting and commits it together, so that many captures share one
/// flush of the disk. Each write is a savepoint of its own: one that fails takes none with it. Captures go before derived
/// work, and a transaction of derived work is ended after 25 ms so that a capture never waits long.
/// </summary>
public sealed class Writer : IDisposable
{
    private const int MaxCapturesAtOnce = 512;
    private const long LogLimit = 64 * 1024 * 1024;
    private static readonly TimeSpan DerivedBudget = TimeSpan.FromMilliseconds(25);

    // While captures stream in, derived work gets this much of every so much.
    private static readonly TimeSpan DerivedShare = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan DerivedTurn = TimeSpan.FromMilliseconds(20);

    // A monitor, not a Lock: the thread waits on it.
    private readonly object _gate = new();
    private readonly Queue<IPendingWrite> _captures = new();
    private readonly Queue<IPendingWrite> _derived = new();
    private readonly Db _db;
    private readonly string _path;
    private readonly WriteAheadLog _log;
    private readonly Thread _thread;
    private bool _closed;

    /// <param name="logLimit">Above this size (bytes) the write-ahead log is folded into the database, readers or not.</param>
    internal Writer(Db db, string path, long logLimit = LogLimit)
    {
        _db = db;
        _path = path;
        _log = new WriteAheadLog(db, path, logLimit);
        _thread = new Thread(Run) { IsBackground = true, Name = "cortex writer" };
        _thread.Start();
    }

    /// <summary>Raised on the writer's thread after each commit; must not throw.</summary>
    public event Action? Committed;

    public Task RunAsync(Durability durability, Action<Db> work) =>
        RunAsync(durability, db => { work(db); return true; });

    /// <summary>
    /// Runs the work in a transaction; the task ends when it is committed, or with what it threw and nothing written.
    /// Where a transaction of several did not fit on the disk, each is run again by itself.
    /// </summary>
    public Task<T> RunAsync<T>(Durability durability, Func<Db, T> work)
    {
        var write = new PendingWrite<T>(work);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            (durability == Durability.Captured ? _captures : _derived).Enqueue(write);
            Monitor.Pulse(_gate);
        }

        return write.Done;
    }

    public T Run<T>(Durability durability, Func<Db, T> work) => RunAsync(durability, work).GetAwaiter().GetResult();

    public void Run(Durability durability, Action<Db> work) => RunAsync(durability, work).GetAwaiter().GetResult();

    /// <summary>Finishes what was handed in, then stops.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        _db.Dispose();
    }

    private void Run()
    {
        var sinceDerived = Stopwatch.StartNew();
        while (WaitForWork())
        {
            // In turn, so that a stream of captures cannot hold up indexing for ever.
            var captures = sinceDerived.Elapsed >= DerivedTurn && HasDerived() ? [] : TakeCaptures();
            if (captures.Count > 0)
            {
                Commit("FULL", captures);
                continue;
            }

            Commit("NORMAL", []);
            sinceDerived.Restart();
        }
    }

    // False when closed and everything handed in is done.
    private bool WaitForWork()
    {
        lock (_gate)
        {
            while (_captures.Count == 0 && _derived.Count == 0)
            {
                if (_closed) return false;
                Monitor.Wait(_gate);
            }

            return true;
        }
    }

    private bool HasDerived()
    {
        lock (_gate) return _derived.Count > 0;
    }

    private List<IPendingWrite> TakeCaptures()
    {
        var taken = new List<IPendingWrite>();
        lock (_gate)
        {
            while (taken.Count < MaxCapturesAtOnce && _captures.TryDequeue(out var write)) taken.Add(write);
        }

        return taken;
    }

    // Derived work is taken one by one while the budget lasts, a smaller one when captures wait.
    private IPendingWrite? TakeDerived(Stopwatch clock, bool first)
    {
        lock (_gate)
        {
            if (!first && clock.Elapsed >= (_captures.Count > 0 ? DerivedShare : DerivedBudget)) return null;
            return _derived.TryDequeue(out var write) ? write : null;
        }
    }

    // What waits must be told when not even a transaction can be begun: nobody would look at it again.
    private void TakeAllDerived(List<IPendingWrite> taken)
    {
        lock (_gate)
        {
            while (_derived.TryDequeue(out var write)) taken.Add(write);
        }
    }

    private void Commit(string synchronous, IReadOnlyList<IPendingWrite> captures)
    {
        var succeeded = new List<IPendingWrite>();
        var taken = new List<IPendingWrite>(captures);
        try
        {
            _db.Execute($"PRAGMA synchronous = {synchronous}");
            _db.Execute("BEGIN IMMEDIATE");
            if (captures.Count > 0)
            {
                foreach (var write in captures) Attempt(write, succeeded);
            }
            else
            {
                var clock = Stopwatch.StartNew();
                while (TakeDerived(clock, taken.Count == 0) is { } write)
                {
                    taken.Add(write);
                    Attempt(write, succeeded);
                }
            }

            _db.Execute("COMMIT");
        }
        catch (Exception error)
        {
            RollBack();
            if (taken.Count == 0) TakeAllDerived(taken);
            taken.RemoveAll(write => write.Done.IsCompleted);

            // One large write must not take the small ones with it that still fit.
            if (error is SqliteException { SqliteErrorCode: SqliteErrors.Full } && taken.Count > 1) taken.ForEach(write => Commit(synchronous, [write]));
            else taken.ForEach(write => write.Fail(Explain(error)));
            return;
        }

        succeeded.ForEach(write => write.Succeed());
        Committed?.Invoke();
        _log.KeepShort();
    }

    private void Attempt(IPendingWrite write, List<IPendingWrite> succeeded)
    {
        _db.Execute("SAVEPOINT one");
        try
        {
            write.Work(_db);
            _db.Execute("RELEASE one");
            succeeded.Add(write);
        }
        catch (Exception error) when (IsOfThisWriteAlone(error))
        {
            _db.Execute("ROLLBACK TO one");
            _db.Execute("RELEASE one");
            write.Fail(Explain(error));
        }
    }

    private Exception Explain(Exception error) => error is SqliteException sqlite ? SqliteErrors.Explain(sqlite, _path) : error;

    // A full or failing disk ends the whole transaction, whichever write met it; a damaged page only the write that needs it.
    private static bool IsOfThisWriteAlone(Exception error) => error is not SqliteException { SqliteErrorCode: SqliteErrors.Full or SqliteErrors.NotADatabase or SqliteErrors.IoError };

    private void RollBack()
    {
        try
        {
            _db.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself, or had not begun.
        }
    }
}
