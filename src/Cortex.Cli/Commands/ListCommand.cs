using System.CommandLine;
using System.Globalization;
using Cortex.Cli.Output;
using Cortex.Cli.Results;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Contract.Items;
using Cortex.Engine;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Search;

namespace Cortex.Cli.Commands;

internal static class ListCommand
{
    public static Command Create()
    {
        var filters = new Argument<string[]>("filter") { Description = "tag:x, -tag:x, type:note|webpage|file, source:x, after:2023, before:2024-05-01.", Arity = ArgumentArity.ZeroOrMore };
        var limit = new Option<int>("--limit", "-n") { Description = "How many, 1 to 1,000.", DefaultValueFactory = _ => 20 };
        var starred = new Option<bool>("--starred") { Description = "Those with a star." };
        var failed = new Option<bool>("--failed") { Description = "Those that could not be processed." };
        var vanished = new Option<bool>("--vanished") { Description = "Those whose file is gone." };
        var trash = new Option<bool>("--trash") { Description = "What is in the trash; `cortex restore` brings it back." };
        return new Command("list", "List items by tag, type, source or date, the newest first.") { filters, limit, starred, failed, vanished, trash }.OnEngine(Verb.JsonOption(), (parsed, engine, json, _) =>
        {
            var text = string.Join(' ', parsed.GetValue(filters) ?? []);
            var request = new ItemListRequest { Limit = parsed.GetValue(limit), Starred = parsed.GetValue(starred), Failed = parsed.GetValue(failed), Vanished = parsed.GetValue(vanished), Trash = parsed.GetValue(trash) };
            var page = engine.List.Find(Filters(text), request);
            if (json)
            {
                Terminal.Json(page, CortexJson.Wire.ItemPage);
                return Task.FromResult(ExitCode.Done);
            }

            Print(page, request, isFiltered: text.Length > 0);
            Remembering.Keep(engine, text, page);
            return Task.FromResult(ExitCode.Done);
        });
    }

    private static ParsedQuery Filters(string text)
    {
        var query = QueryParser.Parse(text, filters: null, "filter");
        if (query.HasNoTerms && query.Excluded.Count == 0) return query;
        var words = string.Join(' ', [.. query.Words, .. query.Phrases, .. query.Excluded]);
        throw new CortexException(ErrorCode.InvalidArgument, $"“{words}” is no filter, such as tag:work or after:2024-05. `cortex search {words}` finds words.");
    }

    private static void Print(ItemPage page, ItemListRequest request, bool isFiltered)
    {
        var width = page.Items.Count.ToString(CultureInfo.InvariantCulture).Length;
        for (var i = 0; i < page.Items.Count; i++)
        {
            var number = (i + 1).ToString(CultureInfo.InvariantCulture).PadLeft(Math.Max(2, width));
            Terminal.Line($"{Terminal.Dim(number)}  {Terminal.Bold(Terminal.Cut(Terminal.Clean(page.Items[i].Title), Terminal.Width - number.Length - 3))}");
            Terminal.Line(new string(' ', number.Length + 2) + Terminal.Dim(About(page.Items[i])));
        }

        if (page.Items.Count == 0) Terminal.Line(Nothing(request, isFiltered));
        else if (page.Total > page.Items.Count) Terminal.Line(Terminal.Dim($"{page.Items.Count:N0} of {page.Total:N0}; --limit shows more."));
    }

    private static string About(ItemSummary item)
    {
        var marks = string.Concat(
            item.Starred ? "  ★" : "",
            item.VanishedAt is not null ? "  file gone" : "",
            item.ProcessingStatus == ProcessingStatus.Failed ? "  failed" : "",
            item.DeletedAt is { } deleted ? $"  deleted {deleted.ToLocalTime():yyyy-MM-dd}" : "");
        var tags = string.Concat(item.Tags.Select(tag => " #" + Terminal.Clean(tag)));
        return $"{WireName.Of(item.ContentType)}  {item.CreatedAt.ToLocalTime():yyyy-MM-dd}  {ItemIds.Short(item.Id)}{marks}{(tags.Length > 0 ? " " + tags : "")}";
    }

    private static string Nothing(ItemListRequest request, bool isFiltered) =>
        isFiltered || request.Starred || request.Failed || request.Vanished ? "Nothing is like that."
        : request.Trash ? "The trash is empty."
        : "Your library is empty. Bring something in: cortex import FOLDER";
}
