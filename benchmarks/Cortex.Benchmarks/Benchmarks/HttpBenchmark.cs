using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cortex.Benchmarks.Corpus;
using Cortex.Benchmarks.Http;
using Cortex.Benchmarks.Measuring;
using Cortex.Benchmarks.Peers;
using Cortex.Benchmarks.Report;
using Cortex.Benchmarks.Running;
using Cortex.Contract;
using Cortex.Contract.Items;

namespace Cortex.Benchmarks.Benchmarks;

/// <summary>How much the HTTP door takes in and answers.</summary>
internal sealed partial class HttpBenchmark : IBenchmark
{
    private const int Connections = 16, Posts = 6_000, BareInserts = 2_000, BarePerCommit = 16;
    private const double PostBar = 1_500, GetBar = 20_000;
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(30), GetFor = TimeSpan.FromSeconds(5), BareFor = TimeSpan.FromSeconds(3);

    public string Name => "http";
    public string Title => "The HTTP door under load";

    public string Method => $"{Connections} kept-alive connections on 127.0.0.1, one request in flight on each, without pipelining. Captures: {Posts:N0} different notes of 1 KB posted to a new library, " +
        "each acknowledged when it is on the disk, while what came in is indexed in the background; afterwards the library must hold exactly as many. Health: as many as are answered in 5 s, after a warm-up. " +
        "The load generator is one thread of this program; where `wrk` is installed it checks that the generator is not the limit. The load and the server share the machine's cores.";

    public async Task<IReadOnlyList<ReportRow>> RunAsync(BenchmarkRun run)
    {
        Samples posts = new(), postMedian = new(), postTail = new(), gets = new(), getTail = new(), wrk = new(), bare = new(), bareWrk = new();
        for (var i = 0; i < run.Options.Runs; i++)
        {
            var home = run.NewFolder("http-library");
            using (var server = await ServerProcess.StartCortexAsync(run, home))
            {
                var posted = await PostAsync(server);
                posts.Add(posted.PerSecond);
                postMedian.Add(posted.Milliseconds.Percentile(50));
                postTail.Add(posted.Milliseconds.Percentile(99));
            }

            await RequireIntactAsync(run, home);
            BenchmarkRun.Drop(home);
            using (var server = await ServerProcess.StartCortexAsync(run, await run.NotesLibraryAsync())) await GetAsync(server, gets, getTail, wrk);
            using (var server = await ServerProcess.StartBareAsync()) await GetAsync(server, bare, new Samples(), bareWrk);
        }

        return
        [
            ReportRow.Median("`POST /api/items`, durable, a second", posts, "").AtLeast(posts.Median, PostBar, ""),
            ReportRow.Median("Its answer, p50", postMedian, "ms"),
            ReportRow.Median("Its answer, p99", postTail, "ms"),
            .. BareRows(run),
            ReportRow.Median("`GET /api/health`, a second", gets, "").AtLeast(gets.Median, GetBar, ""),
            ReportRow.Median("Its answer, p99", getTail, "ms"),
            ReportRow.Median("Bare Kestrel: GET, a second", bare, ""),
            .. wrk.Count == 0 ? [] : (ReportRow[])[ReportRow.Median("`GET /api/health`, a second, by wrk", wrk, ""), ReportRow.Median("Bare Kestrel: GET, a second, by wrk", bareWrk, "")],
        ];
    }

    private static async Task<LoadResult> PostAsync(ServerProcess server)
    {
        var notes = new GeneratedNotes();
        var requests = Enumerable.Range(0, Posts).Select(_ => HttpMessage.Post("/api/items", server.Port, server.Token, JsonSerializer.Serialize(new CreateItemRequest { Content = notes.Next() }, CortexJson.Wire.CreateItemRequest))).ToList();
        var result = await Task.Run(() => LoadGenerator.Run(server.Port, Connections, expectedStatus: 201, AtMost, number => number < requests.Count ? requests[number] : null));
        using var connection = new HttpConnection(server.Port);
        var page = connection.Exchange(HttpMessage.Get("/api/items?limit=1", server.Port, server.Token));
        var total = int.Parse(Total().Match(page).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        return total == result.Answered ? result : throw new BenchmarkException($"{result.Answered} items were acknowledged, the library holds {total}.");
    }

    // The figure would mean nothing if the server had not kept them. It was killed without warning.
    private static async Task RequireIntactAsync(BenchmarkRun run, string home)
    {
        await run.Cortex(home, "index", "--words-only").FinishAsync();
        await BenchmarkRun.RequireFoundAsync(home, Posts);
    }

    private static async Task GetAsync(ServerProcess server, Samples perSecond, Samples tail, Samples wrk)
    {
        var request = HttpMessage.Get(server.HealthPath, server.Port);
        await Task.Run(() => LoadGenerator.Run(server.Port, Connections, expectedStatus: 200, TimeSpan.FromSeconds(2), _ => request));
        var result = await Task.Run(() => LoadGenerator.Run(server.Port, Connections, expectedStatus: 200, GetFor, _ => request));
        perSecond.Add(result.PerSecond);
        tail.Add(result.Milliseconds.Percentile(99));
        if (await WrkAsync($"http://127.0.0.1:{server.Port}{server.HealthPath}") is { } other) wrk.Add(other);
    }

    private static async Task<double?> WrkAsync(string url)
    {
        if (!File.Exists("/usr/bin/wrk")) return null;
        using var process = ChildProcess.Start("/usr/bin/wrk", ["-t1", $"-c{Connections}", "-d5s", url]);
        var output = await process.Output.ReadToEndAsync();
        return RequestsPerSecond().Match(output) is { Success: true } match ? double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : throw new BenchmarkException($"wrk said: {output}");
    }

    private static List<ReportRow> BareRows(BenchmarkRun run)
    {
        Samples one = new(), sixteen = new(), flushes = new();
        var notes = new GeneratedNotes();
        var texts = Enumerable.Range(0, BareInserts).Select(_ => notes.Next()).ToList();
        for (var i = 0; i < run.Options.Runs; i++)
        {
            var folder = run.NewFolder("bare-inserts");
            one.Add(BareSqlite.DurableInserts(folder, texts, perCommit: 1, BareFor));
            sixteen.Add(BareSqlite.DurableInserts(folder, texts, BarePerCommit, BareFor));
            flushes.Add(BareSqlite.Flushes(folder, BareFor));
            BenchmarkRun.Drop(folder);
        }

        return
        [
            ReportRow.Median("Bare SQLite: durable inserts of 1 KB, one a commit, a second", one, ""),
            ReportRow.Median($"Bare SQLite: the same, {BarePerCommit} a commit", sixteen, ""),
            ReportRow.Median("The disk: appends of 4 KiB, each flushed, a second", flushes, ""),
        ];
    }

    [GeneratedRegex("\"total\":([0-9]+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Total();

    [GeneratedRegex("Requests/sec: +([0-9.]+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RequestsPerSecond();
}
