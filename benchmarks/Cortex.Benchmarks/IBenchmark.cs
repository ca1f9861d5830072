using Cortex.Benchmarks.Report;
using Cortex.Benchmarks.Running;

namespace Cortex.Benchmarks;

/// <summary>One thing that is measured, with the peer or physical limit it is judged beside.</summary>
internal interface IBenchmark
{
    /// <summary>As it is called on the command line.</summary>
    string Name { get; }

    string Title { get; }

    /// <summary>What is done and how often, as the report says it.</summary>
    string Method { get; }

    Task<IReadOnlyList<ReportRow>> RunAsync(BenchmarkRun run);
}
