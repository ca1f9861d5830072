using System.Threading.Channels;
using Cortex.Contract.Items;
using Cortex.Engine.Events;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Jobs;

/// <summary>
/// Works the queue. One process at a time does: the one that holds the exclusive lock on <c>runner.lock</c>; the operating
/// system gives it free when that process dies, and then what it had leased is taken over.
/// </summary>
public sealed class JobRunner : IAsyncDisposable
{
    private const int BatchSize = 64;
    private static readonly TimeSpan TryLockAgain = TimeSpan.FromSeconds(1);

    private readonly Database _database;
    private readonly ChangeFeed _feed;
    private readonly IReadOnlyList<IStageHandler> _handlers;
    private readonly int _parallelism;
    private readonly string _owner = Guid.NewGuid().ToString("N");
    private readonly CancellationTokenSource _stop = new();
    private Task? _running;

    /// <param name="parallelism">How many jobs are processed at once.</param>
    public JobRunner(Database database, ChangeFeed feed, IReadOnlyList<IStageHandler> handlers, int parallelism)
    {
        _database = database;
        _feed = feed;
        _handlers = handlers;
        _parallelism = parallelism;
    }

    /// <summary>Whether any process works the queue now.</summary>
    public static bool IsActive(LibraryFolder folder)
    {
        if (!File.Exists(folder.RunnerLock)) return false;
        using var free = FileLock.TryShared(folder.RunnerLock);
        return free is null;
    }

    /// <summary>Works in the background until disposed, whenever the lock is to be had.</summary>
    public void Start() => _running ??= Task.Run(() => RunAsync(_stop.Token));

    /// <summary>Works until nothing of a stage waits, or returns false at once when another process holds the lock.</summary>
    public async Task<bool> TryDrainAsync(CancellationToken cancellation)
    {
        using var held = FileLock.TryExclusive(_database.Folder.RunnerLock);
        if (held is null) return false;
        try
        {
            Reclaim();
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

    private async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            using var held = FileLock.TryExclusive(_database.Folder.RunnerLock);
            if (held is null)
            {
                await Task.Delay(TryLockAgain, _database.Time, cancellation);
                continue;
            }

            try
            {
                Reclaim();
                while (true)
                {
                    // Asked for before looking, so that what is enqueued meanwhile is not missed.
                    var changed = _feed.WhenChanged();
                    if (!await WorkOnceAsync(cancellation)) await WaitAsync(changed, cancellation);
                }
            }
            finally
            {
                Park();
            }
        }
    }

    private void Reclaim() => _database.Writer.Run(Durability.Derived, db => JobQueue.Reclaim(db, _owner, _database.Now));

    private void Park() => _database.Writer.Run(Durability.Derived, db => JobQueue.Park(db, _owner, _database.Now));

    // Until something is committed, or the next delayed job is due.
    private async Task WaitAsync(Task changed, CancellationToken cancellation)
    {
        var next = _database.Read(db => db.Long("SELECT min(not_before) FROM jobs WHERE status = 'waiting' AND not_before > ?1", _database.Now));
        if (next is null)
        {
            await changed.WaitAsync(cancellation);
            return;
        }

        var delay = TimeSpan.FromMilliseconds(Math.Max(1, next.Value - _database.Now));
        await Task.WhenAny(changed, Task.Delay(delay, _database.Time, cancellation));
        cancellation.ThrowIfCancellationRequested();
    }

    // One batch of the first stage that has work; false when none has.
    private async Task<bool> WorkOnceAsync(CancellationToken cancellation)
    {
        foreach (var handler in _handlers)
        {
            // Reading first keeps an idle queue from taking the write lock.
            var waiting = _database.Read(db => db.Long("SELECT 1 FROM jobs WHERE status = 'waiting' AND stage = ?1 AND not_before <= ?2 LIMIT 1", handler.Stage, _database.Now));
            if (waiting is null) continue;
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
        await Task.WhenAll(Enumerable.Range(0, Math.Min(_parallelism, jobs.Count)).Select(_ => Task.Run(() =>
        {
            while (!cancellation.IsCancellationRequested && queue.Reader.TryRead(out var job)) writes.Add(Process(handler, job, cancellation));
        }, CancellationToken.None)));
        await Task.WhenAll(writes);
        cancellation.ThrowIfCancellationRequested();
    }

    private Task Process(IStageHandler handler, LeasedJob job, CancellationToken cancellation)
    {
        try
        {
            var outcome = handler.Process(job, cancellation);
            return WriteAsync(handler, job, outcome);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Task.CompletedTask;
        }
        catch (CortexException error)
        {
            return _database.Writer.RunAsync(Durability.Derived, db => { JobQueue.Finish(db, job, StageStatus.Failed, error.Message, _database.Now); });
        }
        catch (Exception error)
        {
            return _database.Writer.RunAsync(Durability.Derived, db => JobQueue.RetryLater(db, job, $"{error.GetType().Name}: {error.Message}", _database.Now));
        }
    }

    private async Task WriteAsync(IStageHandler handler, LeasedJob job, StageOutcome outcome)
    {
        try
        {
            await _database.Writer.RunAsync(Durability.Derived, db =>
            {
                if (JobQueue.Finish(db, job, outcome.Status, outcome.Reason, _database.Now)) outcome.Apply?.Invoke(db);
            });
        }
        catch (CortexException error)
        {
            await _database.Writer.RunAsync(Durability.Derived, db => JobQueue.RetryLater(db, job, $"{handler.Stage}: {error.Message}", _database.Now));
        }
    }
}
