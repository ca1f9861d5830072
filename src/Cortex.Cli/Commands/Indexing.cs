using Cortex.Cli.Output;
using Cortex.Engine;
using Cortex.Engine.Embeddings;
using Cortex.Engine.Jobs;

namespace Cortex.Cli.Commands;

/// <summary>Waits until what is captured is found, whichever process works the queue.</summary>
internal static class Indexing
{
    private static readonly string[] Later = [.. Stage.All.Where(stage => stage != Stage.Words)];
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <param name="everything">Until its last stage is done; else until it is found by its words.</param>
    public static async Task WaitAsync(CortexEngine engine, ProgressLine progress, bool everything, CancellationToken cancellation)
    {
        engine.Pace.IsAwaited = true;
        engine.Runner.Start(everything);
        await StageAsync(engine, Stage.Words, progress, cancellation);
        if (!everything) return;
        foreach (var stage in Later) await StageAsync(engine, stage, progress, cancellation);
        while (engine.Database.Read(db => EmbeddingProgress.Of(db, trouble: null)).Rebuild is { } rebuild)
        {
            progress.Show($"Made anew by {rebuild.Model}: {rebuild.Done:N0} of {rebuild.Total:N0} passages, about {BackgroundIndex.Span(TimeSpan.FromSeconds(rebuild.SecondsLeft))} left", (double)rebuild.Done / Math.Max(1, rebuild.Total));
            if (engine.Pause.Of().Paused) return;
            ThrowTrouble(engine);
            await Task.Delay(Look, cancellation);
        }
    }

    /// <summary>Whether anything is still to be done.</summary>
    public static bool IsLeft(CortexEngine engine) => engine.Database.Read(db => Stage.All.Any(stage => Ledger.Open(db, stage) > 0) || Generations.Building(db) is not null);

    private static async Task StageAsync(CortexEngine engine, string stage, ProgressLine progress, CancellationToken cancellation)
    {
        var total = engine.Ledger.Open(stage);
        while (engine.Ledger.Open(stage) is > 0 and var open)
        {
            // Not waited for: it may be for days.
            if (stage != Stage.Words && engine.Pause.Of() is { Paused: true } pause)
            {
                if (stage == Stage.Meaning) Terminal.Error($"{PauseCommand.Describe(pause)} All is found by its words; the meaning of {open:N0} items waits.");
                return;
            }

            total = Math.Max(total, open);
            progress.Show($"{What(stage)} {total - open:N0} of {total:N0}{(stage == Stage.Meaning ? Left(engine) : "")}", (double)(total - open) / total);
            ThrowTrouble(engine);
            await Task.Delay(Look, cancellation);
        }
    }

    private static string What(string stage) => stage switch
    {
        Stage.Words => "Indexing",
        Stage.Meaning => "Reading for meaning",
        Stage.Extraction => "Summing up",
        _ => "Connecting",
    };

    private static string Left(CortexEngine engine) =>
        engine.Database.Read(db => EmbeddingProgress.Of(db, trouble: null)).SecondsLeft is { } seconds ? $", about {BackgroundIndex.Span(TimeSpan.FromSeconds(seconds))} left" : "";

    // What keeps this process from working is told rather than waited for; what was captured is kept.
    private static void ThrowTrouble(CortexEngine engine)
    {
        if ((engine.Runner.Trouble ?? engine.Runner.BackgroundTrouble) is CortexException trouble) throw trouble;
    }
}
