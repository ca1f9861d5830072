using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Cli.Results;
using Cortex.Contract;
using Cortex.Contract.Processing;

namespace Cortex.Cli.Commands;

internal static class RetryCommand
{
    public static Command Create()
    {
        var ids = new Argument<string[]>("item") { Description = "Items to try again, by number or id; all that failed unless said.", Arity = ArgumentArity.ZeroOrMore };
        return new Command("retry", "Try again what failed.") { ids }.OnEngine(Verb.JsonOption(), async (parsed, engine, json, cancellation) =>
        {
            var named = parsed.GetValue(ids) ?? [];
            var result = new RetryResult(await engine.RetryAsync(named.Length == 0 ? null : [.. ItemReference.ResolveAll(engine, named).Select(item => item.ItemId)]));
            await using (var progress = ProgressLine.Start(quiet: json)) await Indexing.WaitAsync(engine, progress, everything: true, cancellation);
            if (json) Terminal.Json(result, CortexJson.Wire.RetryResult);
            else Terminal.Line($"{result.Retried:N0} tried again, {engine.Ledger.Status(jobs: 0).Failed:N0} still failed.");
            return ExitCode.Done;
        });
    }
}
