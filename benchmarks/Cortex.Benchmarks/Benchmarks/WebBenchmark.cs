using System.Text.Json;
using Cortex.Benchmarks.Corpus;
using Cortex.Benchmarks.Measuring;
using Cortex.Benchmarks.Report;
using Cortex.Benchmarks.Running;
using Cortex.Engine;
using Cortex.Engine.Storage;

namespace Cortex.Benchmarks.Benchmarks;

/// <summary>How the web UI feels in a browser over a large library.</summary>
internal sealed class WebBenchmark : IBenchmark
{
    private const int Items = 100_000, Characters = 300, Queries = 20;
    private const double FirstPaintBar = 400, InteractionBar = 100, SearchBar = 100;

    public string Name => "web";
    public string Title => "The web UI in a browser, 100,000 items";

    public string Method => $"`cortex serve` over {Items:N0} notes of {Characters} characters, each with a random vector; Chromium without a window at 1440 × 900, drawing by the processor. First paint: a new browser profile, signed in through the address, and the same again with its cache. " +
        $"Interactions: {Queries} rounds of typing a query at 22 keys a second, walking through what was found, opening, going back, choosing, the palette; each counts until the next frame (Event Timing, to 8 ms, the shortest told 16 ms). Search: from the request to the frame that shows its results, after three others. Scrolling: 180 frames of 1,400 pixels each, and in leaps of a fortieth of the list. Beside it: a page of one word.";

    public async Task<IReadOnlyList<ReportRow>> RunAsync(BenchmarkRun run)
    {
        Console.WriteLine($"  making a library of {Items:N0} notes");
        var home = run.NewFolder("web-library");
        await using (var engine = CortexEngine.Open(new LibraryFolder(home), TimeProvider.System, "benchmark"))
            await HybridBenchmark.FillAsync(engine, "items", Items, Characters);

        using var server = await ServerProcess.StartCortexAsync(run, home);
        var samples = await BrowserAsync(server, Math.Max(5, run.Options.Runs), [.. Asked(new GeneratedNotes(seed: 21)).Take(Queries + 3)]);
        BenchmarkRun.Drop(home);
        var (first, next, inputs, search) = (samples["first_visit"], samples["next_visit"], samples["interaction"], samples["search"]);
        return
        [
            ReportRow.Median("First contentful paint, first visit", first, "ms").AtMost(first.Median, FirstPaintBar, "ms"),
            ReportRow.Median("First contentful paint, next visit", next, "ms").AtMost(next.Median, FirstPaintBar, "ms"),
            ReportRow.Median("… a page of one word", samples["bare"], "ms"),
            ReportRow.Median("The first rows are there, first visit", samples["first_rows"], "ms"),
            ReportRow.Of("Interaction to next paint, p95", inputs.Percentile(95), "ms", $"{inputs.Count:N0} interactions").AtMost(inputs.Percentile(95), InteractionBar, "ms"),
            ReportRow.Of("Interaction to next paint, p50", inputs.Percentile(50), "ms"),
            ReportRow.Of("Interaction to next paint, longest", inputs.Most, "ms"),
            ReportRow.Of("Search, from the request to the paint, p50", search.Percentile(50), "ms", $"{search.Count:N0} searches").AtMost(search.Percentile(50), SearchBar, "ms"),
            ReportRow.Of("Search, from the request to the paint, p95", search.Percentile(95), "ms").AtMost(search.Percentile(95), SearchBar, "ms"),
            ReportRow.Of("Choosing all of them", samples["select_all"].Median, "ms"),
            ReportRow.Of("Scrolling: a frame, p50", samples["scroll_frame"].Percentile(50), "ms"),
            ReportRow.Of("Scrolling: a frame, p95", samples["scroll_frame"].Percentile(95), "ms"),
            ReportRow.Of("Leaping: a frame, p95", samples["leap_frame"].Percentile(95), "ms", $"longest {samples["leap_frame"].Most:0} ms"),
            ReportRow.Of("Idle: work of the page in a second", samples["idle_ms_a_second"].Median, "ms"),
        ];
    }

    // What a filter or a phrase leaves nothing of shows nothing to walk through.
    private static IEnumerable<string> Asked(GeneratedNotes notes)
    {
        while (true)
        {
            if (notes.NextQuery() is var query && query.All(character => char.IsLetter(character) || character is ' ' or '?')) yield return query;
        }
    }

    private static async Task<Dictionary<string, Samples>> BrowserAsync(ServerProcess server, int runs, IReadOnlyList<string> queries)
    {
        var browser = ChildProcess.Start("node", [Path.Combine(RunOptions.Root(), "ui", "web", "bench", "measure.mjs"), $"http://127.0.0.1:{server.Port}/#token={server.Token}", $"{runs}"], input: string.Join('\n', queries));
        var line = await browser.Output.ReadLineAsync();
        await browser.FinishAsync();
        using var told = JsonDocument.Parse(line ?? throw new BenchmarkException("The browser told nothing."));
        return told.RootElement.EnumerateObject().ToDictionary(one => one.Name, one =>
        {
            var samples = new Samples();
            foreach (var value in one.Value.EnumerateArray()) samples.Add(value.GetDouble());
            return samples;
        }, StringComparer.Ordinal);
    }
}
