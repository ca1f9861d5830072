using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Contract.Models;
using Cortex.Engine;
using Cortex.Engine.Providers;

namespace Cortex.Cli.Commands;

/// <summary><c>models use</c>: a model for a task; one alone is for embedding, as it is a file or the built-in encoder.</summary>
internal static class UseModelCommand
{
    private const string BuiltIn = "built-in";

    public static Command Create()
    {
        var what = new Argument<string>("task") { Description = $"{string.Join(", ", WireName.All<AiTask>())}. Without it the model is for embedding: a sentence encoder as GGUF, provider:model, or \u201c{BuiltIn}\u201d." };
        var model = new Argument<string?>("model") { Arity = ArgumentArity.ZeroOrOne, Description = $"provider:model, several separated by commas where one is to stand in for another, or \u201c{BuiltIn}\u201d." };
        var yes = new Option<bool>("--yes") { Description = "Agree that the library's text is sent to the provider." };
        return new Command("use", "Choose the model of a task. Another for embedding reads the library anew, in the background; the vectors in use serve on until it is done.") { what, model, yes }.OnEngine(Verb.JsonOption(), async (parsed, engine, json, cancellation) =>
        {
            var (first, second) = (parsed.GetValue(what)!, parsed.GetValue(model));
            if (second is null) return await EmbedByAsync(engine, first, parsed.GetValue(yes), json, cancellation);
            if (!WireName.TryParse<AiTask>(first, out var task)) throw new CortexException(ErrorCode.InvalidArgument, $"There is no task {first}. There are {string.Join(", ", WireName.All<AiTask>())}.");
            return task == AiTask.Embedding ? await EmbedByAsync(engine, second, parsed.GetValue(yes), json, cancellation) : await AskAsync(engine, task, second, json, cancellation);
        });
    }

    private static async Task<int> EmbedByAsync(CortexEngine engine, string named, bool agreed, bool json, CancellationToken cancellation)
    {
        ModelsCommand.Print(!File.Exists(named) && ModelId.TryParse(named, out var model) && engine.Providers.Current().Any(provider => provider.Id == model.Provider)
            ? await engine.ModelChoice.UseAsync(model, agreed, cancellation)
            : await engine.ModelChoice.UseAsync(named == BuiltIn ? null : named), json);
        if (BackgroundIndex.Leave(engine) is not null && !json) Terminal.Line(Terminal.Dim("That goes on in the background; `cortex status` shows how far it is."));
        return ExitCode.Done;
    }

    private static async Task<int> AskAsync(CortexEngine engine, AiTask task, string models, bool json, CancellationToken cancellation)
    {
        var name = WireName.Of(task);
        var report = await engine.AiConfiguration.UpdateAsync(new UpdateAiSettingsRequest(Tasks: new Dictionary<string, string?>(StringComparer.Ordinal) { [name] = models == BuiltIn ? null : models }), cancellation);
        if (json)
        {
            Terminal.Json(report, CortexJson.Wire.AiSettingsReport);
            return ExitCode.Done;
        }

        var asked = engine.Ai.ModelsOf(task);
        Terminal.Line(asked.Count == 0 ? $"{name}: the built-in way." : $"{name}: {Terminal.Clean(string.Join(", then ", asked))}.");
        var away = asked.Where(model => !ModelRouter.IsLocal(engine.Ai.Provider(model))).ToList();
        if (away.Count > 0) Terminal.Line(Terminal.Dim($"What {name} needs is sent to {Terminal.Clean(string.Join(" and ", away.Select(model => engine.Ai.Provider(model).Address!.Host).Distinct(StringComparer.Ordinal)))}; `cortex status --network` shows what was."));
        return ExitCode.Done;
    }
}
