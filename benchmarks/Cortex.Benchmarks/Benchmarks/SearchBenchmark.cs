using System.Diagnostics;
using System.Text.Json;
using Cortex.Benchmarks.Corpus;
using Cortex.Benchmarks.Http;
using Cortex.Benchmarks.Measuring;
using Cortex.Benchmarks.Report;
using Cortex.Benchmarks.Running;
using Cortex.Contract;
using Cortex.Contract.Search;
using Cortex.Engine;
using Cortex.Engine.Search;
using Cortex.Engine.Storage;

namespace Cortex.Benchmarks.Benchmarks;

/// <summary>How long a search takes in a process that has searched before.</summary>
internal sealed class SearchBenchmark : IBenchmark
{
    private const int Queries = 200;

    public string Name => "search";
    public string Title => "Warm search over 10,000 notes";

    public string Method => $"{Queries} different queries (a rare word, several words, questions, phrases, exclusions with a filter), 10 hits each, after one round of other queries: " +
        "in this process, and over HTTP on one connection. Beside it: the bare FTS5 query for the ten best rows, without titles, snippets or highlights.";

    public async Task<IReadOnlyList<ReportRow>> RunAsync(BenchmarkRun run)
    {
        var home = await run.NotesLibraryAsync();
        var inProcess = new Samples();
        var bare = new Samples();
        var hits = new Samples();
        await using (var engine = CortexEngine.Open(new LibraryFolder(home), TimeProvider.System, "benchmark"))
        {
            // The tiered compiler needs some rounds before what it makes is worth measuring.
            for (ulong warm = 0; warm < 5; warm++) Measure(100 + warm, new Samples(), query => engine.Search.Search(new SearchRequest { Query = query }));
            for (var i = 0; i < run.Options.Runs; i++)
            {
                Measure(1, inProcess, query => hits.Add(engine.Search.Search(new SearchRequest { Query = query }).Results.Count));
                Measure(1, bare, query => engine.Database.Read(db => db.Query("SELECT rowid FROM chunks_fts WHERE chunks_fts MATCH ?1 ORDER BY bm25(chunks_fts, 2.0, 1.0) LIMIT 10", row => row.Long(0), MatchExpression.Of(QueryParser.Parse(query, filters: null)))));
            }
        }

        var overHttp = new Samples();
        using (var server = await ServerProcess.StartCortexAsync(run, home))
        using (var connection = new HttpConnection(server.Port))
        {
            for (ulong warm = 0; warm < 5; warm++) Measure(100 + warm, new Samples(), query => Post(connection, server, query));
            for (var i = 0; i < run.Options.Runs; i++) Measure(1, overHttp, query => Post(connection, server, query));
        }

        return [ReportRow.Of("Hits a query, on average", hits.Mean, ""), .. Rows("In process", inProcess), .. Rows("Over HTTP", overHttp), .. Rows("Bare FTS5", bare)];
    }

    private static void Measure(ulong seed, Samples samples, Action<string> search)
    {
        var queries = new GeneratedNotes(seed);
        for (var i = 0; i < Queries; i++)
        {
            var query = queries.NextQuery();
            var clock = Stopwatch.GetTimestamp();
            search(query);
            samples.AddMilliseconds(Stopwatch.GetElapsedTime(clock));
        }
    }

    private static void Post(HttpConnection connection, ServerProcess server, string query)
    {
        var body = JsonSerializer.Serialize(new SearchRequest { Query = query }, CortexJson.Wire.SearchRequest);
        var answer = connection.Exchange(HttpMessage.Post("/api/search", server.Port, server.Token, body));
        if (!answer.StartsWith("HTTP/1.1 200", StringComparison.Ordinal)) throw new BenchmarkException($"A search failed: {answer}");
    }

    private static IEnumerable<ReportRow> Rows(string what, Samples samples) =>
        [ReportRow.Of($"{what}, p50", samples.Percentile(50), "ms", $"{samples.Count:N0} searches"), ReportRow.Of($"{what}, p95", samples.Percentile(95), "ms")];
}
