namespace Cortex.Engine.Inference;

/// <summary>
/// Lets urgent work, a person's query, go before work that is done in bulk: it has so many places at a time, and
/// whoever works in bulk asks often whether to give way, and then stands back while there is urgent work.
/// </summary>
/// <param name="patience">How long bulk work stands back at most each time, so that it is never starved.</param>
internal sealed class EncodingGate(int places, TimeSpan patience) : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    private readonly SemaphoreSlim _urgent = new(places);

    // Who stands back looks again each step and is not woken: urgent work would need a lock for that which a thread of
    // the lowest priority may hold, and would wait until that thread is let run again.
    private readonly ManualResetEventSlim _never = new(initialState: false, spinCount: 0);
    private int _waiting;

    public void Urgently(Action work, CancellationToken cancel)
    {
        Interlocked.Increment(ref _waiting);
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
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void GiveWay(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        for (var waited = TimeSpan.Zero; waited < patience && Volatile.Read(ref _waiting) > 0; waited += Step)
        {
            _never.Wait(Step, cancel);
        }
    }

    public void Dispose()
    {
        _urgent.Dispose();
        _never.Dispose();
    }
}
