namespace Cortex.Engine.Inference;

/// <summary>
/// Lets urgent work, a person's query, go before work that is done in bulk. Each kind has so many places at a time;
/// whoever works in bulk asks often whether to give way, and then waits until no urgent work is left.
/// </summary>
/// <param name="patience">How long bulk work stands back at most each time, so that it is never starved.</param>
internal sealed class EncodingGate(int places, TimeSpan patience) : IDisposable
{
    private readonly SemaphoreSlim _urgent = new(places);
    private readonly SemaphoreSlim _bulk = new(places);
    private readonly ManualResetEventSlim _clear = new(initialState: true, spinCount: 1);
    private readonly Lock _lock = new();
    private int _waiting;

    public void Urgently(Action work, CancellationToken cancel)
    {
        CountUrgent(1);
        try
        {
            _urgent.Wait(cancel);
            try
            {
                work();
            }
            finally
            {
                _urgent.Release();
            }
        }
        finally
        {
            CountUrgent(-1);
        }
    }

    public void InBulk(Action work, CancellationToken cancel)
    {
        _bulk.Wait(cancel);
        try
        {
            GiveWay(cancel);
            work();
        }
        finally
        {
            _bulk.Release();
        }
    }

    public void GiveWay(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (Volatile.Read(ref _waiting) > 0)
        {
            _clear.Wait(patience, cancel);
        }
    }

    public void Dispose()
    {
        _urgent.Dispose();
        _bulk.Dispose();
        _clear.Dispose();
    }

    private void CountUrgent(int change)
    {
        lock (_lock)
        {
            _waiting += change;
            if (_waiting == 0)
            {
                _clear.Set();
            }
            else
            {
                _clear.Reset();
            }
        }
    }
}
