using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Contract;
using Cortex.Contract.Models;

namespace Cortex.Cli.Commands;

/// <summary>Who runs models, what each task asks, and the choice of both.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        var command = new Command("models", "Who runs models, what they have, and which of them each task asks.") { UseModelCommand.Create(), PullModelCommand.Create(), CreateRemove(), CreateCancel() };
        return command.OnEngine(Verb.JsonOption(), async (_, engine, json, cancellation) =>
        {
            var overview = await engine.ModelsAsync(cancellation);
            if (json) Terminal.Json(overview, CortexJson.Wire.ModelsOverview);
            else Print(overview);
            return ExitCode.Done;
        });
    }

    /// <summary>Which model embeds the library, and which is being changed to.</summary>
    public static void Print(ModelsReport report, bool json)
    {
        if (json)
        {
            Terminal.Json(report, CortexJson.Wire.ModelsReport);
            return;
        }

        Print(report.Embedding, report.Building);
    }

    private static Command CreateRemove()
    {
        var name = new Argument<string>("name") { Description = "A model that Ollama keeps, such as qwen3:4b." };
        return new Command("rm", "Remove a model from this machine; `cortex models pull` fetches it again.") { name }.OnEngine(Verb.JsonOption(), async (parsed, engine, json, cancellation) =>
        {
            var removed = await engine.ProviderDirectory.RemoveAsync(parsed.GetValue(name)!, cancellation);
            if (json) Terminal.Json(new PullReport(removed, Fetched: false), CortexJson.Wire.PullReport);
            else Terminal.Line($"{Terminal.Clean(removed)} is gone from this machine.");
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

    private static void Print(ModelsOverview overview)
    {
        Print(overview.Embedding, overview.Building);
        foreach (var (task, report) in overview.Tasks.Where(entry => entry.Key != "embedding" || entry.Value.Chosen.Count > 0))
        {
            var unknown = report.Chosen.Where(model => !overview.Providers.Any(provider => model.StartsWith(provider.Id + ":", StringComparison.Ordinal))).ToList();
            if (unknown.Count > 0) Terminal.Line(Terminal.Red($"{task}: there is no provider of {Terminal.Clean(string.Join(", ", unknown))}."));
            var held = report.Chosen.Except(unknown, StringComparer.Ordinal).Except(report.Asked, StringComparer.Ordinal).ToList();
            var asked = report.Asked.Count > 0 ? string.Join(", ", report.Asked.Select(model => Terminal.Clean(model))) : held.Count > 0 ? "none that the mode allows" : Terminal.Dim("the built-in way");
            Terminal.Line($"{Terminal.Bold((char.ToUpperInvariant(task[0]) + task[1..]).PadRight(12))}{asked}{(held.Count > 0 ? Terminal.Dim($"  (not in mode {overview.Mode}: {Terminal.Clean(string.Join(", ", held))})") : "")}");
        }

        foreach (var provider in overview.Providers) Print(provider);
    }

    private static void Print(ProviderReport provider)
    {
        Terminal.Line();
        var state = provider.Reachable switch { null => Terminal.Dim("in the cloud, chosen for nothing: not asked"), true => provider.Version is { } version ? $"version {Terminal.Clean(version)}" : "reached", false => Terminal.Red("not reached") };
        Terminal.Line($"{Terminal.Bold(Terminal.Clean(provider.Name))}  {Terminal.Dim(Terminal.Clean(provider.Address ?? ""))}  {state}");
        if (provider.Error is { } error) Terminal.Line($"  {Terminal.Clean(error)}");
        foreach (var model in provider.Models)
        {
            string?[] facts = [model.SizeBytes is { } size ? size >= 1e9 ? $"{size / 1e9:0.0} GB" : $"{size / 1e6:0} MB" : null, model.ContextTokens is { } context ? $"reads {context:N0} tokens" : null, model is { Embeds: true, Chats: not true } ? "embeds" : null];
            Terminal.Line($"  {provider.Id}:{Terminal.Clean(model.Name)}  {Terminal.Dim(string.Join(", ", facts.Where(fact => fact is not null)))}");
        }
    }

    private static void Print(EmbeddingModel? embedding, EmbeddingModel? building)
    {
        Terminal.Line($"{Terminal.Bold("Meaning".PadRight(12))}{(embedding is { } model ? Describe(model) : "the built-in encoder, once something is in the library")}");
        if (building is not null) Terminal.Line($"          being changed to {Describe(building)}; `cortex models cancel` stops that");
    }

    private static string Describe(EmbeddingModel model) => $"{Terminal.Clean(model.Name)}, {model.Dimensions} dimensions{(model.File is { } file ? Terminal.Dim($"  {Terminal.Clean(file)}") : "")}";
}
