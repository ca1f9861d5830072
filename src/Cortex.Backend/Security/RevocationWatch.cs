using Cortex.Engine;

namespace Cortex.Backend.Security;

/// <summary>Notices that the token was rotated, by whichever process, and ends what the old one had opened.</summary>
internal sealed class RevocationWatch(EngineHost host, LiveSockets sockets)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var engine = await host.Opening;
        string? epoch = null;
        while (true)
        {
            // Asked for before looking, so that a rotation meanwhile is not missed.
            var changed = engine.Feed.WhenChanged();
            epoch = Follow(engine, epoch);
            await changed.WaitAsync(cancellation);
        }
    }

    private string? Follow(CortexEngine engine, string? epoch)
    {
        try
        {
            var now = engine.Sessions.Epoch();
            if (now == epoch) return epoch;
            host.ReloadToken();
            engine.Sessions.Forget();
            // At the start there is nothing to end; the token may have changed since it was read.
            if (epoch is not null) sockets.CloseAll();
            return now;
        }
        catch (CortexException)
        {
            // The library cannot be read for now: looked at again at the next change.
            return epoch;
        }
    }
}
