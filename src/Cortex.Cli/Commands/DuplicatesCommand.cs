using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Contract;
using Cortex.Contract.Items;

namespace Cortex.Cli.Commands;

internal static class DuplicatesCommand
{
    public static Command Create()
    {
        var limit = new Option<int>("--limit", "-n") { Description = "How many pairs, 1 to 100.", DefaultValueFactory = _ => 20 };
        return new Command("duplicates", "List items that are nearly copies of others, the newest first.") { limit }.OnEngine(Verb.JsonOption(), (parsed, engine, json, _) =>
        {
            var page = engine.Duplicates.List(limit: parsed.GetValue(limit));
            if (json) Terminal.Json(page, CortexJson.Wire.DuplicatePage);
            else Print(page);
            return Task.FromResult(ExitCode.Done);
        });
    }

    /// <summary>One pair on a line.</summary>
    public static string Line(DuplicatePair pair) => $"“{Terminal.Clean(pair.Title)}” ~ “{Terminal.Clean(pair.OfTitle)}” ({Percent(pair.Similarity)})";

    /// <summary>Rounded down: only the same text is 100 %.</summary>
    public static string Percent(double similarity) => $"{Math.Floor(similarity * 100):0} %";

    private static void Print(DuplicatePage page)
    {
        foreach (var pair in page.Duplicates) Terminal.Line($"{Line(pair)}\n    {Terminal.Dim($"{pair.ItemId} ~ {pair.OfItemId}")}");
        if (page.Duplicates.Count == 0) Terminal.Line("Nothing looks like a copy of something else.");
        if (page.Total > page.Duplicates.Count) Terminal.Line(Terminal.Dim($"{page.Duplicates.Count:N0} of {page.Total:N0}; --limit shows more."));
    }
}
