using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Contract;

namespace Cortex.Cli.Commands;

internal static class IndexCommand
{
    public static Command Create()
    {
        var background = new Option<bool>(BackgroundIndex.Option) { Description = "Behind all other programs, saying nothing.", Hidden = true };
        var wordsOnly = new Option<bool>("--words-only") { Description = "Until all is found by its words; leave the rest for later." };
        return new Command("index", "Process what waits, until nothing does: words, meaning, summaries, connections.") { background, wordsOnly }.OnEngine(Verb.JsonOption(), async (parsed, engine, json, cancellation) =>
        {
            if (parsed.GetValue(background)) return await BackgroundIndex.RunAsync(engine, cancellation);
            await using (var progress = ProgressLine.Start(quiet: json)) await Indexing.WaitAsync(engine, progress, everything: !parsed.GetValue(wordsOnly), cancellation);
            var status = engine.QueueStatus(jobs: 20);
            if (json) Terminal.Json(status, CortexJson.Wire.QueueStatus);
            else Terminal.Line($"{status.Completed:N0} of {status.Total:N0} indexed, {status.Failed:N0} failed.");
            return ExitCode.Done;
        });
    }
}
