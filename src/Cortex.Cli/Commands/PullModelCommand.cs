using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Contract;
using Cortex.Contract.Models;

namespace Cortex.Cli.Commands;

/// <summary><c>models pull</c>: fetches a model to this machine.</summary>
internal static class PullModelCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "A model of Ollama's library, such as qwen3:4b." };
        return new Command("pull", "Fetch a model by Ollama. What was fetched stays when it is stopped; the same again goes on from there.") { name }.OnEngine(Verb.JsonOption(), async (parsed, engine, json, cancellation) =>
        {
            var model = parsed.GetValue(name)!;
            await using (var progress = ProgressLine.Start(quiet: json))
            {
                await foreach (var step in engine.ProviderDirectory.PullAsync(model, cancellation))
                    progress.Show(step.Total is > 0 and var total ? $"{step.Status}: {(step.Completed ?? 0) / 1e6:N0} of {total / 1e6:N0} MB" : step.Status, step.Total is > 0 ? Math.Clamp((double)(step.Completed ?? 0) / step.Total.Value, 0, 1) : null);
            }

            if (json) Terminal.Json(new PullReport(model, Fetched: true), CortexJson.Wire.PullReport);
            else Terminal.Line($"{Terminal.Clean(model)} is there. `cortex models use chat ollama:{Terminal.Clean(model)}` lets it answer.");
            return ExitCode.Done;
        });
    }
}
