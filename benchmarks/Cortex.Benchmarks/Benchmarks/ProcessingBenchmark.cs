using System.Diagnostics;
using Cortex.Benchmarks.Report;
using Cortex.Benchmarks.Running;
using Cortex.Contract.Items;
using Cortex.Engine;
using Cortex.Engine.Jobs;
using Cortex.Engine.Storage;

namespace Cortex.Benchmarks.Benchmarks;

/// <summary>Real pages from capture to their last stage without a language model.</summary>
internal sealed class ProcessingBenchmark : IBenchmark
{
    private const int MostPages = 1000;
    private const double RateBar = 50, SuccessBar = 97;
    private const string Default = "/usr/share/doc";

    public string Name => "processing";
    public string Title => "Processing real pages, built in";

    public string Method => $"Up to {MostPages:N0} HTML pages of 1 KB to 2 MB (--pages FOLDER, else {Default}), every so manieth of those there are, imported into a new library. " +
        "First words, extraction and storing with the meaning left aside, on all cores; then connecting by entities alone; then the embedding, at its own rate, and connecting again with it.";

    public async Task<IReadOnlyList<ReportRow>> RunAsync(BenchmarkRun run)
    {
        var folder = run.Options.Pages ?? Default;
        var all = Directory.EnumerateFiles(folder, "*.html", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
            .Where(path => new FileInfo(path) is { Length: > 1000 and < 2_000_000, LinkTarget: null }).Order(StringComparer.Ordinal).ToList();
        if (all.Count == 0) return [new ReportRow($"Not taken: there are no pages in {folder}", "–")];
        var step = Math.Max(1, all.Count / MostPages);
        var pages = all.Where((_, index) => index % step == 0).Take(MostPages).ToList();
        await using var engine = CortexEngine.Open(new LibraryFolder(run.NewFolder("processing")), TimeProvider.System, "benchmark");
        var bytes = 0L;
        foreach (var page in pages)
        {
            var content = await File.ReadAllTextAsync(page);
            bytes += content.Length;
            await engine.Items.CreateAsync(new CreateItemRequest { Content = content, ContentType = ContentType.Webpage });
        }

        // Nothing of it is embedded yet.
        Write(engine, "UPDATE jobs SET status = 'skipped' WHERE stage IN ('meaning', 'connections')");
        var words = await UntilAsync(engine, Stage.Words, Stage.Extraction);
        var failures = engine.Database.Read(db => db.Query("SELECT reason, count(*) FROM jobs WHERE status = 'failed' GROUP BY reason ORDER BY 2 DESC", row => $"{row.Long(1)} × {row.TextOrNull(0)}"));
        var failed = engine.Database.Read(db => db.Long("SELECT count(DISTINCT item_pk) FROM jobs WHERE status = 'failed'")) ?? 0;
        Write(engine, "UPDATE jobs SET status = 'waiting' WHERE stage = 'connections'");
        var entities = await UntilAsync(engine, Stage.Connections);
        Write(engine, "UPDATE jobs SET status = 'waiting' WHERE stage = 'meaning'");
        var embedding = await UntilAsync(engine, Stage.Meaning);
        var passages = engine.Database.Read(db => db.Long("SELECT count(*) FROM chunks")) ?? 0;
        await UntilAsync(engine, Stage.Connections);
        Write(engine, "UPDATE jobs SET status = 'waiting' WHERE stage = 'connections'");
        var connecting = await UntilAsync(engine, Stage.Connections);
        var pairs = engine.Database.Read(db => db.Long("SELECT count(*) FROM connections")) ?? 0;
        var (rate, success) = (pages.Count / words.TotalSeconds, 100.0 * (pages.Count - failed) / pages.Count);
        return
        [
            ReportRow.Of($"Words, extraction and storing, {pages.Count:N0} pages of {bytes / 1000.0 / pages.Count:0} KB from {folder}", rate, "pages/s").AtLeast(rate, RateBar, "pages/s"),
            ReportRow.Of($"… of which done{(failures.Count > 0 ? $"; the rest: {string.Join(", ", failures)}" : "")}", success, "%").AtLeast(success, SuccessBar, "%"),
            ReportRow.Of("Connecting by entities alone", entities.TotalMilliseconds / pages.Count, "ms/page"),
            ReportRow.Of("Embedding", passages / embedding.TotalSeconds, "passages/s"),
            ReportRow.Of($"Connecting with vectors of {passages:N0} passages", connecting.TotalMilliseconds / pages.Count, "ms/page"),
            ReportRow.Of("Connections found", pairs, ""),
        ];
    }

    private static void Write(CortexEngine engine, string sql) => engine.Database.Writer.Run(Durability.Captured, db => { db.Execute(sql); });

    private static async Task<TimeSpan> UntilAsync(CortexEngine engine, params string[] stages)
    {
        var clock = Stopwatch.StartNew();
        engine.Runner.Start();
        for (var changed = engine.Feed.WhenChanged(); stages.Sum(engine.Ledger.Open) > 0; changed = engine.Feed.WhenChanged())
        {
            if ((engine.Runner.Trouble ?? engine.Runner.BackgroundTrouble) is { } trouble) throw trouble;
            await changed;
        }

        return clock.Elapsed;
    }
}
