using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cortex.Backend.Tests.Sockets;

public sealed class ChatSocketTests(SharedBackend shared) : IClassFixture<SharedBackend>
{
    private TestBackend Backend => shared.Backend;

    // One for each test: all share a library.
    private readonly string _word = $"zanzibar{Guid.NewGuid():N}";

    [Fact]
    public async Task A_question_is_answered_in_pieces_then_citations_then_done()
    {
        var id = await NoteAsync();
        using var socket = await OpenAsync("c-" + id);
        await SendAsync(socket, Ask($"What does {_word} do?"));
        var events = await UntilEndAsync(socket);
        Assert.Equal("done", Type(events[^1]));
        Assert.Equal("citations", Type(events[^2]));
        var content = string.Concat(events.Where(one => Type(one) == "chunk").Select(one => (string)one["content"]!));
        Assert.Equal(content, (string)events[^1]["message"]!["content"]!);
        var citation = events[^2]["citations"]![0]!;
        Assert.Equal((id, $"The {_word} hums at night."), ((string)citation["item_id"]!, (string)citation["quote"]!));
        Assert.True((int)citation["end"]! > (int)citation["start"]! && (long)citation["chunk_id"]! > 0 && citation["title"] is not null);
        var stored = await Backend.GetAsync($"/api/conversations/c-{id}");
        Assert.Equal((string)events[^1]["message_id"]!, (string)stored["messages"]![1]!["id"]!);
        Assert.Equal(content, (string)stored["messages"]![1]!["content"]!);
    }

    [Fact]
    public async Task What_is_not_there_has_a_chunk_too()
    {
        await NoteAsync();
        using var socket = await OpenAsync("not there");
        await SendAsync(socket, Ask("Who won the chess championship of 1972 in Reykjavik?"));
        var events = await UntilEndAsync(socket);
        Assert.Contains(events, one => Type(one) == "chunk" && ((string)one["content"]!).Length > 0);
        Assert.False((bool)events[^1]["message"]!["answered"]!);
    }

