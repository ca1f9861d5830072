using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Cli.Results;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Contract.Items;
using Cortex.Engine;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Search;
using Cortex.Engine.Settings;

namespace Cortex.Cli.Commands;

internal static class RemoveCommand
{
    private const int Named = 10;

    public static Command Create()
    {
        var items = ItemReference.Several(ArgumentArity.ZeroOrMore);
        var vanished = new Option<bool>("--vanished") { Description = "All items whose file is gone, after asking." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        return new Command("rm", "Move items to the trash. `cortex restore` brings them back.") { items, vanished, yes }.OnEngine(Verb.JsonOption(), async (parsed, engine, json, _) =>
        {
            var named = parsed.GetValue(items) ?? [];
            if (named.Length > 0 == parsed.GetValue(vanished)) throw new CortexException(ErrorCode.InvalidArgument, "Say which: `cortex rm 1 3` by number or id, or `cortex rm --vanished` for all whose file is gone.");
            // All are found before the first is moved.
            var removed = named.Length > 0
                ? [.. ItemReference.ResolveAll(engine, named).Select(item => Describe(engine.Items.Get(item.ItemId)))]
                : Vanished(engine);
            if (named.Length == 0 && removed.Count > 0 && !parsed.GetValue(yes) && !Ask(removed, json)) return ExitCode.Failed;
            await Task.WhenAll(removed.Select(item => engine.Items.DeleteAsync(item.Id)));
            if (json) Terminal.Json(new MovedItems([.. removed.Select(item => item.Id)]), CortexJson.Wire.MovedItems);
            else Print(removed, engine.Settings.Int(BuiltInSettings.TrashDays));
            return ExitCode.Done;
        });
    }

    private static (string Id, string Title) Describe(Item item) => (item.Id, item.Title);

    private static List<(string Id, string Title)> Vanished(CortexEngine engine)
    {
        var all = new List<(string, string)>();
        ItemPage page;
        do
        {
            page = engine.List.Find(new ParsedQuery(), new ItemListRequest { Vanished = true, Limit = ItemList.MaxLimit, Offset = all.Count });
            all.AddRange(page.Items.Select(item => (item.Id, item.Title)));
        }
        while (page.Items.Count > 0 && all.Count < page.Total);
        return all;
    }

    private static bool Ask(List<(string Id, string Title)> items, bool json)
    {
        if (json || Console.IsInputRedirected) throw new CortexException(ErrorCode.InvalidArgument, $"{Count(items.Count)} would be moved to the trash. --yes does it without asking; `cortex list --vanished` shows them.");
        Name(items);
        Console.Out.Write($"Move {(items.Count == 1 ? "it" : $"all {items.Count:N0}")} to the trash? [y/N] ");
        return Console.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    private static void Print(List<(string Id, string Title)> items, int days)
    {
        if (items.Count == 0)
        {
            Terminal.Line("No item's file is gone.");
            return;
        }

        Name(items);
        var undo = items.Count <= Named ? $"`cortex restore {string.Join(' ', items.Select(item => ItemIds.Short(item.Id)))}` brings {(items.Count == 1 ? "it" : "them")} back" : "`cortex list --trash` and `cortex restore 1 2 …` bring them back";
        Terminal.Line(Terminal.Dim($"In the trash for {days} days: {undo}. Files on the disk are left as they are."));
    }

    private static void Name(List<(string Id, string Title)> items)
    {
        foreach (var item in items.Take(Named)) Terminal.Line($"“{Terminal.Clean(item.Title)}”  {Terminal.Dim(ItemIds.Short(item.Id))}");
        if (items.Count > Named) Terminal.Line($"… and {items.Count - Named:N0} more");
    }

    private static string Count(int items) => items == 1 ? "1 item" : $"{items:N0} items";
}
