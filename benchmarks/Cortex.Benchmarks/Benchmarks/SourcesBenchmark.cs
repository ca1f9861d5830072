using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Cortex.Benchmarks.Corpus;
using Cortex.Benchmarks.Http;
using Cortex.Benchmarks.Measuring;
using Cortex.Benchmarks.Report;
using Cortex.Benchmarks.Running;
using Cortex.Cli.Tests;
using Cortex.Contract;
using Cortex.Contract.Search;
using Cortex.Engine;
using Cortex.Engine.Jobs;
using Cortex.Engine.Storage;

namespace Cortex.Benchmarks.Benchmarks;

/// <summary>How fast the library is in step with a folder that is followed.</summary>
internal sealed class SourcesBenchmark : IBenchmark
{
    private const int Writes = 40, Files = 2_500, Edits = 500;
    private const double RescanBar = 2, ChangeBar = 1, EditsBar = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Name => "sources";
    public string Title => "In step with a folder";

    public string Method => $"`cortex sync` over {BenchmarkRun.Notes:N0} unchanged files, from spawn to exit; beside it `git status` of the same folder, committed, and listing it with sizes and times. " +
        $"Then a server watches these files, one is written, and searches over HTTP ask for its new word until it is found: {Writes} times, at random moments. " +
        $"Then {Edits} random edits, moves (of files and of folders), deletions and additions among {Files:N0} files, with random pauses that make them last some seconds: from the last until every file's content stands in the library under its path, nothing else does, and no word waits to be indexed. " +
        "Again with a server that is killed (SIGKILL) after a random one of them, the edits going on: from the moment the next server answers, or the last edit, until the same.";

    public async Task<IReadOnlyList<ReportRow>> RunAsync(BenchmarkRun run)
    {
        Samples rescan = new(), git = new(), listing = new(), change = new(), edits = new(), killed = new();
        var files = run.NewFolder("followed-files");
        GeneratedNotes.WriteFiles(files, BenchmarkRun.Notes);
        var home = run.NewFolder("followed");
        await run.Cortex(home, "import", files).FinishAsync();
        await BenchmarkRun.RequireFoundAsync(home, BenchmarkRun.Notes);
        var hasGit = await CommitAsync(files);
        for (var i = 0; i < run.Options.Runs; i++)
        {
            rescan.AddSeconds(await run.Cortex(home, "sync").FinishAsync());
            if (hasGit) git.AddSeconds(await ChildProcess.Start("git", ["-C", files, "-c", "gc.auto=0", "status", "--porcelain"]).FinishAsync());
            var clock = Stopwatch.StartNew();
            _ = new DirectoryInfo(files).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length + file.LastWriteTimeUtc.Ticks % 2);
            listing.AddSeconds(clock.Elapsed);
        }

        await ChangesAsync(run, home, files, change);
        BenchmarkRun.Drop(files);
        BenchmarkRun.Drop(home);
        for (var i = 0; i < run.Options.Runs; i++)
        {
            edits.AddSeconds(await EditsAsync(run, seed: 100 + i, kill: false));
            killed.AddSeconds(await EditsAsync(run, seed: 200 + i, kill: true));
        }

