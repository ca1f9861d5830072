using System.Globalization;
using Cortex.Benchmarks.Measuring;

namespace Cortex.Benchmarks.Report;

/// <summary>One figure of a section: what, how much, how far it spread, and the bar it has to pass, if there is one.</summary>
internal sealed record ReportRow(string What, string Figure, string Spread = "", string Bar = "", bool? Passed = null)
{
    /// <summary>The median of several runs.</summary>
    public static ReportRow Median(string what, Samples samples, string unit) =>
        new(what, Number(samples.Median, unit), samples.Count < 2 ? "" : $"{Plain(samples.Least)} to {Plain(samples.Most)}, {samples.Count} runs");

    /// <summary>A single number that does not vary, or that is itself a percentile of many.</summary>
    public static ReportRow Of(string what, double value, string unit, string spread = "") => new(what, Number(value, unit), spread);

    public ReportRow AtMost(double value, double bar, string unit) => this with { Bar = $"≤ {Number(bar, unit)}", Passed = value <= bar };

    public ReportRow AtLeast(double value, double bar, string unit) => this with { Bar = $"≥ {Number(bar, unit)}", Passed = value >= bar };

    public string ForTerminal() => $"{What,-62} {Figure,14}  {Verdict,-12} {Bar,-14} {Spread}".TrimEnd();

    public string ForReport() => $"| {What} | {Figure} | {Spread} | {Bar} | {Verdict} |";

    private string Verdict => Passed switch { true => "pass", false => "**miss**", null => "" };

    private static string Number(double value, string unit) => unit.Length == 0 ? Plain(value) : $"{Plain(value)} {unit}";

    // Three significant digits are more than the noise of any of these allows.
    private static string Plain(double value) => Math.Abs(value) switch
    {
        >= 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("0.000", CultureInfo.InvariantCulture),
    };
}
