using System.CommandLine;
using System.Globalization;
using Cortex.Cli.Output;
using Cortex.Cli.Results;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Contract.Search;
using Cortex.Engine;

namespace Cortex.Cli.Commands;

internal static class SearchCommand
{
    public static Command Create()
    {
        var query = new Argument<string[]>("query") { Description = "Words, \"phrases\", -not, tag:x, type:note|webpage|file, source:x, before:2024-05-01, after:2023.", Arity = ArgumentArity.OneOrMore };
        var limit = new Option<int>("--limit", "-n") { Description = "How many items, 1 to 100.", DefaultValueFactory = _ => 10 };
        var wordsOnly = new Option<bool>("--words-only") { Description = "By the words alone." };
        var meaningOnly = new Option<bool>("--meaning-only") { Description = "By the meaning alone." };
        return new Command("search", "Find items by their words and by their meaning.") { query, limit, wordsOnly, meaningOnly }.OnEngine(Verb.JsonOption(), (parsed, engine, json, cancellation) =>
        {
            var found = engine.Search.Search(new SearchRequest { Query = string.Join(' ', parsed.GetValue(query)!), Limit = parsed.GetValue(limit), Mode = Mode(parsed.GetValue(wordsOnly), parsed.GetValue(meaningOnly)) }, cancellation);
            if (json)
            {
                Terminal.Json(found, CortexJson.Wire.SearchResponse);
                return Task.FromResult(ExitCode.Done);
            }

            Print(found);
            Remembering.Keep(engine, string.Join(' ', parsed.GetValue(query)!), found);
            return Task.FromResult(ExitCode.Done);
        });
    }

    private static SearchMode Mode(bool wordsOnly, bool meaningOnly) => (wordsOnly, meaningOnly) switch
    {
        (true, true) => throw new CortexException(ErrorCode.InvalidArgument, "--words-only and --meaning-only exclude each other."),
        (true, _) => SearchMode.Words,
        (_, true) => SearchMode.Meaning,
        _ => SearchMode.Hybrid,
    };

    private static void Print(SearchResponse found)
    {
        for (var i = 0; i < found.Results.Count; i++)
        {
            var hit = found.Results[i];
            Terminal.Line($"{Terminal.Dim((i + 1).ToString(CultureInfo.InvariantCulture).PadLeft(2))}  {Terminal.Bold(Terminal.Marked(hit.Title, hit.TitleHighlights))}");
            if (hit.Snippet.Length > 0) Terminal.Line("    " + Terminal.Marked(hit.Snippet, hit.Highlights));
            var tags = hit.Tags.Count > 0 ? "  #" + string.Join(" #", hit.Tags.Select(tag => Terminal.Clean(tag))) : "";
            Terminal.Line(Terminal.Dim($"    {WireType(hit)}{(hit.Page is { } page ? $", p. {page}" : "")}  {hit.CreatedAt.ToLocalTime():yyyy-MM-dd}{tags}{Why(hit)}  {hit.ItemId}"));
            Terminal.Line();
        }

        if (found.Results.Count == 0) Terminal.Line(found.Coverage.Total == 0 ? "Your library is empty. Bring something in: cortex import FOLDER" : "Nothing found.");
        if (found.Steps.Count > 0) Terminal.Line(Terminal.Dim(string.Join(" · ", found.Steps.Select(step => Terminal.Clean(step.Detail)))));
        CoverageNote.Print(found.Coverage);
        foreach (var notice in found.Notices) Terminal.Line(Terminal.Dim(Terminal.Clean(notice.Message)));
    }

    private static string Why(SearchHit hit) => hit.Matched.Count == 0 ? "" : "  " + string.Join(" + ", hit.Matched);

    private static string WireType(SearchHit hit) => hit.SourceUrl is { } url ? Terminal.Clean(url) : Engine.WireName.Of(hit.ContentType);
}
