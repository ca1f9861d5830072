using Cortex.Contract.Processing;
using Cortex.Engine.Events;
using Cortex.Engine.Jobs;
using Cortex.Engine.Jobs.Power;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Embeddings;

/// <summary>When the lanes that embed may work, and how much at a time. A pause ends what is in hand at once; on battery one lane goes on, in small batches with long rests between.</summary>
/// <param name="pace">How much the background may take; always all where nothing is said.</param>
internal sealed class EmbeddingPace(Database database, ChangeFeed feed, BackgroundPace? pace)
{
    private const int Items = 32, Passages = 128, GentleItems = 4, GentlePassages = 32;

    // Asked again, for the plug may be in by then.
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private readonly HashSet<Hold> _holds = [];
    private volatile Pace _last = Pace.Full;

    public int ItemsAtOnce => _last == Pace.Gentle ? GentleItems : Items;
    public int PassagesAtOnce => _last == Pace.Gentle ? GentlePassages : Passages;

    /// <summary>Taken before <see cref="MayWork"/>, so that a pause between the two is not missed.</summary>
    public Hold Take(CancellationToken cancellation)
    {
        var hold = new Hold(this, cancellation);
        lock (_gate) _holds.Add(hold);
        return hold;
    }

    public bool MayWork(int lane)
    {
        if (pace is null) return true;
        _last = database.Read(pace.Of);
        return _last == Pace.Full || (_last == Pace.Gentle && lane == 0);
    }

    /// <summary>Ends what is in hand when a pause is said: a batch takes seconds, and who pauses does not want to wait for it.</summary>
    public async Task WatchAsync(CancellationToken cancellation)
    {
        while (pace is not null && !cancellation.IsCancellationRequested)
        {
            var changed = feed.WhenChanged();
            try
            {
                if (database.Read(pace.Of) == Pace.Rest) Held().ForEach(hold => hold.End());
            }
            catch (CortexException)
            {
                // The lanes meet it as well, and tell.
            }

            await changed.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Until something is said anew, or the pause ends by itself.</summary>
    public async Task RestAsync(Task changed, CancellationToken cancellation)
    {
        var left = database.Read(db => Pause.Of(db, database.Now)).Until is { } until ? until - database.Time.GetUtcNow().UtcDateTime : LongestRest;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(changed, Task.Delay(left < LongestRest ? TimeSpan.FromMilliseconds(Math.Max(1, left.TotalMilliseconds)) : LongestRest, database.Time, over.Token));
        await over.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>After a batch: the rest that goes with gentle work, so that it takes a quarter of the time.</summary>
    /// <param name="began">Timestamp of the batch's beginning.</param>
    public async Task BreatheAsync(long began, CancellationToken cancellation)
    {
        if (_last != Pace.Gentle) return;
        var rest = BackgroundPace.RestFactor * database.Time.GetElapsedTime(began);
        if (rest > TimeSpan.Zero) await Task.Delay(rest < LongestRest ? rest : LongestRest, database.Time, cancellation);
    }

    private List<Hold> Held()
    {
        lock (_gate) return [.. _holds];
    }

    /// <summary>What a lane has in hand; its token is cancelled when the background has to rest, or the lane to end.</summary>
    internal sealed class Hold(EmbeddingPace pace, CancellationToken cancellation) : IDisposable
    {
        private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        public CancellationToken Token => _end.Token;

        public void End()
        {
            try
            {
                _end.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // Done by itself meanwhile.
            }
        }

        public void Dispose()
        {
            lock (pace._gate) pace._holds.Remove(this);
            _end.Dispose();
        }
    }
}
