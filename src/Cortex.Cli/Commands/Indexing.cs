using Cortex.Cli.Output;
using Cortex.Engine;
using Cortex.Engine.Jobs;

namespace Cortex.Cli.Commands;

/// <summary>Waits until everything captured is found by its words, whichever process works the queue.</summary>
internal static class Indexing
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public static async Task WaitAsync(CortexEngine engine, ProgressLine progress, CancellationToken cancellation)
    {
        engine.Runner.Start();
        var total = engine.Ledger.Open(Stage.Words);
        while (engine.Ledger.Open(Stage.Words) is > 0 and var open)
        {
            total = Math.Max(total, open);
            progress.Show($"Indexing {total - open:N0} of {total:N0}", (double)(total - open) / total);
            // What keeps this process from working is told rather than waited for; what was captured is kept.
            if (engine.Runner.Trouble is CortexException trouble) throw trouble;
            await Task.Delay(Look, cancellation);
        }
    }
}
