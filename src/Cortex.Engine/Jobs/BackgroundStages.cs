using Cortex.Contract.Processing;
using Cortex.Engine.Events;
using Cortex.Engine.Jobs.Power;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Jobs;

/// <summary>
/// Works stages that nobody waits for, item by item: only while nothing is to be done for what is found at once, a few at a time,
/// and not while the background rests.
/// </summary>
/// <param name="handlers">In the order in which their work is taken.</param>
/// <param name="lanes">How many jobs at once.</param>
/// <param name="pace">How much it may take of the machine; always all where nothing is said.</param>
/// <param name="isAwaitedComing">Whether what a stage waits for (<see cref="Stage.Awaited"/>) is on its way; false, and it begins without.</param>
public sealed class BackgroundStages(Database database, ChangeFeed feed, IReadOnlyList<IStageHandler> handlers, int lanes, BackgroundPace? pace = null, Func<bool>? isAwaitedComing = null) : IBackgroundWork
{
    // Small enough that what is captured meanwhile soon has the machine again.
    private const int JobsALane = 8;
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(30), Gather = TimeSpan.FromMilliseconds(100), LongestRest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan[] RecoverAfter = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30)];

    // A look in vain reads what waits: it takes a tenth of the time at most.
    private const int RestAfterLook = 10;
    private readonly JobWorker _worker = new(database);
    private readonly string _owner = Guid.NewGuid().ToString("N");
    private volatile Exception? _trouble;

    public Exception? Trouble => _trouble;

    public async Task RunAsync(CancellationToken cancellation)
    {
        var failures = 0;
        while (!cancellation.IsCancellationRequested)
        {
            var began = database.Time.GetTimestamp();
            try
            {
                // Asked for before looking, so that what is enqueued meanwhile is not missed.
                var changed = feed.WhenChanged();
                var allowed = pace is null ? Pace.Full : database.Read(pace.Of);
                if (allowed != Pace.Rest && await WorkOnceAsync(allowed, cancellation))
                {
                    (_trouble, failures) = (null, 0);
                    if (allowed == Pace.Gentle) await Task.Delay(Least(BackgroundPace.RestFactor * database.Time.GetElapsedTime(began), LongestRest), database.Time, cancellation);
                    continue;
                }

                (_trouble, failures) = (null, 0);
                var looked = database.Time.GetElapsedTime(began);
                await WaitAsync(changed, cancellation);
                // Real time: commits that follow each other are one reason to look.
                await Task.Delay(Gather + Least(RestAfterLook * looked, LongestRest), TimeProvider.System, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error)
            {
                _trouble = error;
                await Task.Delay(RecoverAfter[Math.Min(failures++, RecoverAfter.Length - 1)], database.Time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (!cancellation.IsCancellationRequested) Park();
            }
        }

        Park();
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private async Task<bool> WorkOnceAsync(Pace allowed, CancellationToken cancellation)
    {
        if (database.Read(db => JobQueue.HasWork(db, Stage.Words, database.Now))) return false;
        var awaits = isAwaitedComing?.Invoke() ?? true;
        var atOnce = allowed == Pace.Gentle ? 1 : lanes;
        foreach (var handler in handlers)
        {
            if (!database.Read(db => JobQueue.HasWork(db, handler.Stage, database.Now, awaits))) continue;
            var jobs = await database.Writer.RunAsync(Durability.Derived, db => JobQueue.LeaseNext(db, handler.Stage, _owner, database.Now, JobsALane * atOnce, awaits));
            if (jobs.Count == 0) continue;
            await ProcessAsync(handler, jobs, atOnce, cancellation);
            return true;
        }

        return false;
    }

    private async Task ProcessAsync(IStageHandler handler, List<LeasedJob> jobs, int atOnce, CancellationToken cancellation)
    {
        try
        {
            // Each is written before its lane takes the next.
            await Parallel.ForEachAsync(jobs, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellation }, async (job, _) => await await _worker.ProcessAsync(handler, job, cancellation));
        }
        catch
        {
            Park();
            throw;
        }
    }

    private void Park()
    {
        try
        {
            database.Writer.Run(Durability.Derived, db => JobQueue.Park(db, _owner, database.Now));
        }
        catch (Exception error) when (error is CortexException or ObjectDisposedException)
        {
            // The next to hold the runner's lock takes them over.
        }
    }

    private async Task WaitAsync(Task changed, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var now = database.Now;
        var delay = database.Read(db => JobQueue.NextDelayed(db, now)) is { } due && due - now < LookAnyway.TotalMilliseconds ? TimeSpan.FromMilliseconds(Math.Max(1, due - now)) : LookAnyway;
        await Task.WhenAny(changed, Task.Delay(delay, database.Time, over.Token));
        await over.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }
}
