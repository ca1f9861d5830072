namespace Cortex.Engine.Sources.Folders;

/// <summary>Tells of what happens in one folder, through the system's own notifications; where there are none, says why.</summary>
internal sealed class ChangeNotifier(string root, string library, FolderEvents events, Action signal) : IDisposable
{
    private const int BufferBytes = 64 * 1024;
    private readonly Lock _gate = new();
    private FileSystemWatcher? _watcher;
    private bool _disposed;

    /// <summary>Why changes are not told at once; null while they are.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Whether it has to begin anew, since events were lost.</summary>
    public bool HasLost { get; private set; }

    public bool IsWatching
    {
        get
        {
            lock (_gate) return _watcher is not null;
        }
    }

    /// <summary>Begins, or begins anew; whatever happened before is unknown then, so everything counts as changed.</summary>
    public void Start()
    {
        Stop();
        HasLost = false;
        events.AddEverything();
        if (!Directory.Exists(root)) return;
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(root)
            {
                IncludeSubdirectories = true,
                InternalBufferSize = BufferBytes,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
            };
            watcher.Created += (_, change) => Tell(change.FullPath, isNewName: true);
            watcher.Changed += (_, change) => Tell(change.FullPath, isNewName: false);
            watcher.Deleted += (_, change) => Tell(change.FullPath, isNewName: true);
            watcher.Renamed += (_, change) => TellMove(change.OldFullPath, change.FullPath);
            watcher.Error += (_, error) => Fail(error.GetException());
            lock (_gate)
            {
                if (_disposed) return;
                _watcher = watcher;
            }

            // Fails by its event, perhaps before it returns.
            Trouble = null;
            watcher.EnableRaisingEvents = true;
            watcher = null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Explain(error);
        }
        finally
        {
            if (watcher is not null) Stop();
        }
    }

    public void Dispose()
    {
        lock (_gate) _disposed = true;
        Stop();
    }

    public void Stop()
    {
        FileSystemWatcher? watcher;
        lock (_gate) (watcher, _watcher) = (_watcher, null);
        watcher?.Dispose();
    }

    // Too many events at once: some are lost, and folders that came meanwhile are not watched. Or the system has no room for more watches.
    private void Fail(Exception error)
    {
        FileSystemWatcher? failed;
        lock (_gate) (failed, _watcher) = (_watcher, null);
        // Disposing it within its own event would wait for itself.
        ThreadPool.QueueUserWorkItem(static watcher => watcher?.Dispose(), failed, preferLocal: false);
        events.AddEverything();
        if (error is InternalBufferOverflowException) HasLost = true;
        else Explain(error);
        signal();
    }

    private void Explain(Exception error) =>
        Trouble = $"Changes in {root} are looked for every minute only: {error.Message.TrimEnd('.')}." + (OperatingSystem.IsLinux() ? " The system may allow too few watches: raise fs.inotify.max_user_watches." : "");

    private void Tell(string path, bool isNewName)
    {
        if (Relative(path) is { } relative && events.Add(relative, isNewName)) signal();
    }

    private void TellMove(string from, string to)
    {
        if (Relative(from) is not { } old) Tell(to, isNewName: true);
        else if (Relative(to) is not { } now) Tell(from, isNewName: true);
        else if (events.AddMove(old, now)) signal();
    }

    // The library writes in its own folder whenever something came in.
    private string? Relative(string path)
    {
        if (RealPath.IsInside(library, path)) return null;
        var relative = Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
        return relative is "." ? "" : relative.StartsWith("../", StringComparison.Ordinal) || relative == ".." ? null : relative;
    }
}
