using System.Diagnostics;
using System.Text.Json;
using Cortex.Benchmarks.Corpus;
using Cortex.Benchmarks.Http;
using Cortex.Benchmarks.Measuring;
using Cortex.Benchmarks.Report;
using Cortex.Benchmarks.Running;
using Cortex.Contract;
using Cortex.Contract.Items;
using Cortex.Contract.Search;
using Cortex.Engine;
using Cortex.Engine.Inference;
using Cortex.Engine.Jobs;
using Cortex.Engine.Storage;

namespace Cortex.Benchmarks.Benchmarks;

/// <summary>How fast an import is embedded, and what others notice of it meanwhile.</summary>
internal sealed class EmbeddingBenchmark : IBenchmark
{
    private const int Notes = 600, Backlog = 4_000, Posts = 3_000, Connections = 16, Searches = 400;
    private const double ShareBar = 0.85, SearchBar = 100, PostBar = 0.5;

    public string Name => "embedding";
    public string Title => "Embedding an import";

    public string Method => $"{Notes} notes of 1 KB, found by words already, are embedded by the engine's background work until none waits; in turn with it the encoder alone gets the same texts in one batch, with as many threads. " +
        $"Then a server embeds a backlog of {Backlog:N0} notes: searches over HTTP on one connection without a pause, then {Posts:N0} captures on {Connections} connections, beside the same of a server that has nothing to embed.";

    public async Task<IReadOnlyList<ReportRow>> RunAsync(BenchmarkRun run)
    {
        Samples engine = new(), alone = new(), share = new();
        for (var i = 0; i < run.Options.Runs; i++)
        {
            var (embedded, encoded) = await RatesAsync(run, (ulong)i);
            engine.Add(embedded);
            alone.Add(encoded);
            share.Add(embedded / encoded);
        }

        Samples search = new(), quietSearch = new(), posts = new(), quietPosts = new(), postShare = new();
        for (var i = 0; i < Math.Min(run.Options.Runs, 3); i++)
        {
            var quiet = await MeanwhileAsync(run, backlog: 0, quietSearch);
            var busy = await MeanwhileAsync(run, Backlog, search);
            quietPosts.Add(quiet);
            posts.Add(busy);
            postShare.Add(busy / quiet);
        }

        return
        [
            ReportRow.Median("Embedded by the engine, tokens a second", engine, ""),
            ReportRow.Median("The encoder alone, the same texts and threads, tokens a second", alone, ""),
            ReportRow.Median("The engine beside the encoder", share, "").AtLeast(share.Median, ShareBar, ""),
            ReportRow.Of("Search over HTTP meanwhile, p50", search.Percentile(50), "ms", $"{search.Count:N0} searches"),
            ReportRow.Of("Search over HTTP meanwhile, p95", search.Percentile(95), "ms").AtMost(search.Percentile(95), SearchBar, "ms"),
            ReportRow.Of("Search over HTTP with nothing to embed, p95", quietSearch.Percentile(95), "ms"),
            ReportRow.Median("`POST /api/items` meanwhile, a second", posts, ""),
            ReportRow.Median("`POST /api/items` with nothing to embed, a second", quietPosts, ""),
            ReportRow.Median("`POST /api/items` meanwhile beside that", postShare, "").AtLeast(postShare.Median, PostBar, ""),
        ];
    }

    private static async Task<(double Engine, double Alone)> RatesAsync(BenchmarkRun run, ulong seed)
    {
        var home = run.NewFolder("embedding-library");
        await FillAsync(home, Notes, seed);
        double rate;
        long tokens;
        List<string> texts;
        await using (var engine = CortexEngine.Open(new LibraryFolder(home), TimeProvider.System, "benchmark"))
        {
            (tokens, texts) = engine.Database.Read(db => (db.Long("SELECT sum(token_count) FROM chunks") ?? 0, db.Query("SELECT title || char(10) || text FROM chunks", row => row.Text(0))));
            // The model is loaded for the first of them; that is another figure.
            using var warm = EncoderCache.OfProcess(ModelLocator.Find(ModelLocator.EncoderFile)).Borrow();
            warm.Encoder.EncodeBatch(texts.Take(64).ToList());
            var clock = Stopwatch.GetTimestamp();
            engine.Runner.Start();
            for (var changed = engine.Feed.WhenChanged(); engine.Ledger.Open(Stage.Meaning) > 0; changed = engine.Feed.WhenChanged()) await changed;
            rate = tokens / Stopwatch.GetElapsedTime(clock).TotalSeconds;
        }

        BenchmarkRun.Drop(home);
        using var use = EncoderCache.OfProcess(ModelLocator.Find(ModelLocator.EncoderFile)).Borrow();
        var alone = Stopwatch.GetTimestamp();
        use.Encoder.EncodeBatch(texts);
        return (rate, tokens / Stopwatch.GetElapsedTime(alone).TotalSeconds);
    }

    private static async Task<double> MeanwhileAsync(BenchmarkRun run, int backlog, Samples search)
    {
        var home = run.NewFolder("meanwhile-library");
        await FillAsync(home, Math.Max(backlog, 200), seed: 77);
        if (backlog == 0) await run.Cortex(home, "index").FinishAsync();
        using (var server = await ServerProcess.StartCortexAsync(run, home))
        {
            using var connection = new HttpConnection(server.Port);
            var queries = new GeneratedNotes(seed: 5);
            // What is measured is a server that has searched before; the first loads the model.
            for (var i = 0; i < 50; i++) Search(connection, server, queries.NextQuery());
            for (var i = 0; i < Searches; i++)
            {
                var query = queries.NextQuery();
                var clock = Stopwatch.GetTimestamp();
                Search(connection, server, query);
                search.AddMilliseconds(Stopwatch.GetElapsedTime(clock));
            }

            var notes = new GeneratedNotes(seed: 78);
            var requests = Enumerable.Range(0, Posts).Select(_ => HttpMessage.Post("/api/items", server.Port, server.Token, JsonSerializer.Serialize(new CreateItemRequest { Content = notes.Next() }, CortexJson.Wire.CreateItemRequest))).ToList();
            var posted = await Task.Run(() => LoadGenerator.Run(server.Port, Connections, expectedStatus: 201, TimeSpan.FromSeconds(30), number => number < requests.Count ? requests[number] : null));
            if (backlog > 0 && !connection.Exchange(HttpMessage.Get("/api/health", server.Port)).Contains("\"progress\"", StringComparison.Ordinal))
                throw new BenchmarkException("The backlog was embedded before the measurement ended: nothing went on meanwhile.");
            return posted.PerSecond;
        }
    }

    private static void Search(HttpConnection connection, ServerProcess server, string query)
    {
        var answer = connection.Exchange(HttpMessage.Post("/api/search", server.Port, server.Token, JsonSerializer.Serialize(new SearchRequest { Query = query }, CortexJson.Wire.SearchRequest)));
        if (!answer.StartsWith("HTTP/1.1 200", StringComparison.Ordinal)) throw new BenchmarkException($"A search failed: {answer}");
    }

    private static async Task FillAsync(string home, int count, ulong seed)
    {
        await using var engine = CortexEngine.Open(new LibraryFolder(home), TimeProvider.System, "benchmark");
        var notes = new GeneratedNotes(seed);
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => engine.Items.CreateAsync(new CreateItemRequest { Content = notes.Next() })));
        if (!await engine.Runner.TryDrainAsync(CancellationToken.None)) throw new BenchmarkException("Another process works the benchmark's library.");
    }
}
