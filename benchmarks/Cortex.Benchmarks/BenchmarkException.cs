namespace Cortex.Benchmarks;

/// <summary>What keeps a benchmark from giving a figure that means something; the message says what to do.</summary>
public sealed class BenchmarkException(string message) : Exception(message);
