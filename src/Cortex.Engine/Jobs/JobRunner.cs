using System.Threading.Channels;
using Cortex.Engine.Events;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Jobs;

/// <summary>
/// Works the queue. One process at a time does: the one that holds the exclusive lock on <c>runner.lock</c>; the operating
/// system gives it free when that process dies, and then what it had leased is taken over. Whatever fails, it begins again.
/// </summary>
public sealed class JobRunner : IAsyncDisposable
{
    private const int BatchSize = 64;
    private static readonly TimeSpan TryLockAgain = TimeSpan.FromSeconds(1);

    // Also looked for now and then without a sign: another process may have left work without a commit of its own to tell of it.
    private static readonly TimeSpan LookAnyway = TimeSpan.FromMinutes(1);

    // How long a look at the lock by another (is anybody working?) may keep it from being taken.
    private static readonly TimeSpan LockPatience = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan UpkeepInterval = TimeSpan.FromDays(1);
    private static readonly TimeSpan[] RecoverAfter = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30)];

    private readonly Database _database;
    private readonly ChangeFeed _feed;
    private readonly IReadOnlyList<IStageHandler> _handlers;
    private readonly int _parallelism;
    private readonly Func<CancellationToken, Task>? _upkeep;
    private readonly IBackgroundWork? _background;
    private readonly JobWorker _worker;
    private readonly string _owner = Guid.NewGuid().ToString("N");
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Task? _running;
    private volatile Exception? _trouble;
    private volatile bool _working;

    /// <param name="parallelism">How many jobs are processed at once.</param>
    /// <param name="upkeep">Done by whoever works the queue in the background, at its start and once a day.</param>
    /// <param name="background">Goes on beside the stages, where it is asked for at the start.</param>
    public JobRunner(Database database, ChangeFeed feed, IReadOnlyList<IStageHandler> handlers, int parallelism, Func<CancellationToken, Task>? upkeep = null, IBackgroundWork? background = null)
    {
        _database = database;
        _feed = feed;
        _handlers = handlers;
        _parallelism = parallelism;
        _upkeep = upkeep;
        _background = background;
        _worker = new JobWorker(database);
    }

    /// <summary>Whether this process holds the lock and works.</summary>
    public bool IsWorking => _working;

    /// <summary>What keeps the queue from being worked by this process, such as a full disk; null while it is worked. It is tried again until it goes.</summary>
    public Exception? Trouble => _trouble;

    /// <summary>The same for what goes on in the background.</summary>
    public Exception? BackgroundTrouble => _background?.Trouble;

    /// <summary>Whether any process works the queue now.</summary>
    public static bool IsActive(LibraryFolder folder)
    {
        if (!File.Exists(folder.RunnerLock)) return false;
        using var free = FileLock.TryShared(folder.RunnerLock);
        return free is null;
    }

    /// <summary>Works until disposed, whenever the lock is to be had.</summary>
    /// <param name="everything">Also what is done in batches in the background; else the stages that go item by item alone.</param>
    public void Start(bool everything = true)
    {
        lock (_gate) _running ??= Task.Run(() => RunAsync(everything ? _background : null, _stop.Token));
    }

    /// <summary>Works until nothing waits of the stages that go item by item, or returns false at once when another process holds the lock.</summary>
    public async Task<bool> TryDrainAsync(CancellationToken cancellation)
    {
        FileLock? held = null;
        if (!SpinWait.SpinUntil(() => (held = TryLock()) is not null, LockPatience)) return false;
        using var locked = held;
        try
        {
            TakeOver();
            while (await WorkOnceAsync(cancellation))
            {
                // Until a round finds nothing that may start now.
            }
        }
        finally
        {
            Park();
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_running is { } running) await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private FileLock? TryLock() => FileLock.TryExclusive(_database.Folder.RunnerLock);

    // Ends only when it is told to: a failure is remembered and the work begun anew.
    private async Task RunAsync(IBackgroundWork? background, CancellationToken cancellation)
    {
        var failures = 0;
        while (!cancellation.IsCancellationRequested)
        {
            var wait = TryLockAgain;
            try
            {
                using var held = TryLock();
                if (held is not null) await WorkWithAsync(background, () => failures = 0, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                _trouble = error;
                wait = RecoverAfter[Math.Min(failures++, RecoverAfter.Length - 1)];
            }

            await Task.Delay(wait, _database.Time, cancellation);
        }
    }

    // The lock is held for both, and given back when both have ended.
    private async Task WorkWithAsync(IBackgroundWork? background, Action worked, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        TakeOver();
        _working = true;
        var beside = background?.RunAsync(end.Token) ?? Task.CompletedTask;
        try
        {
            await WorkAsync(worked, cancellation);
        }
        finally
        {
            await end.CancelAsync();
            await beside.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _working = false;
        }
    }

    private async Task WorkAsync(Action worked, CancellationToken cancellation)
    {
        try
        {
            var epoch = Epoch();
            long? upkeepAt = null;
            while (true)
            {
                // Asked for before looking, so that what is enqueued meanwhile is not missed.
                var changed = _feed.WhenChanged();
                // A restored library brings jobs of its own.
                if (Epoch() is var now && now != epoch)
                {
                    TakeOver();
                    epoch = now;
                }

                var busy = await WorkOnceAsync(cancellation);
                _trouble = null;
                worked();
                if (busy) continue;
                if (_upkeep is not null && !(_database.Now < upkeepAt))
                {
                    // Counted from its start, which is the time that it looks at.
                    upkeepAt = _database.Now + (long)UpkeepInterval.TotalMilliseconds;
                    await _upkeep(cancellation);
                }

                await WaitAsync(changed, cancellation);
            }
        }
        finally
        {
            Park();
        }
    }

    private string? Epoch() => _database.Read(db => db.Text("SELECT value FROM library WHERE key = 'epoch'"));

    // The lock is held and nothing is in hand: whatever is marked as running was left by one that is gone.
    private void TakeOver() => _database.Writer.Run(Durability.Derived, db =>
    {
        JobQueue.Park(db, _owner, _database.Now);
        JobQueue.Reclaim(db, _owner, _database.Now);
    });

    private void Park()
    {
        try
        {
            _database.Writer.Run(Durability.Derived, db => JobQueue.Park(db, _owner, _database.Now));
        }
        catch (Exception error) when (error is CortexException or ObjectDisposedException)
        {
            // The next to hold the lock takes them over.
        }
    }

    // Until something is committed, or the next delayed job is due.
    private async Task WaitAsync(Task changed, CancellationToken cancellation)
    {
        var now = _database.Now;
        var next = _database.Read(db => JobQueue.NextDelayed(db, now));
        var delay = next is { } due && due - now < LookAnyway.TotalMilliseconds ? TimeSpan.FromMilliseconds(Math.Max(1, due - now)) : LookAnyway;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(changed, Task.Delay(delay, _database.Time, over.Token));
        await over.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    // One batch of the first stage that has work; false when none has.
    private async Task<bool> WorkOnceAsync(CancellationToken cancellation)
    {
        foreach (var handler in _handlers)
        {
            // Reading first keeps an idle queue from taking the write lock.
            if (!_database.Read(db => JobQueue.HasWork(db, handler.Stage, _database.Now))) continue;
            var jobs = await _database.Writer.RunAsync(Durability.Derived, db => JobQueue.LeaseNext(db, handler.Stage, _owner, _database.Now, BatchSize));
            if (jobs.Count == 0) continue;
            await ProcessAsync(handler, jobs, cancellation);
            return true;
        }

        return false;
    }

    private async Task ProcessAsync(IStageHandler handler, List<LeasedJob> jobs, CancellationToken cancellation)
    {
        var queue = Channel.CreateUnbounded<LeasedJob>();
        foreach (var job in jobs) queue.Writer.TryWrite(job);
        queue.Writer.Complete();
        var writes = new System.Collections.Concurrent.ConcurrentBag<Task>();
        // Jobs of an environment that fails are not begun: they would all fail alike.
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Math.Min(_parallelism, jobs.Count)).Select(_ => Task.Run(async () =>
            {
                while (!giveUp.IsCancellationRequested && queue.Reader.TryRead(out var job))
                {
                    try
                    {
                        writes.Add(await _worker.ProcessAsync(handler, job, cancellation));
                    }
                    catch
                    {
                        await giveUp.CancelAsync();
                        throw;
                    }
                }
            }, CancellationToken.None)));
        }
        finally
        {
            // Also when some fail: nothing may be written for a job after it was parked.
            await Task.WhenAll(writes).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(writes);
        cancellation.ThrowIfCancellationRequested();
    }
}
