using System.Diagnostics;
using Cortex.Backend.Problems;
using Cortex.Contract.Status;
using Cortex.Engine;

namespace Cortex.Backend;

/// <summary>
/// Whether the library answers. Each check reads it; what is on the disk is looked at anew at most once a second, because a
/// connection that is open reads on from its cache when the file behind it is gone. Anybody may ask: no path is told.
/// </summary>
internal sealed class DatabaseCheck(EngineHost host)
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private volatile string? _onDisk;
    private long _probed;

    public HealthCheck Run()
    {
        var clock = Stopwatch.GetTimestamp();
        if (host.EngineOrNull is not { } engine)
        {
            return host.Opening.IsFaulted
                ? new HealthCheck { Status = HealthStatus.Unhealthy, LatencyMs = 0, Error = "The library could not be opened." }
                : new HealthCheck { Status = HealthStatus.Degraded, LatencyMs = 0, Error = "The library is being opened or upgraded." };
        }

        var error = Attempt(() => engine.Database.Read(db => db.Long("SELECT count(*) FROM library"))) ?? OnDisk(engine);
        return new HealthCheck { Status = error is null ? HealthStatus.Healthy : HealthStatus.Unhealthy, LatencyMs = (long)Stopwatch.GetElapsedTime(clock).TotalMilliseconds, Error = error };
    }

    // One looks, the others go by what was seen last.
    private string? OnDisk(CortexEngine engine)
    {
        if ((_probed == 0 || host.Time.GetElapsedTime(Volatile.Read(ref _probed)) > ProbeInterval) && _gate.TryEnter())
        {
            try
            {
                _onDisk = Attempt(engine.Database.Probe);
                Volatile.Write(ref _probed, host.Time.GetTimestamp());
            }
            finally
            {
                _gate.Exit();
            }
        }

        return _onDisk;
    }

    private static string? Attempt(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (CortexException error)
        {
            return ProblemResult.Of(error.Code).Title + ".";
        }
    }
}
