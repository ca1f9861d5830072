using System.Collections.Concurrent;
using Cortex.Engine.Storage;
using Xunit.Abstractions;

namespace Cortex.Cli.Tests;

/// <summary>
/// kill -9 at random moments under load: of a server that takes items, of an import, of a first start. Whatever was acknowledged is
/// there afterwards, the database is whole, and in the end everything is found and nothing is stuck.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Connections = 4;
    private const int RoundsOfALibrary = 10;
    private const int Files = 150;

    // CORTEX_TEST_QUICK=1: a tenth, for the inner loop.
    private static readonly int Rounds = Environment.GetEnvironmentVariable("CORTEX_TEST_QUICK") == "1" ? 10 : 200;

    [Fact]
    public async Task Nothing_acknowledged_is_lost()
    {
        var random = new Random(20260301);
        var total = 0;
        for (var round = 0; round < Rounds; round += RoundsOfALibrary)
        {
            using var home = new TemporaryHome();
            for (var n = 0; n < Files; n++) home.File($"notes/{n}.md", $"# File {n}\n\nText of the imported file number {n}.\n");
            var acknowledged = new ConcurrentDictionary<string, string>();
            for (var n = 0; n < Math.Min(RoundsOfALibrary, Rounds - round); n++)
            {
                switch (random.Next(10))
                {
                    case < 5:
                        await KillServer(home, random, acknowledged, imports: false);
                        break;
                    case < 7:
                        await KillServer(home, random, acknowledged, imports: true);
                        break;
                    case < 9:
                        KillAfter(home, ["import", home.At("notes"), "--json"], random.Next(700));
                        break;
                    default:
                        KillAfter(home, ["serve", "--port", "0", "--json"], random.Next(400));
                        break;
                }

                Check(home, acknowledged, $"round {round + n}");
            }

            Settle(home, acknowledged.Count, $"after round {round + RoundsOfALibrary}");
            total += acknowledged.Count;
        }

        output.WriteLine($"{Rounds} rounds, {total} items acknowledged, none lost.");
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
            for (var n = 0; !over.Task.IsCompleted; n++)
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

    private static void Check(TemporaryHome home, ConcurrentDictionary<string, string> acknowledged, string when)
    {
        using var database = Database.Open(home.Folder, TimeProvider.System, "check");
        Assert.Equal((when, "ok"), (when, database.Read(db => db.Text("PRAGMA integrity_check"))));
        database.Writer.Run(Durability.Derived, db => { db.Execute("INSERT INTO chunks_fts (chunks_fts, rank) VALUES ('integrity-check', 1)"); });
        var kept = database.Read(db => db.Query("SELECT i.id, r.content FROM items i JOIN revisions r ON r.item_pk = i.pk", row => (row.Text(0), row.Text(1)))).ToDictionary();
        foreach (var (id, content) in acknowledged) Assert.True(kept.TryGetValue(id, out var found) && found == content, $"{when}: {id} was acknowledged and is not there.");
        Assert.Equal((when, 0), (when, database.Read(db => db.Query("PRAGMA foreign_key_check", _ => 1).Count)));
        Assert.Equal((when, 0L), (when, database.Read(db => db.Long("SELECT count(*) FROM items i WHERE NOT EXISTS (SELECT 1 FROM jobs j WHERE j.item_pk = i.pk)"))));
    }

    private static void Settle(TemporaryHome home, int acknowledged, string when)
    {
        home.Run("import", home.At("notes"), "--json").Expect(0);
        var queue = home.Run("index", "--json").Expect(0).Json;
        Assert.Equal((when, 0L, 0L, 0L), (when, queue.GetProperty("pending").GetInt64(), queue.GetProperty("processing").GetInt64(), queue.GetProperty("failed").GetInt64()));
        using var database = Database.Open(home.Folder, TimeProvider.System, "check");
        Assert.Equal((when, (long)Files), (when, database.Read(db => db.Long("SELECT count(*) FROM items WHERE source_key IS NOT NULL"))));
        Assert.True(database.Read(db => db.Long("SELECT count(DISTINCT item_pk) FROM chunks")) >= acknowledged + Files, $"{when}: not everything is found.");
        Assert.Equal((when, 0L), (when, database.Read(db => db.Long("SELECT count(*) FROM jobs WHERE status <> 'done'"))));
    }
}
