using Cortex.Engine.Events;
using Cortex.Engine.Jobs;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Sources.Folders;

/// <summary>
/// Follows all folders for as long as it runs, also those that another process adds. One process at a time does, the one that
/// holds the lock on <c>watch.lock</c>.
/// </summary>
public sealed class FolderWatching(Database database, ChangeFeed feed, FollowedFolders folders) : IAsyncDisposable
{
    private static readonly TimeSpan TryLockAgain = TimeSpan.FromSeconds(1);

    private readonly Dictionary<long, FolderFollower> _followers = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Task? _running;

    public void Start()
    {
        lock (_gate) _running ??= Task.Run(() => RunAsync(_stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_running is { } running) await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    // Ends only when it is told to: what fails is begun anew.
    private async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                using var held = FileLock.TryExclusive(database.Folder.WatchLock);
                if (held is not null) await FollowAsync(cancellation);
            }
            catch (Exception error) when (error is CortexException or IOException or UnauthorizedAccessException)
            {
                // The library cannot be read; its health says why, and in a moment it is tried again.
            }

            await Task.Delay(TryLockAgain, database.Time, cancellation);
        }
    }

    private async Task FollowAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                // Asked for before looking, so that what is added meanwhile is not missed.
                var changed = feed.WhenChanged();
                await FollowAsync(folders.All());
                await changed.WaitAsync(cancellation);
            }
        }
        finally
        {
            await FollowAsync([]);
        }
    }

    private async Task FollowAsync(IReadOnlyList<FollowedFolder> wanted)
    {
        foreach (var gone in _followers.Values.Where(follower => !wanted.Any(folder => (folder.Id, folder.Path) == (follower.Folder.Id, follower.Folder.Path))).ToList())
        {
            _followers.Remove(gone.Folder.Id);
            await gone.DisposeAsync();
        }

        foreach (var folder in wanted.Where(folder => !_followers.ContainsKey(folder.Id)))
        {
            _followers.Add(folder.Id, new FolderFollower(folder, folders, database.Time, () => database.Read(db => Pause.IsPaused(db, database.Now))));
        }
    }
}
