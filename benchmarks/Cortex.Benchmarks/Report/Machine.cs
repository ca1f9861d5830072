using System.Globalization;
using System.Runtime.InteropServices;
using Cortex.Engine;
using Cortex.Engine.Storage.Platform;
using Microsoft.Data.Sqlite;

namespace Cortex.Benchmarks.Report;

/// <summary>What the figures depend on; nothing that names the machine or its owner.</summary>
internal static class Machine
{
    public static string Describe() => $"""
        | | |
        | --- | --- |
        | Processor | {Processor()}, {Environment.ProcessorCount} cores |
        | Memory | {MemoryGib():0} GiB |
        | Kernel | {Kernel()} |
        | .NET | {RuntimeInformation.FrameworkDescription[".NET ".Length..]} |
        | SQLite | {Sqlite()} |
        | Cortex | {CortexVersion.Current} |
        """;

    private static string Processor() => Field("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static double MemoryGib() =>
        Field("/proc/meminfo", "MemTotal") is { } total ? double.Parse(total.Split(' ')[0], CultureInfo.InvariantCulture) / (1 << 20) : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30);

    private static string Kernel() => File.Exists("/proc/sys/kernel/osrelease") ? "Linux " + File.ReadAllText("/proc/sys/kernel/osrelease").Trim() : RuntimeInformation.OSDescription;

    private static string Sqlite()
    {
        NativeSqlite.Use();
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        return connection.ServerVersion;
    }

    private static string? Field(string file, string name)
    {
        if (!File.Exists(file)) return null;
        var line = File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
