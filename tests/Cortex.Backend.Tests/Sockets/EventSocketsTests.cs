using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace Cortex.Backend.Tests.Sockets;

public sealed class EventSocketsTests
{
    private static readonly string[] Stages = ["words", "meaning", "extraction", "connections"];

    [Fact]
    public async Task Everything_that_happens_is_sent_as_it_happens()
    {
        await using var backend = await TestBackend.StartAsync();
        using var socket = await backend.ConnectWithTokenAsync("/api/ws/events");
        var id = await backend.CreateSearchableAsync("Watched.");
        var created = (await TestBackend.ReceiveAsync(socket))!;
        Assert.Equal(("item_created", id), ((string)created["type"]!, (string)created["item_id"]!));
        await AssertStagesDoneAsync(socket, id);
    }

    [Fact]
    public async Task A_socket_resumes_after_a_number()
    {
        await using var backend = await TestBackend.StartAsync();
        await backend.CreateSearchableAsync("Missed.");
        var events = (await backend.GetAsync("/api/events"))["events"]!.AsArray();
        using var socket = await backend.ConnectWithTokenAsync("/api/ws/events?after=0");
        foreach (var missed in events) Assert.True(JsonNode.DeepEquals(missed, await TestBackend.ReceiveAsync(socket)));
        using var later = await backend.ConnectWithTokenAsync($"/api/ws/events?after={events[0]!["seq"]}");
        Assert.True(JsonNode.DeepEquals(events[1], await TestBackend.ReceiveAsync(later)));
        using var lost = await backend.ConnectWithTokenAsync("/api/ws/events?after=1000000");
        Assert.Equal("library_reloaded", (string?)(await TestBackend.ReceiveAsync(lost))!["type"]);
        foreach (var wrong in (string[])["-1", "01", "x", ""]) Assert.Equal(422, await backend.RefusedSocketAsync("/api/ws/events?after=" + wrong, ("Authorization", "Bearer " + backend.Token)));
    }

    [Fact]
    public async Task The_socket_of_an_item_sends_its_stages_until_the_last_is_done()
    {
        await using var backend = await TestBackend.StartAsync(new BackendOptions { RunJobs = false });
        var id = (string)(await backend.CreateAsync("Pending."))["id"]!;
        using var socket = await backend.ConnectWithTokenAsync("/api/ws/processing/" + id);
        foreach (var stage in Stages)
        {
            var waiting = (await TestBackend.ReceiveAsync(socket))!;
            Assert.Equal((id, stage, "waiting", "pending"), ((string)waiting["item_id"]!, (string)waiting["stage"]!, (string)waiting["status"]!, (string)waiting["processing_status"]!));
        }

        await backend.CreateAsync("Another, of which nothing is sent.");
        backend.Server.Engine.Runner.Start();
        await AssertStagesDoneAsync(socket, id);
        Assert.Null(await TestBackend.ReceiveAsync(socket));
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task The_socket_of_a_finished_item_says_so_and_closes()
    {
        await using var backend = await TestBackend.StartAsync();
        var id = await backend.CreateSearchableAsync("Finished.");
        using var socket = await backend.ConnectWithTokenAsync("/api/ws/processing/" + id);
        foreach (var stage in Stages)
        {
            var done = (await TestBackend.ReceiveAsync(socket))!;
            Assert.Equal((stage, "completed"), ((string)done["stage"]!, (string)done["processing_status"]!));
        }

        Assert.Null(await TestBackend.ReceiveAsync(socket));
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task The_socket_of_an_item_ends_when_the_item_is_deleted()
    {
        await using var backend = await TestBackend.StartAsync(new BackendOptions { RunJobs = false });
        var id = (string)(await backend.CreateAsync("Deleted."))["id"]!;
        using var socket = await backend.ConnectWithTokenAsync("/api/ws/processing/" + id);
        await TestBackend.ReceiveAsync(socket);
        using var deleted = await backend.SendAsync(HttpMethod.Delete, "/api/items/" + id);
        await TestBackend.UntilClosedAsync(socket);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task A_socket_that_the_client_closes_is_closed_in_turn()
    {
        await using var backend = await TestBackend.StartAsync();
        using var socket = await backend.ConnectWithTokenAsync("/api/ws/events");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestBackend.Soon());
        Assert.Equal(WebSocketState.Closed, socket.State);
    }

    [Fact]
    public async Task Without_an_upgrade_a_socket_is_a_clean_error()
    {
        await using var backend = await TestBackend.StartAsync();
        await backend.ProblemAsync(HttpMethod.Get, "/api/ws/events", null, 400, "invalid_argument");
        foreach (var id in (string[])["x", "..%2f", new string('x', 9000)]) Assert.Equal(404, await backend.RefusedSocketAsync("/api/ws/processing/" + id, ("Authorization", "Bearer " + backend.Token)));
    }

    [Fact]
    public async Task Many_sockets_see_the_same()
    {
        await using var backend = await TestBackend.StartAsync(new BackendOptions { RunJobs = false });
        var sockets = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => backend.ConnectWithTokenAsync("/api/ws/events")));
        var id = (string)(await backend.CreateAsync("Seen by all."))["id"]!;
        foreach (var socket in sockets)
        {
            Assert.Equal(id, (string?)(await TestBackend.ReceiveAsync(socket))!["item_id"]);
            socket.Dispose();
        }
    }

    // Between the first and the last, the two others end as they come.
    private static async Task AssertStagesDoneAsync(WebSocket socket, string id)
    {
        var ended = new List<string>();
        foreach (var _ in Stages)
        {
            var done = (await TestBackend.ReceiveAsync(socket))!;
            Assert.Equal(("stage_changed", id, "done"), ((string)done["type"]!, (string)done["item_id"]!, (string)done["status"]!));
            ended.Add((string)done["stage"]!);
            Assert.Equal(ended.Count == Stages.Length ? "completed" : "processing", (string)done["processing_status"]!);
        }

        Assert.Equal(("words", "connections"), (ended[0], ended[^1]));
        Assert.Equal(Stages.Order(), ended.Order());
    }
}
