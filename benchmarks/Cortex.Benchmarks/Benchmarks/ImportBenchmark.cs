using System.Diagnostics;
using System.Globalization;
using Cortex.Benchmarks.Corpus;
using Cortex.Benchmarks.Measuring;
using Cortex.Benchmarks.Peers;
using Cortex.Benchmarks.Report;
using Cortex.Benchmarks.Running;
using Cortex.Contract.Search;
using Cortex.Engine;
using Cortex.Engine.Storage;

namespace Cortex.Benchmarks.Benchmarks;

/// <summary>How long <c>cortex import</c> takes until everything is found by words, and what searching is like meanwhile.</summary>
internal sealed class ImportBenchmark : IBenchmark
{
    private const double CranfieldBar = 4, NotesBar = 20, SearchBar = 100;

    public string Name => "import";
    public string Title => "Import until found by words";

    public string Method => "`cortex import FOLDER` into a new library, from spawn to exit; it ends when all is found by words, which is then checked. " +
        "The searches are those of another process over the same library, one after the other without a pause while a further import runs, counted from the first item found. " +
        "Beside it: reading the same files, and inserting the same texts into a bare SQLite table with an FTS5 index (one process, one thread, 128 in each commit, no parsing).";

    public async Task<IReadOnlyList<ReportRow>> RunAsync(BenchmarkRun run)
    {
        var rows = new List<ReportRow>();
        if (run.Options.Collection is { } collection)
        {
            var abstracts = run.NewFolder("cranfield-files");
            var cranfield = SmartCollection.Read(collection);
            WriteFiles(abstracts, cranfield.Documents);
            rows.AddRange(await MeasureAsync(run, new Load($"{cranfield.Documents.Count:N0} Cranfield abstracts", abstracts, cranfield.Documents.Count, cranfield.Queries, CranfieldBar)));
            BenchmarkRun.Drop(abstracts);
        }
        else rows.Add(new ReportRow("Cranfield not taken: the collection is not on this machine", "–"));

        var notes = run.NewFolder("note-files");
        GeneratedNotes.WriteFiles(notes, BenchmarkRun.Notes);
        var queries = new GeneratedNotes(seed: 7);
        rows.AddRange(await MeasureAsync(run, new Load($"{BenchmarkRun.Notes:N0} notes of 1 KB", notes, BenchmarkRun.Notes, [.. Enumerable.Range(0, 500).Select(_ => queries.NextQuery())], NotesBar)));
        BenchmarkRun.Drop(notes);
        return rows;
    }

    private static async Task<List<ReportRow>> MeasureAsync(BenchmarkRun run, Load load)
    {
        var alone = new Samples();
        var searched = new Samples();
        var latencies = new Samples();
        var reading = new Samples();
        var bare = new Samples();
        for (var i = 0; i < run.Options.Runs; i++)
        {
            alone.AddSeconds(await ImportAsync(run, load));
            searched.AddSeconds(await ImportSearchedAsync(run, load, latencies));
            var clock = Stopwatch.StartNew();
            var texts = Directory.EnumerateFiles(load.Files).Select(File.ReadAllText).ToList();
            reading.AddSeconds(clock.Elapsed);
            var folder = run.NewFolder("bare-index");
            bare.AddSeconds(BareSqlite.IndexTexts(Path.Combine(folder, "bare.db"), texts));
            BenchmarkRun.Drop(folder);
        }

        return
        [
            ReportRow.Median(load.What, alone, "s").AtMost(alone.Median, load.Bar, "s"),
            ReportRow.Median($"{load.What}, while searched without a pause", searched, "s"),
            ReportRow.Of("Search meanwhile, p50", latencies.Percentile(50), "ms", $"{latencies.Count:N0} searches"),
            ReportRow.Of("Search meanwhile, p95", latencies.Percentile(95), "ms").AtMost(latencies.Percentile(95), SearchBar, "ms"),
            ReportRow.Of("Search meanwhile, p99", latencies.Percentile(99), "ms"),
            ReportRow.Median("Reading the same files", reading, "s"),
            ReportRow.Median("Bare SQLite with FTS5, the same texts", bare, "s"),
        ];
    }

    private static async Task<TimeSpan> ImportAsync(BenchmarkRun run, Load load)
    {
        var home = run.NewFolder("import");
        var took = await run.Cortex(home, "import", load.Files).FinishAsync();
        await BenchmarkRun.RequireFoundAsync(home, load.Count);
        BenchmarkRun.Drop(home);
        return took;
    }

    private static async Task<TimeSpan> ImportSearchedAsync(BenchmarkRun run, Load load, Samples latencies)
    {
        var home = run.NewFolder("import-searched");
        TimeSpan took;
        await using (var engine = CortexEngine.Open(new LibraryFolder(home), TimeProvider.System, "benchmark"))
        {
            Search(engine, "warm up");
            var import = run.Cortex(home, "import", load.Files).FinishAsync();
            for (var next = 0; !import.IsCompleted; next++)
            {
                var clock = Stopwatch.GetTimestamp();
                var found = Search(engine, load.Queries[next % load.Queries.Count]);
                // Thousands of searches of the still empty library would flatter the figures.
                if (found.Coverage.Searchable > 0) latencies.AddMilliseconds(Stopwatch.GetElapsedTime(clock));
            }

            took = await import;
        }

        await BenchmarkRun.RequireFoundAsync(home, load.Count);
        BenchmarkRun.Drop(home);
        return took;
    }

    private static SearchResponse Search(CortexEngine engine, string query) => engine.Search.Search(new SearchRequest { Query = query });

    // Title, blank line, text: two of the abstracts are empty, and an empty file is not imported.
    private static void WriteFiles(string folder, IReadOnlyList<CollectionDocument> documents)
    {
        foreach (var document in documents) File.WriteAllText(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{document.Id:0000}.txt")), $"{document.Title}\n\n{document.Text}\n");
    }

    /// <summary>What is imported, and what is searched for meanwhile.</summary>
    private sealed record Load(string What, string Files, int Count, IReadOnlyList<string> Queries, double Bar);
}
