using System.Diagnostics;
using Cortex.Contract.Status;
using Cortex.Engine;

namespace Cortex.Backend;

/// <summary>
/// Whether the library is found by its meaning, and how far that is. To be under way is healthy; not to get on is not. Looked at
/// anew at most once a second: what is asked often must cost little.
/// </summary>
internal sealed class EmbeddingCheck(EngineHost host)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private volatile HealthCheck? _last;
    private long _looked;

    /// <summary>Null while the library is being opened.</summary>
    public HealthCheck? Run()
    {
        if (host.EngineOrNull is not { } engine) return null;
        if ((_looked == 0 || host.Time.GetElapsedTime(Volatile.Read(ref _looked)) > Interval) && _gate.TryEnter())
        {
            try
            {
                _last = Look(engine);
                Volatile.Write(ref _looked, host.Time.GetTimestamp());
            }
            finally
            {
                _gate.Exit();
            }
        }

        return _last;
    }

    private static HealthCheck? Look(CortexEngine engine)
    {
        var clock = Stopwatch.GetTimestamp();
        try
        {
            var (status, items) = engine.EmbeddingStatus();
            return new HealthCheck
            {
                Status = status.Trouble is null ? HealthStatus.Healthy : HealthStatus.Degraded,
                LatencyMs = (long)Stopwatch.GetElapsedTime(clock).TotalMilliseconds,
                // Anybody may ask for the health, and the reason may name a path.
                Error = status.Trouble is null ? null : "The embedding model cannot be used; `cortex status` says why. Search by words goes on.",
                Progress = status.Waiting > 0 ? new WorkProgress(items - status.Waiting, items, status.SecondsLeft) : null,
            };
        }
        catch (CortexException)
        {
            // The check of the database tells it.
            return null;
        }
    }
}