    [Fact]
    public async Task Nothing_comes_before_the_first_question()
    {
        using var socket = await OpenAsync("quiet");
        using var moment = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => socket.ReceiveAsync(new byte[10], moment.Token));
        await Backend.ProblemAsync(HttpMethod.Get, "/api/conversations/quiet", null, 404, "not_found");
    }

    [Theory]
    [InlineData("nonsense", "malformed_json")]
    [InlineData("[1]", "malformed_json")]
    [InlineData("{}", "validation_failed")]
    [InlineData("""{"message": ""}""", "validation_failed")]
    [InlineData("""{"message": 7}""", "malformed_json")]
    [InlineData("""{"type": "dance"}""", "validation_failed")]
    [InlineData("null", "validation_failed")]
    [InlineData("""{"type": "follow", "message_id": "none"}""", "not_found")]
    [InlineData("""{"message": "\ud800"}""", "malformed_json")]
    public async Task What_is_no_question_is_told_and_the_socket_lives_on(string sent, string code)
    {
        await NoteAsync();
        using var socket = await OpenAsync($"bad-{Guid.NewGuid():N}");
        await SendAsync(socket, sent);
        var error = await ReceiveAsync(socket);
        Assert.Equal(("error", code), (Type(error), (string)error["code"]!));
        await socket.SendAsync(new byte[] { 0xff, 0xfe }, WebSocketMessageType.Binary, true, TestBackend.Soon());
        Assert.Equal("error", Type(await ReceiveAsync(socket)));
        await SendAsync(socket, Ask($"What does {_word} do?"));
        Assert.Equal("done", Type((await UntilEndAsync(socket))[^1]));
    }

    [Fact]
    public async Task A_question_may_come_in_fragments_and_several_over_one_socket()
    {
        await NoteAsync();
        using var socket = await OpenAsync($"many-{Guid.NewGuid():N}");
        var bytes = Encoding.UTF8.GetBytes(Ask($"What does {_word} do? Ça va, 日本?"));
        for (var i = 0; i < bytes.Length; i += 3) await socket.SendAsync(bytes.AsMemory(i, Math.Min(3, bytes.Length - i)), WebSocketMessageType.Text, i + 3 >= bytes.Length, TestBackend.Soon());
        await SendAsync(socket, Ask($"Does the {_word} hum?"));
        var first = await UntilEndAsync(socket);
        var second = await UntilEndAsync(socket);
        Assert.Equal(("done", "done"), (Type(first[^1]), Type(second[^1])));
        Assert.NotEqual((string)first[^1]["message_id"]!, (string)second[^1]["message_id"]!);
        // "stop" after the end is no fault.
        await SendAsync(socket, """{"type":"stop"}""");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestBackend.Soon());
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task A_socket_that_drops_does_not_lose_the_answer()
    {
        await NoteAsync();
        var id = $"dropped-{Guid.NewGuid():N}";
        using (var socket = await OpenAsync(id))
        {
            await SendAsync(socket, Ask($"What does {_word} do?"));
            Assert.Equal("status", Type(await ReceiveAsync(socket)));
            socket.Abort();
        }

        await TestBackend.UntilAsync(async () => (string)(await Backend.GetAsync($"/api/conversations/{id}"))["messages"]![1]!["status"]! == "completed", "the answer");
    }

    [Fact]
    public async Task An_answer_can_be_followed_from_its_beginning_or_read_at_its_end()
    {
        await NoteAsync();
        var answer = await Backend.PostAsync("/api/conversations/by-http/messages", Ask($"What does {_word} do?"));
        Assert.Equal(("assistant", "completed", "by-http"), ((string)answer["role"]!, (string)answer["status"]!, (string)answer["conversation_id"]!));
        using var socket = await OpenAsync("by-http");
        await SendAsync(socket, JsonSerializer.Serialize(new { type = "follow", message_id = (string)answer["id"]! }));
        var done = await ReceiveAsync(socket);
        Assert.Equal(("done", (string)answer["content"]!), (Type(done), (string)done["message"]!["content"]!));
    }

    [Fact]
    public async Task An_answer_is_stopped_by_who_follows_it()
    {
        // A model that never says anything.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var backend = await TestBackend.StartAsync();
        await backend.CreateSearchableAsync($"The {_word} hums at night.", "A machine");
        var settings = JsonSerializer.Serialize(new { settings = new { chat_model = "openai:tiny", openai_base_url = $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/v1" } });
        await backend.ReadAsync(HttpMethod.Put, "/api/settings", settings, 200);
        using var asking = await backend.ConnectWithTokenAsync("/api/ws/chat/followed");
        await SendAsync(asking, Ask($"What does the {_word} do?"));
        var id = (string)(await ReceiveAsync(asking))["message_id"]!;
        using var following = await backend.ConnectWithTokenAsync("/api/ws/chat/followed");
        await SendAsync(following, JsonSerializer.Serialize(new { type = "follow", message_id = id }));
        Assert.Equal(id, (string)(await ReceiveAsync(following))["message_id"]!);
        await SendAsync(following, """{"type":"stop"}""");
        var done = (await UntilEndAsync(following))[^1];
        Assert.Equal(("done", "stopped"), (Type(done), (string)done["message"]!["status"]!));
    }

    [Fact]
    public async Task Too_long_a_message_ends_the_socket()
    {
        using var socket = await OpenAsync("long");
        await SendAsync(socket, Ask(new string('x', 200_000)));
        await TestBackend.UntilClosedAsync(socket);
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, socket.CloseStatus);
    }

    [Fact]
    public async Task A_plain_request_and_strangers_are_refused()
    {
        await Backend.ProblemAsync(HttpMethod.Get, "/api/ws/chat/any", null, 400, "invalid_argument");
        Assert.Equal(401, await Backend.RefusedSocketAsync("/api/ws/chat/any"));
        Assert.Equal(403, await Backend.RefusedSocketAsync("/api/ws/chat/any", ("Authorization", "Bearer " + Backend.Token), ("Origin", "https://evil.example")));
    }

    [Fact]
    public async Task Conversations_over_HTTP()
    {
        var created = await Backend.PostAsync("/api/conversations", """{"title": "Mine", "filters": {"tags": ["x"]}}""", 201);
        var id = (string)created["id"]!;
        Assert.Equal("Mine", (string)(await Backend.ReadAsync(HttpMethod.Get, $"/api/conversations/{id}", null, 200))["title"]!);
        Assert.Equal("Other", (string)(await Backend.ReadAsync(HttpMethod.Patch, $"/api/conversations/{id}", """{"title": "Other"}""", 200))["title"]!);
        Assert.Equal("x", (string)(await Backend.GetAsync($"/api/conversations/{id}"))["filters"]!["tags"]![0]!);
        Assert.Contains((await Backend.GetAsync("/api/conversations?limit=500"))["conversations"]!.AsArray(), one => (string)one!["id"]! == id);
        await Backend.ProblemAsync(HttpMethod.Post, "/api/conversations", JsonSerializer.Serialize(new { id }), 409, "already_exists");
        await Backend.ProblemAsync(HttpMethod.Patch, "/api/conversations/none", "{}", 404, "not_found");
        await Backend.ProblemAsync(HttpMethod.Delete, "/api/conversations/none", null, 404, "not_found");
        Assert.Equal(["message"], await Backend.InvalidFieldsAsync(HttpMethod.Post, $"/api/conversations/{id}/messages", "{}"));
        using var deleted = await Backend.SendAsync(HttpMethod.Delete, $"/api/conversations/{id}");
        Assert.Equal(204, (int)deleted.StatusCode);
        await Backend.ProblemAsync(HttpMethod.Get, $"/api/conversations/{id}", null, 404, "not_found");
        Assert.Equal("Other", (string)(await Backend.PostAsync($"/api/conversations/{id}/restore", "{}"))["title"]!);
    }

    private Task<string> NoteAsync() => Backend.CreateSearchableAsync($"The {_word} hums at night. It is made of brass.", "A machine");

    private Task<ClientWebSocket> OpenAsync(string id) => Backend.ConnectWithTokenAsync($"/api/ws/chat/{Uri.EscapeDataString(id)}");

    private static string Ask(string message) => JsonSerializer.Serialize(new { message });

    private static string Type(JsonObject message) => (string)message["type"]!;

    private static Task SendAsync(WebSocket socket, string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, TestBackend.Soon());

    private static async Task<JsonObject> ReceiveAsync(WebSocket socket)
    {
        var buffer = new byte[256 * 1024];
        var length = 0;
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(length), TestBackend.Soon());
            Assert.NotEqual(WebSocketMessageType.Close, received.MessageType);
            length += received.Count;
            if (received.EndOfMessage) return JsonNode.Parse(buffer.AsSpan(0, length))!.AsObject();
        }
    }

    private static async Task<List<JsonObject>> UntilEndAsync(WebSocket socket)
    {
        var all = new List<JsonObject>();
        do all.Add(await ReceiveAsync(socket));
        while (Type(all[^1]) is not ("done" or "error"));
        return all;
    }
}
