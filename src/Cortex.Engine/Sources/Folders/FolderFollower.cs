using Cortex.Contract.Errors;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Sources.Folders;

/// <summary>Keeps the library in step with one folder until it is disposed: goes through it once, then follows what happens in it.</summary>
internal sealed class FolderFollower : IAsyncDisposable
{
    // A save is several events, and a build thousands: they are taken together, but never held back for long.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100), Longest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LookPaused = TimeSpan.FromSeconds(1), LookForMissing = TimeSpan.FromSeconds(5), LookUnwatched = TimeSpan.FromMinutes(1);

    // For what no event told of, such as a folder that another took the place of.
    private static readonly TimeSpan LookAnyway = TimeSpan.FromMinutes(10);

    private readonly FollowedFolder _folder;
    private readonly FollowedFolders _folders;
    private readonly TimeProvider _time;
    private readonly Func<bool> _isPaused;
    private readonly FolderEvents _events = new();
    private readonly ChangeNotifier _notifier;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly Task _running;
    private TaskCompletionSource _event = New();
    private string? _failure;

    // At the start, what the last watcher left is not known.
    private string? _told = "";

    /// <param name="isPaused">Whether changes are only remembered for now.</param>
    public FolderFollower(FollowedFolder folder, FollowedFolders folders, TimeProvider time, Func<bool> isPaused)
    {
        (_folder, _folders, _time, _isPaused) = (folder, folders, time, isPaused);
        _notifier = new ChangeNotifier(folder.Path, folders.Library, _events, Signal);
        _running = Task.Run(() => RunAsync(_stop.Token));
    }

    public FollowedFolder Folder => _folder;

    // Looks whether there is something to do.
    private void Signal()
    {
        TaskCompletionSource happened;
        lock (_gate) (happened, _event) = (_event, New());
        happened.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _notifier.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        var look = TimeSpan.Zero;
        while (true)
        {
            var happened = Happened();
            var paused = true;
            try
            {
                paused = _isPaused();
                if (!paused)
                {
                    // Before the walk, so that what changes during it is told.
                    if (look <= TimeSpan.Zero || _notifier.HasLost) _notifier.Start();
                    look = await SyncAsync(cancellation) ?? look;
                    await TellAsync();
                }
            }
            catch (CortexException)
            {
                // The library cannot be read or written for now, which its health says: tried again as after a pause.
            }

            var waited = _time.GetTimestamp();
            await WaitAsync(happened, paused ? LookPaused : look, cancellation);
            look -= _time.GetElapsedTime(waited);
        }
    }

    // Others ask the library, not this process.
    private async Task TellAsync()
    {
        var trouble = _failure ?? _notifier.Trouble;
        if (trouble == _told) return;
        await _folders.TellTroubleAsync(_folder.Id, trouble);
        _told = trouble;
    }

    // How long until everything is looked at again; null when there was nothing to do.
    private async Task<TimeSpan?> SyncAsync(CancellationToken cancellation)
    {
        if (_events.Take() is not { } part) return null;
        try
        {
            await _folders.SyncAsync(_folder.Id, part, cancellation);
            _failure = null;
            return _notifier.IsWatching ? LookAnyway : LookUnwatched;
        }
        catch (OperationCanceledException)
        {
            throw;
        }
        catch (Exception error)
        {
            _events.Return(part);
            // Without the folder there is nothing to watch; the sync has noted that.
            var isMissing = error is CortexException { Code: ErrorCode.FileNotReadable };
            _failure = isMissing ? null : error.Message;
            if (isMissing) _notifier.Stop();
            return LookForMissing;
        }
    }

    private async Task WaitAsync(Task happened, TimeSpan look, CancellationToken cancellation)
    {
        await OrAfterAsync(happened, look, cancellation);
        var since = _time.GetTimestamp();
        while (happened.IsCompleted && _time.GetElapsedTime(since) < Longest)
        {
            happened = Happened();
            await OrAfterAsync(happened, Quiet, cancellation);
        }
    }

    private async Task OrAfterAsync(Task happened, TimeSpan time, CancellationToken cancellation)
    {
        if (time <= TimeSpan.Zero) return;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(happened, Task.Delay(time, _time, over.Token));
        await over.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    private Task Happened()
    {
        lock (_gate) return _event.Task;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
