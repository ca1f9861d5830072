namespace Cortex.Benchmarks.Running;

/// <summary>The command line.</summary>
internal sealed record RunOptions
{
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The executable under test.</summary>
    public required string Cortex { get; init; }

    /// <summary>This program, published as a single file; null when it is not.</summary>
    public required string? SingleFile { get; init; }

    /// <summary>The folder of <c>cran.all</c>, <c>cran.qry</c> and <c>cranqrel</c>; null when there is none.</summary>
    public required string? Collection { get; init; }

    /// <summary>The address of a running llama-server, or a folder that benchmarks/make-llama-server made; null when there is none.</summary>
    public required string? LlamaServer { get; init; }

    /// <summary>A folder of HTML pages; null when none is named.</summary>
    public string? Pages { get; init; }

    public required string Report { get; init; }

    /// <summary>Libraries and files are made here, on the disk that is to be measured.</summary>
    public required string Work { get; init; }

    /// <summary>Repeats of what takes seconds; what takes milliseconds is repeated more often.</summary>
    public required int Runs { get; init; }

    public static RunOptions Parse(string[] arguments)
    {
        var names = new List<string>();
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal)) names.Add(arguments[i]);
            else if (arguments[i] is "--cortex" or "--collection" or "--report" or "--work" or "--runs" or "--llama-server" or "--pages" && i + 1 < arguments.Length) named[arguments[i][2..]] = arguments[++i];
            else throw new BenchmarkException($"{arguments[i]} is unknown or lacks its value; see benchmarks/README.md.");
        }

        var known = BuiltInBenchmarks.All.Select(benchmark => benchmark.Name).ToList();
        if (names.Find(name => !known.Contains(name, StringComparer.Ordinal)) is { } unknown) throw new BenchmarkException($"There is no benchmark {unknown}; there are {string.Join(", ", known)}.");
        var root = Root();
        return new RunOptions
        {
            Names = names,
            Cortex = Executable(root, named.GetValueOrDefault("cortex")),
            SingleFile = Array.Find([Path.Combine(root, "artifacts", "benchmarks", "single-file", "Cortex.Benchmarks")], File.Exists),
            Collection = Folder(named.GetValueOrDefault("collection"), Path.Combine(root, "..", "shared", "datasets", "cranfield")),
            LlamaServer = named.GetValueOrDefault("llama-server"),
            Pages = named.GetValueOrDefault("pages"),
            Report = Path.GetFullPath(named.GetValueOrDefault("report") ?? Path.Combine(root, "benchmarks", "REPORT.md")),
            Work = Path.GetFullPath(named.GetValueOrDefault("work") ?? Path.Combine(root, "artifacts", "benchmarks", "work")),
            Runs = int.TryParse(named.GetValueOrDefault("runs") ?? "5", out var runs) && runs is > 0 and < 100 ? runs : throw new BenchmarkException("--runs takes a number from 1 to 99."),
        };
    }

    private static string Executable(string root, string? named)
    {
        string[] candidates = named is null
            ? [Path.Combine(root, "artifacts", "app", "cortex"), Path.Combine(root, "artifacts", "bin", "Cortex.Cli", "release", "cortex")]
            : [Path.GetFullPath(named)];
        return Array.Find(candidates, File.Exists) ?? throw new BenchmarkException($"There is no executable {string.Join(" nor ", candidates)}. Build it, or name it with --cortex.");
    }

    private static string? Folder(string? named, string otherwise)
    {
        if (named is not null && !Directory.Exists(named)) throw new BenchmarkException($"There is no folder {named}.");
        var folder = Path.GetFullPath(named ?? otherwise);
        return Directory.Exists(folder) ? folder : null;
    }

    // The repository this was built in: the folder that holds the solution.
    /// <summary>The repository.</summary>
    public static string Root()
    {
        foreach (var start in (string[])[Environment.CurrentDirectory, AppContext.BaseDirectory])
        {
            for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
            {
                if (File.Exists(Path.Combine(folder, "Cortex.slnx"))) return folder;
            }
        }

        throw new BenchmarkException("Start it within the repository.");
    }
}
