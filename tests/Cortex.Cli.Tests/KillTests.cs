using System.Collections.Concurrent;
using Cortex.Engine.Storage;
using Xunit.Abstractions;

namespace Cortex.Cli.Tests;

/// <summary>
/// kill -9 at random moments under load: of a server that takes items, of an import, of the embedding, of a first start. Whatever was
/// acknowledged is there afterwards, the database is whole, and in the end everything is found by its words and has its one vector, and
/// nothing is stuck.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Connections = 4, Posts = 50;
    private const int RoundsOfALibrary = 10;
    private const int Files = 150, MoreFiles = 60;

    // CORTEX_TEST_QUICK=1: a tenth, for the inner loop.
    private static readonly int Rounds = Environment.GetEnvironmentVariable("CORTEX_TEST_QUICK") == "1" ? 10 : 200;

    [Fact]
    public async Task Nothing_acknowledged_is_lost()
    {
        var random = new Random(20260301);
        var (total, embeddings) = (0, 0);
        for (var round = 0; round < Rounds; round += RoundsOfALibrary)
        {
            using var home = new TemporaryHome();
            for (var n = 0; n < Files; n++) home.File($"notes/{n}.md", $"# File {n}\n\nText of the imported file number {n}.\n");
            var acknowledged = new ConcurrentDictionary<string, string>();
            var files = Files;
            for (var n = 0; n < Math.Min(RoundsOfALibrary, Rounds - round); n++)
            {
                // Each kind in each library, in an order that mixes them.
                switch (n * 7 % RoundsOfALibrary)
                {
                    case < 4:
                        await KillServer(home, random, acknowledged, imports: false);
                        break;
                    case < 6:
                        await KillServer(home, random, acknowledged, imports: true);
                        break;
                    case < 7:
                        KillAfter(home, ["import", home.At("notes"), "--json"], random.Next(700));
                        break;
                    case < 9:
                        if (KillEmbedding(home, random, $"more-{n}")) embeddings++;
                        files += MoreFiles;
                        break;
                    default:
                        KillAfter(home, ["serve", "--port", "0", "--json"], random.Next(400));
                        break;
                }

                Check(home, acknowledged, $"round {round + n}");
            }

            Settle(home, acknowledged.Count, files, $"after round {round + RoundsOfALibrary}");
            total += acknowledged.Count;
        }

        output.WriteLine($"{Rounds} rounds, {total} items acknowledged, none lost; {embeddings} kills while passages were embedded.");
        Assert.True(embeddings > Rounds / 20, $"Only {embeddings} kills came while passages were embedded.");
        Assert.True(total > Rounds, $"Only {total} items were acknowledged: the rounds tested nothing.");
    }

    [Fact]
    public void A_first_start_that_is_killed_leaves_nothing_in_the_way_of_the_next()
    {
        var random = new Random(7);
        for (var round = 0; round < Rounds / 5; round++)
        {
            using var home = new TemporaryHome();
            KillAfter(home, ["add", "first"], 40 + random.Next(300));
            home.Run("add", "second", "--json").Expect(0);
            Check(home, new ConcurrentDictionary<string, string>(), $"first start {round}");
        }
    }

    private static async Task KillServer(TemporaryHome home, Random random, ConcurrentDictionary<string, string> acknowledged, bool imports)
    {
        using var server = Server.TryStart(home);
        Assert.NotNull(server);
        using var import = imports ? home.Start(TemporaryHome.Executable, ["import", home.At("notes"), "--json"]) : null;
        var over = new TaskCompletionSource();
        var first = new TaskCompletionSource();
        var posting = Enumerable.Range(0, Connections).Select(connection => Task.Run(async () =>
        {
            // All that comes in is embedded in the end.
            for (var n = 0; n < Posts && !over.Task.IsCompleted; n++)
            {
                var content = $"Item {n} of connection {connection}, kept in {Guid.NewGuid():N} {new string('x', n % 50 * 40)}";
                if (await server.TryPostAsync(content) is not { } id) continue;
                Assert.True(acknowledged.TryAdd(id, content));
                first.TrySetResult();
            }
        })).ToList();
        // Some while it starts, most while it takes items in and works on them.
        if (random.Next(4) > 0) await first.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(250)));
        if (random.Next(2) == 0) import?.Kill();
        server.Kill();
        over.SetResult();
        import?.Kill();
        import?.WaitForExit();
        await Task.WhenAll(posting);
    }

    private static void KillAfter(TemporaryHome home, string[] arguments, int milliseconds)
    {
        using var process = home.Start(TemporaryHome.Executable, arguments);
        process.WaitForExit(milliseconds);
        process.Kill();
        process.WaitForExit();
    }

    // True when it was killed with some passages embedded and others not.
    private static bool KillEmbedding(TemporaryHome home, Random random, string folder)
    {
        for (var n = 0; n < MoreFiles; n++) home.File($"{folder}/{n}.md", $"# {folder} {n}\n\nThe file {n} of {folder} tells of {n * 17} ships, of their captains, and of what the weather did to them.\n");
        home.Run("import", home.At(folder), "--json").Expect(0);
        using var database = Database.Open(home.Folder, TimeProvider.System, "watch");
        var before = Vectors();
        using var process = home.Start(TemporaryHome.Executable, ["index"]);
        SpinWait.SpinUntil(() => process.HasExited || Vectors() > before, TimeSpan.FromSeconds(60));
        process.WaitForExit(random.Next(60));
        process.Kill();
        process.WaitForExit();
        return Vectors() > before && database.Read(db => db.Long("SELECT count(*) FROM jobs WHERE stage = 'meaning' AND status <> 'done'")) > 0;

        long? Vectors() => database.Read(db => db.Long("SELECT count(*) FROM vectors"));
    }

    private static void Check(TemporaryHome home, ConcurrentDictionary<string, string> acknowledged, string when)
    {
        using var database = Database.Open(home.Folder, TimeProvider.System, "check");
        Assert.Equal((when, "ok"), (when, database.Read(db => db.Text("PRAGMA integrity_check"))));
        database.Writer.Run(Durability.Derived, db => { db.Execute("INSERT INTO chunks_fts (chunks_fts, rank) VALUES ('integrity-check', 1)"); });
        var kept = database.Read(db => db.Query("SELECT i.id, r.content FROM items i JOIN revisions r ON r.item_pk = i.pk", row => (row.Text(0), row.Text(1)))).ToDictionary();
        foreach (var (id, content) in acknowledged) Assert.True(kept.TryGetValue(id, out var found) && found == content, $"{when}: {id} was acknowledged and is not there.");
        Assert.Equal((when, 0), (when, database.Read(db => db.Query("PRAGMA foreign_key_check", _ => 1).Count)));
        Assert.Equal((when, 0L), (when, database.Read(db => db.Long("SELECT count(*) FROM items i WHERE (SELECT count(*) FROM jobs j WHERE j.item_pk = i.pk) <> 4"))));
        // Embedded only where all of it is.
        Assert.Equal((when, 0L), (when, database.Read(db => db.Long("SELECT count(*) FROM jobs j JOIN chunks c ON c.item_pk = j.item_pk WHERE j.stage = 'meaning' AND j.status = 'done' AND NOT EXISTS (SELECT 1 FROM vectors v WHERE v.chunk_id = c.id)"))));
    }

    private static void Settle(TemporaryHome home, int acknowledged, int files, string when)
    {
        home.Run("import", home.At("notes"), "--json").Expect(0);
        var queue = home.Run("index", "--json").Expect(0).Json;
        Assert.Equal((when, 0L, 0L, 0L), (when, queue.GetProperty("pending").GetInt64(), queue.GetProperty("processing").GetInt64(), queue.GetProperty("failed").GetInt64()));
        using var database = Database.Open(home.Folder, TimeProvider.System, "check");
        Assert.Equal((when, (long)files), (when, database.Read(db => db.Long("SELECT count(*) FROM items WHERE source_key IS NOT NULL"))));
        Assert.True(database.Read(db => db.Long("SELECT count(DISTINCT item_pk) FROM chunks")) >= acknowledged + files, $"{when}: not everything is found.");
        Assert.Equal((when, 0L), (when, database.Read(db => db.Long("SELECT count(*) FROM jobs WHERE status <> 'done'"))));
        // Each was understood once, and its run went to its end.
        Assert.Equal((when, 0L), (when, database.Read(db => db.Long("SELECT count(*) FROM items i WHERE i.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM extractions e WHERE e.item_pk = i.pk AND e.revision = i.revision)"))));
        Assert.Equal((when, 0L), (when, database.Read(db => db.Long("SELECT count(*) FROM workflow_runs WHERE graph = 'processing' AND status IN ('running', 'waiting', 'failed')"))));
        Assert.Equal((when, 0L), (when, database.Read(db => db.Long("SELECT count(*) FROM workflow_runs r WHERE graph = 'processing' AND status = 'completed' AND (SELECT count(*) FROM json_each(r.nodes) WHERE json_extract(value, '$.node') = 'store' AND json_extract(value, '$.status') = 'completed') <> 1"))));
        Assert.Equal((when, 1L), (when, database.Read(db => db.Long("SELECT count(*) FROM generations"))));
        Assert.Equal((when, 0L), (when, database.Read(db => db.Long("SELECT count(*) FROM chunks c WHERE (SELECT count(*) FROM vectors v WHERE v.chunk_id = c.id AND length(v.vector) = 768) <> 1"))));
        Assert.Equal((when, 0L), (when, database.Read(db => db.Long("SELECT count(*) FROM vectors WHERE chunk_id NOT IN (SELECT id FROM chunks)"))));
    }
}
