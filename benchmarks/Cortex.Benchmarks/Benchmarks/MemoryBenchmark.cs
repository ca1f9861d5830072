using System.Text.Json;
using Cortex.Benchmarks.Corpus;
using Cortex.Benchmarks.Http;
using Cortex.Benchmarks.Measuring;
using Cortex.Benchmarks.Report;
using Cortex.Benchmarks.Running;
using Cortex.Contract;
using Cortex.Contract.Search;
using Cortex.Engine.Inference;

namespace Cortex.Benchmarks.Benchmarks;

/// <summary>What the encoder and the vectors take of the memory, and whether they give it back.</summary>
internal sealed class MemoryBenchmark : IBenchmark
{
    private const double LoadedBar = 160, ReleasedBar = 90;
    private const int Searches = 200;

    public string Name => "memory";
    public string Title => "Memory with the encoder loaded, and after it";

    public string Method => $"`cortex serve` over the library of 10,000 embedded notes: its memory (PSS) before the first search, after {Searches} searches by words and meaning, and five minutes and some seconds after the last of them.";

    public async Task<IReadOnlyList<ReportRow>> RunAsync(BenchmarkRun run)
    {
        using var server = await ServerProcess.StartCortexAsync(run, await run.NotesLibraryAsync());
        var before = ProcessUse.PssMib(server.Id);
        using (var connection = new HttpConnection(server.Port))
        {
            var queries = new GeneratedNotes(seed: 4);
            for (var i = 0; i < Searches; i++) connection.Exchange(HttpMessage.Post("/api/search", server.Port, server.Token, JsonSerializer.Serialize(new SearchRequest { Query = queries.NextQuery() }, CortexJson.Wire.SearchRequest)));
        }

        var loaded = ProcessUse.PssMib(server.Id);
        await Task.Delay(EncoderCache.DefaultIdleTime + TimeSpan.FromSeconds(5));
        var released = ProcessUse.PssMib(server.Id);
        return
        [
            ReportRow.Of("Before the first search", before, "MiB"),
            ReportRow.Of("With the encoder and the vectors loaded", loaded, "MiB").AtMost(loaded, LoadedBar, "MiB"),
            ReportRow.Of("Five minutes after their last use", released, "MiB").AtMost(released, ReleasedBar, "MiB"),
        ];
    }
}
