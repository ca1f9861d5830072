using System.CommandLine;
using System.Globalization;
using Cortex.Cli.Output;
using Cortex.Cli.Results;
using Cortex.Contract;
using Cortex.Contract.Search;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Search;

namespace Cortex.Cli.Commands;

internal static class SimilarCommand
{
    private const int Shown = 160;

    public static Command Create()
    {
        var id = new Argument<string>("item") { Description = "Its number in the last list or search, its id, or a part of its id." };
        var limit = new Option<int>("--limit", "-n") { Description = "How many items, 1 to 100.", DefaultValueFactory = _ => SimilarItems.DefaultLimit };
        return new Command("similar", "List items that say something like this one does.") { id, limit }.OnEngine(Verb.JsonOption(), (parsed, engine, json, cancellation) =>
        {
            var found = engine.Similar.Find(ItemReference.Resolve(engine, parsed.GetValue(id)!).ItemId, parsed.GetValue(limit), cancellation);
            if (json)
            {
                Terminal.Json(found, CortexJson.Wire.SimilarResponse);
                return Task.FromResult(ExitCode.Done);
            }

            Print(found);
            Remembering.Keep(engine, ItemIds.Short(found.ItemId), found);
            return Task.FromResult(ExitCode.Done);
        });
    }

    private static void Print(SimilarResponse found)
    {
        for (var i = 0; i < found.Results.Count; i++)
        {
            var item = found.Results[i];
            Terminal.Line($"{Terminal.Dim((i + 1).ToString(CultureInfo.InvariantCulture).PadLeft(2))}  {Terminal.Bold(Terminal.Clean(item.Title))}  {Terminal.Dim($"{item.Similarity * 100:0} % alike")}");
            Terminal.Line("    " + Terminal.Clean(OneLine(item.Passage.Text)));
            Terminal.Line(Terminal.Dim($"    {item.CreatedAt.ToLocalTime():yyyy-MM-dd}  {item.ItemId}"));
            Terminal.Line();
        }

        if (!found.Ready) Terminal.Line("This item has not been read for its meaning yet; `cortex status` says how far that is.");
        else if (found.Results.Count == 0) Terminal.Line("Nothing in your library is like it.");
    }

    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= Shown ? line : line[..Shown] + "…";
    }
}
