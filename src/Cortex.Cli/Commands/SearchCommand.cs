using System.CommandLine;
using System.Globalization;
using Cortex.Cli.Output;
using Cortex.Contract;
using Cortex.Contract.Search;

namespace Cortex.Cli.Commands;

internal static class SearchCommand
{
    public static Command Create()
    {
        var query = new Argument<string[]>("query") { Description = "Words, \"phrases\", -not, tag:x, type:note|webpage|file, source:x, before:2024-05-01, after:2023.", Arity = ArgumentArity.OneOrMore };
        var limit = new Option<int>("--limit", "-n") { Description = "How many items, 1 to 100.", DefaultValueFactory = _ => 10 };
        return new Command("search", "Find items by their words.") { query, limit }.OnEngine(Verb.JsonOption(), (parsed, engine, json, _) =>
        {
            var found = engine.Search.Search(new SearchRequest { Query = string.Join(' ', parsed.GetValue(query)!), Limit = parsed.GetValue(limit) });
            if (json) Terminal.Json(found, CortexJson.Wire.SearchResponse);
            else Print(found);
            return Task.FromResult(ExitCode.Done);
        });
    }

    private static void Print(SearchResponse found)
    {
        for (var i = 0; i < found.Results.Count; i++)
        {
            var hit = found.Results[i];
            Terminal.Line($"{Terminal.Dim((i + 1).ToString(CultureInfo.InvariantCulture).PadLeft(2))}  {Terminal.Bold(Terminal.Marked(hit.Title, hit.TitleHighlights))}");
            if (hit.Snippet.Length > 0) Terminal.Line("    " + Terminal.Marked(hit.Snippet, hit.Highlights));
            var tags = hit.Tags.Count > 0 ? "  #" + string.Join(" #", hit.Tags.Select(tag => Terminal.Clean(tag))) : "";
            Terminal.Line(Terminal.Dim($"    {WireType(hit)}  {hit.CreatedAt.ToLocalTime():yyyy-MM-dd}{tags}  {hit.ItemId}"));
            Terminal.Line();
        }

        if (found.Results.Count == 0) Terminal.Line(found.Coverage.Total == 0 ? "Your library is empty. Bring something in: cortex import FOLDER" : "Nothing found for these words.");
        CoverageNote.Print(found.Coverage);
        foreach (var notice in found.Notices) Terminal.Line(Terminal.Dim(Terminal.Clean(notice.Message)));
    }

    private static string WireType(SearchHit hit) => hit.SourceUrl is { } url ? Terminal.Clean(url) : Engine.WireName.Of(hit.ContentType);
}
