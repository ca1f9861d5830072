using Cortex.Contract.Errors;
using Cortex.Contract.Items;
using Cortex.Engine.Events;
using Cortex.Engine.Jobs;
using Cortex.Engine.Jobs.Power;
using Cortex.Engine.Knowledge.Chunking;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Embeddings;

/// <summary>
/// Gives passages their vectors, in batches over many items, the newest items first. Two lanes take turns at the encoder, so
/// that it never waits for the database. Each batch is kept as it is done: who is killed loses what is in hand.
/// When no item waits, the first lane goes on with a generation that is being built, and clears away a retired one.
/// </summary>
public sealed class EmbeddingWorker : IBackgroundWork
{
    private const int Lanes = 2, PurgedAtOnce = 200, RemovalsKept = 50_000;
    private static readonly TimeSpan LookAnyway = TimeSpan.FromMinutes(1);

    // What comes in one by one makes better batches, and costs those who send it less, when it is not looked for at every commit.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan[] RecoverAfter = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30)];

    private readonly Database _database;
    private readonly ChangeFeed _feed;
    private readonly EmbeddingBatch _batch;
    private readonly EmbeddingModels _models;
    private readonly EmbeddingChoice? _choice;
    private readonly Func<Generation, CancellationToken, Task>? _caughtUp;
    private readonly EmbeddingPace _pace;
    private readonly Exception?[] _trouble = new Exception?[Lanes];
    private (long Generation, long Below) _sweep;
    private (long Generation, long After) _purge;
    private bool _isBehind;

    /// <param name="caughtUp">Called when nothing is left to embed after something was.</param>
    /// <param name="pace">How much it may take of the machine; always all where nothing is said.</param>
    /// <param name="choice">Null: the built-in encoder, until another is begun.</param>
    public EmbeddingWorker(Database database, ChangeFeed feed, EmbeddingModels models, Lazy<Chunker> chunker, Func<Generation, CancellationToken, Task>? caughtUp = null, EmbeddingChoice? choice = null, BackgroundPace? pace = null)
    {
        _pace = new EmbeddingPace(database, feed, pace);
        _models = models;
        _choice = choice;
        _database = database;
        _feed = feed;
        _batch = new EmbeddingBatch(database, models, chunker);
        _caughtUp = caughtUp;
    }

    public Exception? Trouble => Array.Find(_trouble, trouble => trouble is not null) ?? _choice?.Trouble;

    public Task RunAsync(CancellationToken cancellation) =>
        Task.WhenAll([.. Enumerable.Range(0, Lanes).Select(lane => Task.Run(() => RunAsync(lane, cancellation), CancellationToken.None)), _pace.WatchAsync(cancellation)]);

