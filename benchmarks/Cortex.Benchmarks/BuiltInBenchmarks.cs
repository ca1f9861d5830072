using Cortex.Benchmarks.Benchmarks;

namespace Cortex.Benchmarks;

/// <summary>Every benchmark there is, in the report's order.</summary>
internal static class BuiltInBenchmarks
{
    public static IReadOnlyList<IBenchmark> All { get; } =
    [
        new RetrievalBenchmark(),
        new AskBenchmark(),
        new ImportBenchmark(),
        new SourcesBenchmark(),
        new SearchBenchmark(),
        new AdaptiveBenchmark(),
        new ColdSearchBenchmark(),
        new HybridBenchmark(),
        new EncoderBenchmark(),
        new VectorsBenchmark(),
        new EmbeddingBenchmark(),
        new ExtractionBenchmark(),
        new ProcessingBenchmark(),
        new MemoryBenchmark(),
        new SentenceChoiceBenchmark(),
        new StartBenchmark(),
        new HttpBenchmark(),
        new ProvidersBenchmark(),
        new WorkflowsBenchmark(),
        new ChatBenchmark(),
        new WebBenchmark(),
    ];
}
