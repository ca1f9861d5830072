using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Contract;

namespace Cortex.Cli.Commands;

internal static class IndexCommand
{
    public static Command Create() => new Command("index", "Process what waits, until nothing does.").OnEngine(Verb.JsonOption(), async (_, engine, json, cancellation) =>
    {
        await using (var progress = ProgressLine.Start(quiet: json)) await Indexing.WaitAsync(engine, progress, cancellation);
        var status = engine.Ledger.Status(jobs: 20);
        if (json) Terminal.Json(status, CortexJson.Wire.QueueStatus);
        else Terminal.Line($"{status.Completed:N0} of {status.Total:N0} indexed, {status.Failed:N0} failed.");
        return ExitCode.Done;
    });
}
