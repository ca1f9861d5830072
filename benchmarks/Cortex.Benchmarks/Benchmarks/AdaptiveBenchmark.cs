using System.Diagnostics;
using Cortex.Benchmarks.Corpus;
using Cortex.Benchmarks.Measuring;
using Cortex.Benchmarks.Report;
using Cortex.Benchmarks.Running;
using Cortex.Contract.Search;
using Cortex.Engine;
using Cortex.Engine.Storage;

namespace Cortex.Benchmarks.Benchmarks;

/// <summary>What it adds to a search to read the query, judge what was found, and try other words.</summary>
internal sealed class AdaptiveBenchmark : IBenchmark
{
    private const int Queries = 60, Passages = 20_000, Repeats = 3;
    private const double Bar = 10, SimpleBar = 1;

    public string Name => "adaptive";
    public string Title => "What adapting adds to a search";

    public string Method => $"{Queries} queries of each kind over notes of 1 KB with {Passages:N0} passages, each with a random vector (those of the search benchmark; two words joined by “vs”; a time of saving; a word with two letters swapped), 10 hits each, no language model: " +
        $"each is searched for {Repeats} times plainly and through the graph, in turn, in this process after other queries; the difference of the two medians is what adapting adds to a query.";

    public async Task<IReadOnlyList<ReportRow>> RunAsync(BenchmarkRun run)
    {
        Console.WriteLine($"  making a library of {Passages:N0} passages");
        await using var engine = CortexEngine.Open(new LibraryFolder(run.NewFolder("adaptive-library")), TimeProvider.System, "benchmark");
        await HybridBenchmark.FillAsync(engine, "chunks", Passages);
        var added = Kinds.ToDictionary(kind => kind.Name, _ => new Samples(), StringComparer.Ordinal);
        var (plain, adaptive, all) = (new Samples(), new Samples(), new Samples());
        var adapted = 0;
        for (ulong round = 0; round < 5; round++)
        {
            var notes = new GeneratedNotes(200 + round);
            foreach (var (kind, make) in Kinds)
            {
                for (var i = 0; i < Queries; i++)
                {
                    var request = new SearchRequest { Query = make(notes) };
                    var steps = 0;
                    var (without, with) = (new Samples(), new Samples());
                    for (var again = 0; again < Repeats; again++)
                    {
                        // Which comes first has the cold pages: in turn.
                        for (var turn = 0; turn < 2; turn++)
                        {
                            var isPlain = (i + again + turn) % 2 == 0;
                            var clock = Stopwatch.GetTimestamp();
                            if (isPlain) engine.Search.Plain(request);
                            else steps = engine.Search.Search(request).Steps.Count;
                            (isPlain ? without : with).AddMilliseconds(Stopwatch.GetElapsedTime(clock));
                        }
                    }

                    if (round < 2) continue;
                    if (steps > 0) adapted++;
                    plain.Add(without.Percentile(50));
                    adaptive.Add(with.Percentile(50));
                    added[kind].Add(with.Percentile(50) - without.Percentile(50));
                    all.Add(with.Percentile(50) - without.Percentile(50));
                }
            }
        }

        return
        [
            ReportRow.Of("Added, all kinds, p95", all.Percentile(95), "ms", $"{all.Count:N0} queries").AtMost(all.Percentile(95), Bar, "ms"),
            ReportRow.Of("Added to a simple query, p50", added["simple"].Percentile(50), "ms").AtMost(added["simple"].Percentile(50), SimpleBar, "ms"),
            .. Kinds.Select(kind => ReportRow.Of($"Added, {kind.Name}, p95", added[kind.Name].Percentile(95), "ms")),
            ReportRow.Of("Plain, p50", plain.Percentile(50), "ms"),
            ReportRow.Of("Plain, p95", plain.Percentile(95), "ms"),
            ReportRow.Of("Adaptive, p50", adaptive.Percentile(50), "ms"),
            ReportRow.Of("Adaptive, p95", adaptive.Percentile(95), "ms"),
            ReportRow.Of("Searches that did more than was typed", adapted, ""),
        ];
    }

    private static (string Name, Func<GeneratedNotes, string> Make)[] Kinds { get; } =
    [
        ("simple", notes => notes.NextQuery()),
        ("several things", notes => $"{notes.NextWord()} vs {notes.NextWord()}"),
        ("time", notes => $"what I saved this year about {notes.NextWord()}"),
        ("misspelt", notes => Swapped(notes.NextWord())),
    ];

    private static string Swapped(string word) => word.Length < 5 ? word : $"{word[..2]}{word[3]}{word[2]}{word[4..]}";
}
