using System.Text;

namespace Cortex.Benchmarks.Report;

/// <summary>
/// The committed report. A benchmark replaces its own section; sections taken on another machine or version are dropped,
/// because figures of two machines are not to be compared.
/// </summary>
internal sealed class ReportFile(string path)
{
    private readonly string _machine = Machine.Describe();

    public void Write(IBenchmark benchmark, IReadOnlyList<ReportRow> rows)
    {
        var kept = Kept();
        kept[benchmark.Name] = Section(benchmark, rows);
        var report = new StringBuilder("""
            # Benchmark report

            Written by `benchmarks/run`; do not edit. What each section measures, and how to take it again: [README.md](README.md).
            Figures are medians; the spread is least to most. Rows without a bar are peers or physical limits, taken in the same run.


            """).Append(_machine).Append('\n');
        foreach (var name in BuiltInBenchmarks.All.Select(other => other.Name))
        {
            if (kept.TryGetValue(name, out var section)) report.Append('\n').Append(Begin(name)).Append('\n').Append(section).Append(End(name)).Append('\n');
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, report.ToString());
    }

    private static string Section(IBenchmark benchmark, IReadOnlyList<ReportRow> rows)
    {
        var section = new StringBuilder($"## {benchmark.Title}\n\n{benchmark.Method}\n\n| | Figure | Spread | Bar | |\n| --- | ---: | --- | --- | --- |\n");
        foreach (var row in rows) section.Append(row.ForReport()).Append('\n');
        return section.ToString();
    }

    private Dictionary<string, string> Kept()
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        var old = File.Exists(path) ? File.ReadAllText(path) : "";
        if (!old.Contains(_machine, StringComparison.Ordinal)) return kept;
        foreach (var name in BuiltInBenchmarks.All.Select(benchmark => benchmark.Name))
        {
            var begin = old.IndexOf(Begin(name), StringComparison.Ordinal);
            var end = old.IndexOf(End(name), StringComparison.Ordinal);
            if (begin >= 0 && end > begin) kept[name] = old[(begin + Begin(name).Length + 1)..end];
        }

        return kept;
    }

    private static string Begin(string name) => $"<!-- {name} -->";

    private static string End(string name) => $"<!-- /{name} -->";
}
