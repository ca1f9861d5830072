using Cortex.Contract.Events;
using Cortex.Engine;
using Cortex.Engine.Events;
using Cortex.Engine.Jobs;

namespace Cortex.Backend.Sockets;

/// <summary>How far the library's meaning is: about once a second while that is under way, and once when it ends.</summary>
internal static class ProgressEvents
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static async Task SendAsync(CortexEngine engine, Func<CortexEvent, Task> send, CancellationToken cancellation)
    {
        var told = false;
        while (true)
        {
            var changed = engine.Feed.WhenChanged();
            var (status, items) = engine.EmbeddingStatus();
            if (status.Waiting > 0 || told)
            {
                await send(new IndexProgress { Seq = engine.Database.Read(ChangeLog.LastSeq), Stage = Stage.Meaning, Done = items - status.Waiting, Total = items, SecondsLeft = status.SecondsLeft });
                told = status.Waiting > 0;
            }

            // An idle library is left in peace.
            await changed.WaitAsync(cancellation);
            await Task.Delay(Interval, engine.Database.Time, cancellation);
        }
    }
}
