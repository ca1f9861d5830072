using System.Globalization;

namespace Cortex.Benchmarks.Running;

/// <summary>What a process takes of the machine, as Linux tells it.</summary>
internal static class ProcessUse
{
    // USER_HZ: fixed at 100 for every program, whatever the kernel ticks at.
    private const double TicksPerSecond = 100;

    /// <summary>Proportional set size in MiB: its own pages and its share of the shared ones.</summary>
    public static double PssMib(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/smaps_rollup").First(line => line.StartsWith("Pss:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>User and system time so far.</summary>
    public static TimeSpan Cpu(int processId)
    {
        // The second field is the name in brackets and may hold spaces.
        var stat = File.ReadAllText($"/proc/{processId}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond);
    }
}
