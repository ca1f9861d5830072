using System.Diagnostics;
using System.Text.Json;
using Xunit.Abstractions;

namespace Cortex.Cli.Tests;

/// <summary>A server follows a folder that somebody works in, is killed at a random moment and started again; in the end the library holds what the folder holds.</summary>
[Trait("Speed", "slow")]
public sealed class FollowTests(ITestOutputHelper output)
{
    private static readonly int Edits = Environment.GetEnvironmentVariable("CORTEX_TEST_QUICK") == "1" ? 100 : 500;

    [Fact]
    public void Every_edit_is_reflected_also_after_a_kill()
    {
        using var home = new TemporaryHome();
        var random = new Random(20261121);
        var folder = Directory.CreateDirectory(home.At("notes")).FullName;
        var edits = new RandomEdits(folder, random);
        edits.Fill(150);
        home.Run("import", folder, "--json").Expect(0);
        Server? server = Server.Start(home);
        var before = Items(server).ToDictionary(pair => pair.Key, pair => pair.Value.Id);
        try
        {
            var killAt = random.Next(Edits / 4, Edits / 2);
            for (var n = 0; n < Edits; n++)
            {
                edits.Next(unseen: false);
                if (n != killAt) continue;
                server!.Kill();
                server.Dispose();
                server = null;
                edits.BeginUnseen();
                for (var unseen = 0; unseen < 50; unseen++) edits.Next(unseen: true);
                server = Server.Start(home);
            }

            var waited = Stopwatch.StartNew();
            Server.Until(() => Differences(server!, edits).Count == 0 || waited.Elapsed > TimeSpan.FromSeconds(50), "the library to be in step");
            Assert.Equal([], Differences(server!, edits));
            output.WriteLine($"{string.Join(", ", edits.Done.Select(done => $"{done.Value} {done.Key}"))}; in step {waited.Elapsed.TotalSeconds:0.0} s after the last.");
            foreach (var word in edits.Files.Values.Where((_, n) => n % 10 == 0)) Server.Until(() => Finds(server!, word), $"{word} to be found");
            // Whoever has the path of the first import still has its identity.
            var now = Items(server!);
            Assert.All(before.Where(pair => edits.Files.ContainsKey(pair.Key)), pair => Assert.Equal(pair.Value, now[pair.Key].Id));
        }
        finally
        {
            server?.Dispose();
        }
    }

    [Fact]
    public void A_folder_that_is_imported_while_the_server_runs_is_followed()
    {
        using var home = new TemporaryHome();
        using var server = Server.Start(home);
        var path = home.File("notes/a.md", "First words.");
        home.Run("import", home.At("notes"), "--json").Expect(0);
        Server.Until(() => server.Get("api/sources").GetProperty("sources")[0].GetProperty("state").GetString() == "watched", "the folder to be watched");
        // The watch begins some moment after; what comes before it is found by the walk that follows.
        File.WriteAllText(path, "Second words: marigold.");
        Server.Until(() => Finds(server, "marigold"), "the change to be found");
        home.Run("sources", "forget", home.At("notes"), "--json").Expect(0);
        Assert.Equal(0, server.Get("api/sources").GetProperty("sources").GetArrayLength());
    }

    private static bool Finds(Server server, string word) => server.Post("api/search", $$"""{"query":"{{word}}","mode":"words"}""").GetProperty("results").GetArrayLength() == 1;

    private static Dictionary<string, (string Id, string Excerpt)> Items(Server server)
    {
        var items = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        for (var offset = 0; ; offset += 100)
        {
            var page = server.Get($"api/items?limit=100&offset={offset}").GetProperty("items");
            foreach (var item in page.EnumerateArray().Where(item => item.GetProperty("vanished_at").ValueKind == JsonValueKind.Null))
                items[item.GetProperty("metadata").GetProperty("path").GetString()!] = (item.GetProperty("id").GetString()!, item.GetProperty("excerpt").GetString()!);
            if (page.GetArrayLength() < 100) return items;
        }
    }

    private static List<string> Differences(Server server, RandomEdits edits)
    {
        var items = Items(server);
        var missing = edits.Files.Where(file => !items.TryGetValue(file.Key, out var item) || !item.Excerpt.Contains(file.Value, StringComparison.Ordinal)).Select(file => $"missing {file.Key} {file.Value}");
        return [.. missing, .. items.Keys.Except(edits.Files.Keys).Select(path => $"too much {path}")];
    }
}
