namespace Cortex.Backend.Security;

/// <summary>The sockets that are open, so that all close when access is revoked or the server stops.</summary>
internal sealed class LiveSockets
{
    private SocketLife _current = new();

    /// <summary>Ends when the sockets of today must close.</summary>
    public SocketLife Current => Volatile.Read(ref _current);

    public void CloseAll() => Interlocked.Exchange(ref _current, new SocketLife()).End();
}

/// <summary>How long the sockets live that were opened under one state of access.</summary>
internal sealed class SocketLife
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Ended => _ended.Task;

    public void End() => _ended.TrySetResult();
}
