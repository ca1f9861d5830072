using Cortex.Benchmarks.Peers;
using Cortex.Benchmarks.Report;
using Cortex.Benchmarks.Running;

namespace Cortex.Benchmarks;

/// <summary>Runs the named benchmarks, or all, and writes their sections of the report. The peers are started as subcommands of this same executable.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case [BareKestrel.Verb]:
                return await BareKestrel.RunAsync();
            case [BareProcess.Verb]:
                return BareProcess.Run();
            case [EncoderProcess.Verb]:
                return EncoderProcess.Run();
            case [EncoderProcess.RateVerb]:
                return EncoderProcess.RunRate();
        }

        try
        {
            return await MeasureAsync(RunOptions.Parse(arguments));
        }
        catch (BenchmarkException error)
        {
            await Console.Error.WriteLineAsync($"benchmarks: {error.Message}");
            return 1;
        }
    }

    private static async Task<int> MeasureAsync(RunOptions options)
    {
        var report = new ReportFile(options.Report);
        using var run = new BenchmarkRun(options);
        foreach (var benchmark in BuiltInBenchmarks.All.Where(benchmark => options.Names.Count == 0 || options.Names.Contains(benchmark.Name, StringComparer.Ordinal)))
        {
            Console.WriteLine($"\n{benchmark.Name}: {benchmark.Title}");
            var rows = await benchmark.RunAsync(run);
            foreach (var row in rows) Console.WriteLine("  " + row.ForTerminal());
            report.Write(benchmark, rows);
        }

        Console.WriteLine($"\n{Path.GetRelativePath(Environment.CurrentDirectory, options.Report)} is written.");
        return 0;
    }
}
