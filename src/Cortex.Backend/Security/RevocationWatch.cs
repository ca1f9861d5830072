using Cortex.Engine;

namespace Cortex.Backend.Security;

/// <summary>Notices that the token was rotated, by whichever process, and ends what the old one had opened.</summary>
internal sealed class RevocationWatch(EngineHost host, LiveSockets sockets)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var engine = await host.Opening;
        var epoch = engine.Sessions.Epoch();
        while (!cancellation.IsCancellationRequested)
        {
            await engine.Feed.WhenChanged().WaitAsync(cancellation);
            try
            {
                var now = engine.Sessions.Epoch();
                if (now == epoch) continue;
                host.ReloadToken();
                epoch = now;
            }
            catch (CortexException)
            {
                // Busy or unreadable for the moment: the watch must not end with it. The next change asks again.
                continue;
            }

            engine.Sessions.Forget();
            sockets.CloseAll();
        }
    }
}
