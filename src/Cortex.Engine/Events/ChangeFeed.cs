using System.Runtime.CompilerServices;
using Cortex.Contract.Events;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Events;

/// <summary>
/// Follows the change log live, whichever process writes it. A commit of this process is seen at once, one of another within
/// the polling interval; nothing polls while nobody follows.
/// </summary>
public sealed class ChangeFeed : IAsyncDisposable
{
    private const int PageSize = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);

    private readonly Database _database;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _changed = New();
    private Task? _polling;
    private int _followers;

    public ChangeFeed(Database database)
    {
        _database = database;
        database.Writer.Committed += Signal;
    }

    /// <summary>Everything after a number, then what comes, until it is cancelled. A restored backup shows as <see cref="LibraryReloaded"/>.</summary>
    public async IAsyncEnumerable<CortexEvent> FollowAsync(long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stop.Token);
        Interlocked.Increment(ref _followers);
        EnsurePolling();
        try
        {
            var epoch = _database.Read(Epoch);
            while (true)
            {
                linked.Token.ThrowIfCancellationRequested();
                var changed = Changed();
                var (current, page) = _database.ReadSnapshot(db => Epoch(db) is var now && now == epoch
                    ? (now, ChangeLog.After(db, after, PageSize))
                    : (now, [new LibraryReloaded { Seq = ChangeLog.LastSeq(db) }]));
                epoch = current;
                foreach (var change in page)
                {
                    after = change.Seq;
                    yield return change;
                }

                if (page.Count < PageSize) await changed.WaitAsync(linked.Token);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _followers);
        }
    }

    /// <summary>Ends with the next commit of any process, for one who waits for work rather than for events.</summary>
    public Task WhenChanged()
    {
        EnsurePolling();
        return Changed();
    }

    public async ValueTask DisposeAsync()
    {
        _database.Writer.Committed -= Signal;
        await _stop.CancelAsync();
        if (_polling is { } polling) await polling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static string? Epoch(Db db) => db.Text("SELECT value FROM library WHERE key = 'epoch'");

    private Task Changed()
    {
        lock (_gate) return _changed.Task;
    }

    private void Signal()
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            changed = _changed;
            _changed = New();
        }

        changed.TrySetResult();
    }

    private void EnsurePolling()
    {
        lock (_gate) _polling ??= Task.Run(PollAsync);
    }

    private async Task PollAsync()
    {
        using var timer = new PeriodicTimer(Interval, _database.Time);
        long? version = null;
        while (await timer.WaitForNextTickAsync(_stop.Token))
        {
            var now = _database.DataVersion();
            // What cannot be told counts as a change: who follows then meets the failure itself, and the poll goes on.
            if (now is not null && now == version) continue;
            version = now;
            Signal();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
