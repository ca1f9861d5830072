using Cortex.Backend.Problems;
using Cortex.Cli.Output;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Contract.Import;
using Cortex.Contract.Items;
using Cortex.Engine;
using Cortex.Engine.Sources.Web;

namespace Cortex.Cli.Commands;

/// <summary>Keeps the web pages at one or more addresses.</summary>
internal static class AddPages
{
    public static async Task<int> RunAsync(CortexEngine engine, IReadOnlyList<string> urls, string? title, IReadOnlyList<string> tags, bool json, CancellationToken cancellation)
    {
        if (title is not null && urls.Count > 1) throw new CortexException(ErrorCode.InvalidArgument, "A title is for one page; these are several.");
        var results = new List<PageImport>();
        await using (var progress = ProgressLine.Start(quiet: json))
        {
            var told = progress.Over<FetchProgress>(p => $"Fetching {p.Address.Host}{(urls.Count > 1 ? $" ({results.Count + 1} of {urls.Count})" : "")}{(p.Bytes > 0 ? $"  {p.Bytes / 1024.0:N0} KiB" : "")}");
            var requests = urls.Select(url => new ImportPageRequest { Url = url, Title = title, Tags = tags });
            await foreach (var page in engine.Pages.ImportAllAsync([.. requests], told, cancellation)) results.Add(page);
        }

        // Kept already; now made findable, unless a server does that.
        await engine.Runner.TryDrainAsync(cancellation);
        BackgroundIndex.Leave(engine);
        if (results is [{ Error: { } only }]) throw only;
        var pages = results.Select(page => Describe(engine, page)).ToList();
        if (json) Print(pages);
        else for (var i = 0; i < pages.Count; i++) Tell(pages[i], results[i].Error);
        return pages.Exists(page => page.Error is not null) ? ExitCode.Failed : ExitCode.Done;
    }

    // As it is now that it was read.
    private static ImportedPage Describe(CortexEngine engine, PageImport page) => page is { Result: { } result }
        ? new ImportedPage(page.Url, result.Outcome, engine.Items.Get(result.Item.Id), Error: null)
        : new ImportedPage(page.Url, Outcome: null, Item: null, ProblemResult.Of(page.Error!));

    private static void Print(List<ImportedPage> pages)
    {
        if (pages is [{ Outcome: { } outcome, Item: { } item }]) Terminal.Json(new ImportPageResult(outcome, item), CortexJson.Wire.ImportPageResult);
        else Terminal.Json(new ImportPagesReport(pages, Count(ImportOutcome.Created), Count(ImportOutcome.Updated), Count(ImportOutcome.Unchanged), pages.Count(page => page.Error is not null)), CortexJson.Wire.ImportPagesReport);

        int Count(ImportOutcome of) => pages.Count(page => page.Outcome == of);
    }

    private static void Tell(ImportedPage page, CortexException? error)
    {
        if (page is not { Item: { } item, Outcome: { } outcome })
        {
            Terminal.Error(error!.Message);
            return;
        }

        Terminal.Line($"{Word(outcome)} “{Terminal.Clean(item.Title)}”  {Terminal.Dim(item.Id)}");
        string?[] about = [Text(item, "byline"), Text(item, "published_at") is { Length: >= 10 } date ? date[..10] : null, Text(item, "site_name"), item.SourceUrl];
        Terminal.Line(Terminal.Dim("  " + string.Join(" · ", about.OfType<string>().Select(part => Terminal.Clean(part)))));
    }

    private static string Word(ImportOutcome outcome) => outcome switch
    {
        ImportOutcome.Created => "Kept",
        ImportOutcome.Updated => "Brought up to date",
        _ => "Unchanged",
    };

    private static string? Text(Item item, string name) => item.Metadata.TryGetProperty(name, out var value) && value.ValueKind == System.Text.Json.JsonValueKind.String ? value.GetString() : null;
}
