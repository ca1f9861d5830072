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
            var now = engine.Sessions.Epoch();
            if (now == epoch) continue;
            epoch = now;
            host.ReloadToken();
            engine.Sessions.Forget();
            sockets.CloseAll();
        }
    }
}
