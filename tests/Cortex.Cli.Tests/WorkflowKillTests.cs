using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Cortex.Engine.Storage;

namespace Cortex.Cli.Tests;

/// <summary>kill -9 in the moment in which a node begins, for each node of what becomes of an item: after a restart every run is completed, and nothing was done twice.</summary>
[Trait("Speed", "slow")]
public sealed class WorkflowKillTests : IDisposable
{
    private const int Items = 12;
    private static readonly string[] Nodes = ["classify", "parse", "chunk", "understand", "embed", "extract", "validate", "store", "connect"];
    private readonly TemporaryHome _home = new();

    public static TheoryData<string> OfProcessing => [.. Nodes];

    [Theory]
    [MemberData(nameof(OfProcessing))]
    public async Task Processing_is_finished_by_the_next_server(string node)
    {
        using (var first = Server.Start(_home))
        {
            var killed = KillAtAsync(first, await ListenAsync(first), "processing", node, times: 3);
            for (var n = 0; n < Items; n++) await first.TryPostAsync(string.Create(CultureInfo.InvariantCulture, $"Note {n}: Anna Kowalska of the World Health Organization met the captain of ship {n * 17} in Geneva to talk about measles."));
            await killed.WaitAsync(TimeSpan.FromSeconds(60));
        }

        _home.Run("add", "Anna Kowalska came back to Geneva.", "--json").Expect(0);
        var queue = _home.Run("index", "--json").Expect(0).Json;
        Assert.Equal((0L, 0L, 0L), (queue.GetProperty("pending").GetInt64(), queue.GetProperty("processing").GetInt64(), queue.GetProperty("failed").GetInt64()));
        using var database = Database.Open(_home.Folder, TimeProvider.System, "check");
        long Count(string sql) => database.Read(db => db.Long(sql)) ?? 0;
        Assert.True(Count("SELECT count(*) FROM items") > 1, "It was killed before anything was kept.");
        Assert.Equal("ok", database.Read(db => db.Text("PRAGMA integrity_check")));
        Assert.Equal(0, Count("SELECT count(*) FROM jobs WHERE status <> 'done'"));
        Assert.Equal(0, Count("SELECT count(*) FROM items i WHERE (SELECT count(*) FROM extractions e WHERE e.item_pk = i.pk AND e.revision = i.revision) <> 1"));
        Assert.Equal(0, Count("SELECT count(*) FROM items i WHERE (SELECT count(*) FROM workflow_runs r WHERE r.subject = i.id AND r.status = 'completed') <> 1"));
        Assert.Equal(0, Count("SELECT count(*) FROM workflow_runs WHERE status <> 'completed'"));
        // Each node that writes has ended once in each run.
        foreach (var writes in (string[])["chunk", "store", "connect"])
            Assert.Equal((writes, 0), (writes, Count($"SELECT count(*) FROM workflow_runs r WHERE (SELECT count(*) FROM json_each(r.nodes) WHERE json_extract(value, '$.node') = '{writes}' AND json_extract(value, '$.status') = 'completed') <> 1")));
        Assert.Equal(0, Count("SELECT count(*) FROM chunks c WHERE (SELECT count(*) FROM vectors v WHERE v.chunk_id = c.id) <> 1"));
        Assert.True(Count("SELECT count(*) FROM connections") > 0, "Nothing was connected.");
        Assert.Equal(0, Count("SELECT count(*) FROM connections c WHERE NOT EXISTS (SELECT 1 FROM items i WHERE i.pk = c.a_pk AND i.revision = c.a_revision)"));
    }

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("collect")]
    [InlineData("connect")]
    [InlineData("recall")]
    [InlineData("themes")]
    [InlineData("introduce")]
    [InlineData("compose")]
    public async Task A_digest_is_finished_by_the_next_server(string node)
    {
        using (var first = Server.Start(_home))
        {
            for (var n = 0; n < Items; n++) await first.TryPostAsync(string.Create(CultureInfo.InvariantCulture, $"Note {n}: otters, their rivers and the ship {n * 17}."));
            Server.Until(() => first.Get("api/processing/queue").GetProperty("pending").GetInt64() == 0, "the notes");
            var killed = KillAtAsync(first, await ListenAsync(first), "digest", node, times: 1);
            Task making = first.Client.PostAsync("api/digest", new StringContent("""{"period": "daily"}""", System.Text.Encoding.UTF8, "application/json"));
            await killed.WaitAsync(TimeSpan.FromSeconds(60));
            await making.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        using var second = Server.Start(_home);
        Server.Until(() => second.Get("api/digests").GetProperty("total").GetInt64() == 1, "the digest");
        Server.Until(() => Runs("completed") == 1, "its run");
        Assert.Equal(1, Runs());

        long Runs(string? status = null) => second.Get($"api/workflows/runs?graph=digest{(status is null ? "" : "&status=" + status)}").GetProperty("total").GetInt64();
    }

    private static async Task<ClientWebSocket> ListenAsync(Server server)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", "Bearer " + server.Token);
        await socket.ConnectAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"ws://127.0.0.1:{server.Port}/api/ws/workflows")), CancellationToken.None);
        return socket;
    }

    // Where several go by, some go past it, so that there are items in every state.
    private static async Task KillAtAsync(Server server, ClientWebSocket socket, string graph, string node, int times)
    {
        using var _ = socket;
        var buffer = new byte[64 * 1024];
        for (var seen = 0; seen < times;)
        {
            var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
            using var happened = JsonDocument.Parse(buffer.AsMemory(0, received.Count));
            if (happened.RootElement.GetProperty("type").GetString() == "node_started" && happened.RootElement.GetProperty("graph").GetString() == graph && happened.RootElement.GetProperty("node").GetString() == node) seen++;
        }

        server.Kill();
    }
}