        var rows = new List<ReportRow> { ReportRow.Median($"`cortex sync`, {BenchmarkRun.Notes:N0} unchanged files", rescan, "s").AtMost(rescan.Median, RescanBar, "s") };
        if (hasGit) rows.Add(ReportRow.Median("`git status` of the same files", git, "s"));
        rows.AddRange(
        [
            ReportRow.Median("Listing them with sizes and times", listing, "s"),
            ReportRow.Of("One file written until its word is found, p50", change.Median, "s", $"{change.Count} writes"),
            ReportRow.Of("One file written until its word is found, the slowest", change.Most, "s").AtMost(change.Most, ChangeBar, "s"),
            ReportRow.Median($"{Edits} random edits: in step after the last, the slowest run counts", edits, "s").AtMost(edits.Most, EditsBar, "s"),
            ReportRow.Median("The same with a kill -9 among them, after the restart", killed, "s").AtMost(killed.Most, EditsBar, "s"),
        ]);
        return rows;
    }

    private static async Task<bool> CommitAsync(string folder)
    {
        try
        {
            await ChildProcess.Start("git", ["-C", folder, "init", "-q"]).FinishAsync();
            await ChildProcess.Start("git", ["-C", folder, "add", "-A"]).FinishAsync();
            await ChildProcess.Start("git", ["-C", folder, "-c", "user.name=b", "-c", "user.email=b@localhost", "-c", "gc.auto=0", "-c", "maintenance.auto=0", "commit", "-qm", "files"]).FinishAsync();
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task ChangesAsync(BenchmarkRun run, string home, string files, Samples change)
    {
        using var server = await ServerProcess.StartCortexAsync(run, home);
        using var connection = new HttpConnection(server.Port);
        await WatchedAsync(home);
        var random = new Random(3);
        var paths = Directory.GetFiles(files, "*.md", SearchOption.AllDirectories).Concat(Directory.GetFiles(files, "*.txt", SearchOption.AllDirectories)).ToList();
        for (var i = 0; i < Writes; i++)
        {
            await Task.Delay(random.Next(50, 800));
            var word = string.Create(CultureInfo.InvariantCulture, $"marker{i}zz{random.Next(1_000_000)}");
            var request = HttpMessage.Post("/api/search", server.Port, server.Token, JsonSerializer.Serialize(new SearchRequest { Query = word, Mode = SearchMode.Words }, CortexJson.Wire.SearchRequest));
            var clock = Stopwatch.StartNew();
            File.AppendAllText(paths[random.Next(paths.Count)], $"\n{word}\n");
            while (connection.Exchange(request).Contains("\"results\":[]", StringComparison.Ordinal))
            {
                if (clock.Elapsed > Patience) throw new BenchmarkException($"{word} was not found.");
                await Task.Delay(5);
            }

            change.AddSeconds(clock.Elapsed);
        }
    }

    private static async Task<TimeSpan> EditsAsync(BenchmarkRun run, int seed, bool kill)
    {
        var folder = run.NewFolder("edited");
        var home = run.NewFolder("edited-library");
        var random = new Random(seed);
        var edits = new RandomEdits(folder, random);
        edits.Fill(Files);
        await run.Cortex(home, "import", folder).FinishAsync();
        await using var engine = CortexEngine.Open(new LibraryFolder(home), TimeProvider.System, "benchmark");
        var server = await ServerProcess.StartCortexAsync(run, home);
        await WatchedAsync(home);
        var killAt = kill ? random.Next(Edits) : -1;
        var last = Stopwatch.GetTimestamp();
        for (var n = 0; n < Edits; n++)
        {
            if (n == killAt)
            {
                server.Dispose();
                edits.BeginUnseen();
            }

            // Once it was killed nobody watches, until the end.
            edits.Next(unseen: killAt >= 0 && n >= killAt);
            last = Stopwatch.GetTimestamp();
            if (random.Next(4) == 0) await Task.Delay(random.Next(60));
        }

        if (kill)
        {
            server = await ServerProcess.StartCortexAsync(run, home);
            last = Stopwatch.GetTimestamp();
        }

        while (!IsInStep(engine, edits, out var difference))
        {
            if (Stopwatch.GetElapsedTime(last) > Patience) throw new BenchmarkException($"The library is not in step: {difference}");
            await Task.Delay(20);
        }

        var took = Stopwatch.GetElapsedTime(last);
        server.Dispose();
        await engine.DisposeAsync();
        BenchmarkRun.Drop(folder);
        BenchmarkRun.Drop(home);
        return took;
    }

    private static bool IsInStep(CortexEngine engine, RandomEdits edits, out string difference)
    {
        var items = engine.Database.Read(db => db.Query("SELECT source_key, excerpt FROM items WHERE source_key IS NOT NULL AND vanished_at IS NULL AND deleted_at IS NULL", row => KeyValuePair.Create(row.Text(0), row.Text(1)))).ToDictionary(StringComparer.Ordinal);
        var wrong = edits.Files.Where(file => !items.TryGetValue(file.Key, out var excerpt) || !excerpt.Contains(file.Value, StringComparison.Ordinal)).Select(file => file.Key).ToList();
        difference = $"{wrong.Count} missing or old, {items.Count} for {edits.Files.Count} files, {engine.Ledger.Open(Stage.Words)} waiting; {string.Join(", ", wrong.Take(3))}";
        return wrong.Count == 0 && items.Count == edits.Files.Count && engine.Ledger.Open(Stage.Words) == 0;
    }

    private static async Task WatchedAsync(string home)
    {
        await using var engine = CortexEngine.Open(new LibraryFolder(home), TimeProvider.System, "benchmark");
        while (!engine.Folders.AreWatched) await Task.Delay(10);
        // The walk that a watch begins with.
        await Task.Delay(1000);
    }
}
