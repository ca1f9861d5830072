namespace Cortex.Benchmarks.Measuring;

/// <summary>Repeated measurements of one thing, in whatever unit.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];
    private double[]? _sorted;

    public int Count => _values.Count;
    public double Median => Percentile(50);
    public double Mean => _values.Average();
    public double Least => Sorted[0];
    public double Most => Sorted[^1];
    public double Last => _values[^1];

    private double[] Sorted => _sorted ??= _values.Count == 0 ? throw new BenchmarkException("Nothing was measured.") : [.. _values.Order()];

    public void Add(double value)
    {
        _values.Add(value);
        _sorted = null;
    }

    public void AddMilliseconds(TimeSpan time) => Add(time.TotalMilliseconds);

    public void AddSeconds(TimeSpan time) => Add(time.TotalSeconds);

    /// <summary>Between the two nearest ranks, so that the median of an even count is their mean.</summary>
    public double Percentile(double percent)
    {
        var at = percent / 100 * (Sorted.Length - 1);
        var low = (int)at;
        return low + 1 >= Sorted.Length ? Sorted[low] : Sorted[low] + ((at - low) * (Sorted[low + 1] - Sorted[low]));
    }
}
