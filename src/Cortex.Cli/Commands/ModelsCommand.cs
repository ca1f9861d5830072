using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Contract;
using Cortex.Contract.Models;
using Cortex.Engine;

namespace Cortex.Cli.Commands;

internal static class ModelsCommand
{
    private const string BuiltIn = "built-in";

    public static Command Create()
    {
        var command = new Command("models", "Show or change the model that reads the library for its meaning.") { CreateUse(), CreateCancel() };
        return command.OnEngine(Verb.JsonOption(), (_, engine, json, _) =>
        {
            Print(engine.ModelChoice.Report(), json);
            return Task.FromResult(ExitCode.Done);
        });
    }

    private static Command CreateUse()
    {
        var file = new Argument<string>("file") { Description = $"A sentence encoder as GGUF (BERT family, WordPiece), or “{BuiltIn}”." };
        return new Command("use", "Embed the library by another model, in the background; the vectors in use serve on until it is done.") { file }.OnEngine(Verb.JsonOption(), async (parsed, engine, json, _) =>
        {
            var named = parsed.GetValue(file)!;
            Print(await engine.ModelChoice.UseAsync(named == BuiltIn ? null : named), json);
            if (BackgroundIndex.Leave(engine) is not null && !json) Terminal.Line(Terminal.Dim("That goes on in the background; `cortex status` shows how far it is."));
            return ExitCode.Done;
        });
    }

    private static Command CreateCancel() => new Command("cancel", "Stop embedding by another model; the one in use stays.").OnEngine(Verb.JsonOption(), async (_, engine, json, _) =>
    {
        var cancelled = await engine.ModelChoice.CancelAsync();
        if (!json) Terminal.Line(cancelled ? "Stopped. The model in use stays." : "Nothing was being changed.");
        Print(engine.ModelChoice.Report(), json);
        return ExitCode.Done;
    });

    private static void Print(ModelsReport report, bool json)
    {
        if (json)
        {
            Terminal.Json(report, CortexJson.Wire.ModelsReport);
            return;
        }

        Terminal.Line($"{Terminal.Bold("Meaning")}   {(report.Embedding is { } model ? Describe(model) : "the built-in encoder, once something is in the library")}");
        if (report.Building is { } building) Terminal.Line($"          being changed to {Describe(building)}; `cortex models cancel` stops that");
    }

    private static string Describe(EmbeddingModel model) => $"{Terminal.Clean(model.Name)}, {model.Dimensions} dimensions{(model.File is { } file ? Terminal.Dim($"  {Terminal.Clean(file)}") : "")}";
}
