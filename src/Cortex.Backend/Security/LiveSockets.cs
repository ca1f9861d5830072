namespace Cortex.Backend.Security;

/// <summary>The sockets that are open, so that all close when access is revoked or the server stops.</summary>
internal sealed class LiveSockets : IDisposable
{
    private readonly Lock _gate = new();
    private CancellationTokenSource _current = new();

    /// <summary>Ends when the sockets of today must close.</summary>
    public CancellationToken Current
    {
        get
        {
            lock (_gate) return _current.Token;
        }
    }

    public void CloseAll()
    {
        CancellationTokenSource closing;
        lock (_gate)
        {
            closing = _current;
            _current = new CancellationTokenSource();
        }

        closing.Cancel();
        closing.Dispose();
    }

    public void Dispose() => _current.Dispose();
}
