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
    private static readonly TimeSpan DerivedBudget = TimeSpan.FromMilliseconds(25);

    private readonly Lock _gate = new();
    private readonly Queue<Write> _captures = new();
    private readonly Queue<Write> _derived = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly Db _db;
    private readonly string _path;
    private readonly Thread _thread;
    private bool _closed;

    internal Writer(Db db, string path)
    {
        _db = db;
        _path = path;
        _thread = new Thread(Run) { IsBackground = true, Name = "cortex writer" };
        _thread.Start();
    }

    /// <summary>Raised on the writer's thread after each commit.</summary>
    public event Action? Committed;

    public Task RunAsync(Durability durability, Action<Db> work) =>
        RunAsync(durability, db => { work(db); return true; });

    /// <summary>Runs the work in a transaction; the task ends when it is committed, or with what it threw and nothing written.</summary>
    public Task<T> RunAsync<T>(Durability durability, Func<Db, T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        T result = default!;
        var write = new Write(db => result = work(db), () => done.SetResult(result), error => done.SetException(error));
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            (durability == Durability.Captured ? _captures : _derived).Enqueue(write);
        }

        _waiting.Release();
        return done.Task;
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
        }

        _waiting.Release();
        _thread.Join();
        _db.Dispose();
        _waiting.Dispose();
    }

    private void Run()
    {
        var derivedIsDue = false;
        while (true)
        {
            _waiting.Wait();

            // In turn, so that a stream of captures cannot hold up indexing for ever.
            if (derivedIsDue && HasDerived()) Commit("NORMAL", []);
            else if (TakeCaptures() is { Count: > 0 } captures)
            {
                Commit("FULL", captures);
                derivedIsDue = true;
                continue;
            }
            else if (HasDerived()) Commit("NORMAL", []);
            else if (IsFinished()) return;
            derivedIsDue = false;
        }
    }

    private bool HasDerived()
    {
        lock (_gate) return _derived.Count > 0;
    }

    private bool IsFinished()
    {
        lock (_gate) return _closed && _captures.Count == 0 && _derived.Count == 0;
    }

    private List<Write> TakeCaptures()
    {
        var taken = new List<Write>();
        lock (_gate)
        {
            while (taken.Count < MaxCapturesAtOnce && _captures.TryDequeue(out var write)) taken.Add(write);
        }

        return taken;
    }

    // Derived work is taken one by one while the budget lasts and no capture waits.
    private Write? TakeDerived(Stopwatch clock, bool first)
    {
        lock (_gate)
        {
            if (!first && (clock.Elapsed >= DerivedBudget || _captures.Count > 0)) return null;
            return _derived.TryDequeue(out var write) ? write : null;
        }
    }

    private void Commit(string synchronous, List<Write> writes)
    {
        var succeeded = new List<Write>();
        var taken = new List<Write>(writes);
        try
        {
            _db.Execute($"PRAGMA synchronous = {synchronous}");
            _db.Execute("BEGIN IMMEDIATE");
            if (writes.Count > 0)
            {
                foreach (var write in writes) Attempt(write, succeeded);
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
            var told = error is SqliteException sqlite ? SqliteErrors.Explain(sqlite, _path) : error;
            foreach (var write in taken) write.TryFail(told);
            return;
        }

        foreach (var write in succeeded) write.Succeed();
        Committed?.Invoke();
    }

    private void Attempt(Write write, List<Write> succeeded)
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
            write.TryFail(error is SqliteException sqlite ? SqliteErrors.Explain(sqlite, _path) : error);
        }
    }

    // A full disk or a damaged page ends the whole transaction, whichever write met it.
    private static bool IsOfThisWriteAlone(Exception error) => error is not SqliteException { SqliteErrorCode: 13 or 11 or 26 or 10 };

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

    private sealed class Write(Action<Db> work, Action succeed, Action<Exception> fail)
    {
        private bool _told;

        public Action<Db> Work { get; } = work;

        public void Succeed()
        {
            _told = true;
            succeed();
        }

        public void TryFail(Exception error)
        {
            if (_told) return;
            _told = true;
            fail(error);
        }
    }
}
