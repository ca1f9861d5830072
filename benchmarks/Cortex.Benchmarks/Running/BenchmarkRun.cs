using System.Globalization;
using Cortex.Benchmarks.Corpus;
using Cortex.Engine;
using Cortex.Engine.Jobs;
using Cortex.Engine.Storage;

namespace Cortex.Benchmarks.Running;

/// <summary>What the benchmarks of one run share: the executable, scratch folders, and the library of 10,000 notes, which is made once.</summary>
internal sealed class BenchmarkRun : IDisposable
{
    public const int Notes = 10_000;
    private string? _library;
    private int _folders;

    public BenchmarkRun(RunOptions options)
    {
        Options = options;
        if (Directory.Exists(options.Work)) Directory.Delete(options.Work, recursive: true);
        Directory.CreateDirectory(options.Work);
    }

    public RunOptions Options { get; }

    /// <summary>A new empty folder, gone when the run ends.</summary>
    public string NewFolder(string name) =>
        Directory.CreateDirectory(Path.Combine(Options.Work, string.Create(CultureInfo.InvariantCulture, $"{++_folders:00}-{name}"))).FullName;

    /// <summary>Starts the executable under test over a library.</summary>
    public ChildProcess Cortex(string home, params string[] arguments) => ChildProcess.Start(Options.Cortex, arguments, home);

    /// <summary>The library of 10,000 notes, all found by words and by meaning.</summary>
    public async Task<string> NotesLibraryAsync()
    {
        if (_library is not null) return _library;
        Console.WriteLine($"  making the library of {Notes:N0} notes");
        var files = NewFolder("note-files");
        GeneratedNotes.WriteFiles(files, Notes);
        var home = NewFolder("notes-library");
        await Cortex(home, "import", "--wait", files).FinishAsync();
        await RequireFoundAsync(home, Notes);
        return _library = home;
    }

    /// <summary>Fails unless this many items are found by words: a figure of an import that lost some would mean nothing.</summary>
    public static async Task RequireFoundAsync(string home, int items)
    {
        await using var engine = CortexEngine.Open(new LibraryFolder(home), TimeProvider.System, "benchmark");
        var status = engine.Ledger.Status(jobs: 1);
        var found = status.Stages[Stage.Words].Done;
        if (found != items) throw new BenchmarkException($"{found} of {items} items are found by words, {status.Failed} failed.");
    }

    /// <summary>Works until all is found by its meaning.</summary>
    public static async Task EmbedAsync(CortexEngine engine)
    {
        var changed = engine.Feed.WhenChanged();
        engine.Runner.Start();
        for (; engine.Ledger.Open(Stage.Meaning) > 0; changed = engine.Feed.WhenChanged())
        {
            if (engine.Runner.BackgroundTrouble is { } trouble) throw trouble;
            await changed;
        }
    }

    /// <summary>A folder that is no longer needed, removed at once to keep the disk small.</summary>
    public static void Drop(string folder) => Directory.Delete(folder, recursive: true);

    public void Dispose() => Directory.Delete(Options.Work, recursive: true);
}