    private async Task RunAsync(int lane, CancellationToken cancellation)
    {
        var owner = Guid.NewGuid().ToString("N");
        var failures = 0;
        while (!cancellation.IsCancellationRequested)
        {
            using var hold = _pace.Take(cancellation);
            try
            {
                // What could not be put back when it failed.
                if (failures > 0) await _database.Writer.RunAsync(Durability.Derived, db => JobQueue.Park(db, owner, _database.Now));
                // Asked for before looking, so that what is enqueued meanwhile is not missed.
                var changed = _feed.WhenChanged();
                if (!_pace.MayWork(lane))
                {
                    await _pace.RestAsync(changed, cancellation);
                    continue;
                }

                var busy = await WorkOnceAsync(lane, owner, hold.Token);
                _trouble[lane] = null;
                failures = 0;
                if (busy) continue;
                await WaitAsync(changed, cancellation);
                await Task.Delay(Gather, TimeProvider.System, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (OperationCanceledException) when (hold.Token.IsCancellationRequested)
            {
                // A pause: what was in hand has been given back.
            }
            catch (Exception error)
            {
                _trouble[lane] = error;
                await Task.Delay(RecoverAfter[Math.Min(failures++, RecoverAfter.Length - 1)], _database.Time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> WorkOnceAsync(int lane, string owner, CancellationToken cancellation)
    {
        if (lane == 0 && _choice is not null && await _choice.FollowAsync(cancellation)) return true;
        var (waiting, active, building) = _database.ReadSnapshot(db => (JobQueue.HasWork(db, Stage.Meaning, _database.Now), Generations.Active(db), Generations.Building(db)));
        // A model that was chosen by name is begun with once it is there, and nothing else before.
        if (waiting && _choice?.IsMade != true) active ??= await BeginAsync();
        if (active is null || (lane > 0 && !waiting)) return false;
        if (await RenewAsync(building ?? active)) return true;
        // Where the model in use is gone, what waits is done when the one that is built takes its place.
        if (waiting && (building is null || _models.IsThere(active)))
        {
            _isBehind = true;
            return await EmbedItemsAsync(active, owner, cancellation);
        }

        if (lane > 0) return false;
        if (await BuildAsync(cancellation) || await PurgeAsync()) return true;
        if (_isBehind && _caughtUp is not null && _database.Read(db => db.Long("SELECT 1 FROM jobs WHERE status = 'running' AND stage = 'meaning' LIMIT 1")) is null)
        {
            _isBehind = false;
            await _caughtUp(active, cancellation);
        }

        return false;
    }

    private async Task<Generation> BeginAsync()
    {
        var model = EmbeddingModels.Describe(location: null);
        return await _database.Writer.RunAsync(Durability.Captured, db => Generations.Active(db) ?? Generations.Begin(db, model, _database.Now));
    }

    // A newer version brings another built-in encoder: the library follows it, also where the one of before was still being built.
    private async Task<bool> RenewAsync(Generation next)
    {
        if (next.Location is not null || !next.Model.StartsWith(EmbeddingModels.BuiltIn, StringComparison.Ordinal) || EmbeddingModels.IsCurrent(next)) return false;
        var model = EmbeddingModels.Describe(location: null);
        await _database.Writer.RunAsync(Durability.Captured, db => Generations.Begin(db, model, _database.Now));
        return true;
    }

    private async Task<bool> EmbedItemsAsync(Generation generation, string owner, CancellationToken cancellation)
    {
        var jobs = await _database.Writer.RunAsync(Durability.Derived, db => JobQueue.LeaseNext(db, Stage.Meaning, owner, _database.Now, _pace.ItemsAtOnce));
        var open = new Queue<LeasedJob>(jobs);
        try
        {
            while (open.Count > 0)
            {
                var most = _pace.PassagesAtOnce;
                // Whole items while they fit, so that their last passages end them; a large one is taken in parts.
                var passages = new List<PendingPassage>();
                var complete = new List<LeasedJob>();
                while (passages.Count < most && open.TryPeek(out var job))
                {
                    var some = _database.Read(db => VectorStore.Missing(db, generation, job.ItemPk, most - passages.Count + 1));
                    var fits = passages.Count + some.Count <= most;
                    passages.AddRange(fits ? some : some.Take(most - passages.Count));
                    if (!fits) break;
                    complete.Add(open.Dequeue());
                }

                var isInUse = await EmbedAsync(generation, passages, cancellation, db =>
                {
                    foreach (var job in complete) JobQueue.Finish(db, job, StageStatus.Done, reason: null, _database.Now);
                });
                if (isInUse) continue;
                // Another took its place, or the library was restored: what is in hand begins anew with that one.
                await GiveBackAsync(jobs, error: null);
                return true;
            }
        }
        catch (Exception error)
        {
            await GiveBackAsync(jobs, error);
            if (!IsOfTheItems(error)) throw;
        }

        return jobs.Count > 0;
    }

    private async Task<bool> EmbedAsync(Generation generation, IReadOnlyList<PendingPassage> passages, CancellationToken cancellation, Action<Db>? alongside = null)
    {
        var began = _database.Time.GetTimestamp();
        var isInUse = await _batch.EmbedAsync(generation, passages, cancellation, alongside);
        await _pace.BreatheAsync(began, cancellation);
        return isInUse;
    }

    // A missing model, a full disk or a stop says nothing about the items: their attempt does not count.
    private Task GiveBackAsync(List<LeasedJob> jobs, Exception? error) => _database.Writer.RunAsync(Durability.Derived, db =>
    {
        foreach (var job in jobs)
        {
            if (error is null || !IsOfTheItems(error)) JobQueue.Park(db, job, _database.Now);
            else JobQueue.RetryLater(db, job, error is CortexException ? error.Message : $"{error.GetType().Name}: {error.Message}", _database.Now);
        }
    });

    // One damaged page must not keep the rest of the library waiting: then each is tried by itself.
    private static bool IsOfTheItems(Exception error) => error is not (OperationCanceledException or CortexException { Code: not (ErrorCode.DatabaseDamaged or ErrorCode.Internal) });

    // One batch of the generation that is being built; the swap when it has all.
    private async Task<bool> BuildAsync(CancellationToken cancellation)
    {
        if (_database.Read(Generations.Building) is not { } building) return false;
        if (_sweep.Generation != building.Id) _sweep = (building.Id, long.MaxValue);
        var passages = _database.Read(db => VectorStore.MissingBelow(db, building, _sweep.Below, _pace.PassagesAtOnce));
        if (passages.Count > 0)
        {
            await EmbedAsync(building, passages, cancellation);
            _sweep = (building.Id, passages[^1].ChunkId);
            return true;
        }

        // From the top once more: what came meanwhile, and what could not be written.
        var missed = _sweep.Below < long.MaxValue && _database.Read(db => VectorStore.MissingBelow(db, building, long.MaxValue, 1)) is { Count: > 0 };
        if (!missed)
        {
            // Where nothing was to be embedded, nothing has shown yet that it can be.
            if (!RemoteModels.Made(building)) EmbeddingModels.Encoder(building);
            var top = _database.Read(db => db.Long("SELECT max(id) FROM chunks") ?? 0);
            await _database.Writer.RunAsync(Durability.Captured, db =>
            {
                if (!VectorStore.IsMissingAbove(db, building, top)) Generations.Swap(db, building, _database.Now);
            });
        }

        _sweep = (building.Id, long.MaxValue);
        return true;
    }

    private async Task<bool> PurgeAsync()
    {
        if (_database.Read(db => VectorStore.HasLongRemovals(db, RemovalsKept))) await _database.Writer.RunAsync(Durability.Derived, db => { VectorStore.TrimRemovals(db, RemovalsKept); });
        if (_database.Read(Generations.Retired) is not { } retired) return false;
        if (_purge.Generation != retired.Id) _purge = (retired.Id, 0);
        var last = await _database.Writer.RunAsync(Durability.Derived, db => VectorStore.Purge(db, retired, _purge.After, PurgedAtOnce));
        if (last is not null) _purge = (retired.Id, last.Value);
        else await _database.Writer.RunAsync(Durability.Derived, db => { Generations.Forget(db, retired); });
        return true;
    }

    // Until something is committed, or the next delayed job is due.
    private async Task WaitAsync(Task changed, CancellationToken cancellation)
    {
        var now = _database.Now;
        var next = _database.Read(db => JobQueue.NextDelayed(db, now));
        // Whoever was not there when it was chosen may be started meanwhile.
        var anyway = _choice?.Trouble is null ? LookAnyway : EmbeddingChoice.TryAgain;
        var delay = next is { } due && due - now < anyway.TotalMilliseconds ? TimeSpan.FromMilliseconds(Math.Max(1, due - now)) : anyway;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(changed, Task.Delay(delay, _database.Time, over.Token));
        await over.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }
}
