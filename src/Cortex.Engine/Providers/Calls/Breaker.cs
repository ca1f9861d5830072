namespace Cortex.Engine.Providers.Calls;

/// <summary>Leaves a provider alone for a while once it has failed several times in a row, so that nobody waits for one that is dead. For all threads.</summary>
internal sealed class Breaker(string provider, TimeProvider time)
{
    private const int Failures = 3;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private int _failed;
    private DateTimeOffset _until;
    private string _last = "";

    /// <exception cref="ProviderException">it rests</exception>
    public void Enter()
    {
        lock (_gate)
        {
            if (_failed < Failures) return;
            var left = _until - time.GetUtcNow();
            if (left > TimeSpan.Zero) throw new ProviderException(provider, ProviderFailure.Resting, $"{_last} It failed {_failed} times in a row and is tried again in {Math.Ceiling(left.TotalSeconds):0} s.");
            // One may try; the others wait for what comes of it.
            _until = time.GetUtcNow() + Rest;
        }
    }

    public void Succeed()
    {
        lock (_gate) _failed = 0;
    }

    /// <summary>Counts what says that the provider is dead, and not that a request was wrong.</summary>
    public void Fail(ProviderException error)
    {
        if (error.Failure is not (ProviderFailure.NotRunning or ProviderFailure.TimedOut or ProviderFailure.ServerError or ProviderFailure.Dropped))
        {
            // Who refuses is alive.
            if (error.Failure is not (ProviderFailure.Resting or ProviderFailure.NotAllowed)) Succeed();
            return;
        }

        lock (_gate)
        {
            _last = error.Message;
            if (++_failed >= Failures) _until = time.GetUtcNow() + Rest;
        }
    }
}
