using Cortex.Benchmarks.Measuring;
using Cortex.Benchmarks.Peers;
using Cortex.Benchmarks.Report;
using Cortex.Benchmarks.Running;

namespace Cortex.Benchmarks.Benchmarks;

/// <summary>How long a search takes as a command of its own.</summary>
internal sealed class ColdSearchBenchmark : IBenchmark
{
    private const double Bar = 600, WordsBar = 400;
    private const int RunsEach = 30;

    public string Name => "cold-search";
    public string Title => "Cold search over 10,000 notes";

    public string Method => $"`cortex search WORDS` (by words and meaning: the model is loaded each time) as a new process, from spawn to exit, {RunsEach} times with different words; the files are in the page cache. " +
        "Beside it, in turn with it: `cortex --version`, a .NET program that prints one line, and `/bin/true`.";

    public async Task<IReadOnlyList<ReportRow>> RunAsync(BenchmarkRun run)
    {
        var home = await run.NotesLibraryAsync();
        Samples search = new(), words = new(), version = new(), bare = new(), nothing = new();
        var queries = new Corpus.GeneratedNotes(seed: 3);
        for (var i = 0; i < RunsEach; i++)
        {
            // The separator keeps an excluded word from reading as an option.
            search.AddMilliseconds(await run.Cortex(home, "search", "--", queries.NextQuery()).FinishAsync());
            words.AddMilliseconds(await run.Cortex(home, "search", "--words-only", "--", queries.NextQuery()).FinishAsync());
            version.AddMilliseconds(await run.Cortex(home, "--version").FinishAsync());
            bare.AddMilliseconds(await BareProcess.Start().FinishAsync());
            nothing.AddMilliseconds(await ChildProcess.Start("/bin/true", []).FinishAsync());
        }

        return
        [
            ReportRow.Median("`cortex search`, median", search, "ms"),
            ReportRow.Of("`cortex search`, p95", search.Percentile(95), "ms").AtMost(search.Percentile(95), Bar, "ms"),
            ReportRow.Median("`cortex search --words-only`, median", words, "ms"),
            ReportRow.Of("`cortex search --words-only`, p95", words.Percentile(95), "ms").AtMost(words.Percentile(95), WordsBar, "ms"),
            ReportRow.Median("`cortex --version`", version, "ms"),
            ReportRow.Median("Bare .NET program", bare, "ms"),
            ReportRow.Median("`/bin/true`", nothing, "ms"),
        ];
    }
}
