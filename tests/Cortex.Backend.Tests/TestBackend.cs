using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cortex.Engine.Storage;

namespace Cortex.Backend.Tests;

/// <summary>The real server over a library of its own, on a free port, with the clients that talk to it.</summary>
public sealed class TestBackend : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly string _folder;
    private readonly bool _ownsFolder;

    private TestBackend(BackendServer server, string folder, bool ownsFolder)
    {
        Server = server;
        _folder = folder;
        _ownsFolder = ownsFolder;
        Anonymous = NewClient();
        Client = NewClient();
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public BackendServer Server { get; }

    /// <summary>Sends the token.</summary>
    public HttpClient Client { get; }

    /// <summary>Sends none.</summary>
    public HttpClient Anonymous { get; }

    public int Port => Server.Port;
    public string Origin => $"http://127.0.0.1:{Port}";
    public string Token => File.ReadAllText(Folder.Token).Trim();
    public string CookieName => $"cortex_{Port}";
    public LibraryFolder Folder => new(_folder);

    /// <summary>The number of the last change that was asked for; the same after as before when nothing was written. Processing goes on by itself.</summary>
    public long LastChange => Server.Engine.Database.Read(db => db.Long("SELECT max(seq) FROM changes WHERE kind <> 'stage_changed'")) ?? 0;

    public static async Task<TestBackend> StartAsync(BackendOptions? options = null, string? folder = null)
    {
        var path = folder ?? Path.Combine(Path.GetTempPath(), $"cortex-backend-{Guid.NewGuid():N}");
        var server = await BackendServer.StartAsync(new LibraryFolder(path), TimeProvider.System, (options ?? new BackendOptions()) with { Port = options?.Port is { } port and not 8742 ? port : 0 });
        var backend = new TestBackend(server, path, folder is null);
        if (folder is null) await server.Opening;
        return backend;
    }

    public static Task<TestBackend> StartWithoutTokenAsync() => StartAsync(new BackendOptions { RequireToken = false });

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Anonymous.Dispose();
        await Server.DisposeAsync();
        if (_ownsFolder) Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Waits for a condition that something else brings about; fails when it does not come.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        using var limit = new CancellationTokenSource(Deadline);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await condition())
        {
            Assert.False(limit.IsCancellationRequested, $"Waited in vain for: {what}");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    public static CancellationToken Soon() => new CancellationTokenSource(Deadline).Token;

    public HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(Origin), Timeout = Deadline };

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json = null, HttpClient? client = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(Origin + path));
        if (json is not null) request.Content = Json(json);
        foreach (var (name, value) in headers) Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return (client ?? Client).SendAsync(request);
    }

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    public Task<JsonObject> GetAsync(string path, int status = 200) => ReadAsync(HttpMethod.Get, path, null, status);

    public Task<JsonObject> PostAsync(string path, string json, int status = 200) => ReadAsync(HttpMethod.Post, path, json, status);

    public Task<JsonObject> PutAsync(string path, string json, int status = 200) => ReadAsync(HttpMethod.Put, path, json, status);

    public async Task<JsonObject> ReadAsync(HttpMethod method, string path, string? json, int status)
    {
        using var response = await SendAsync(method, path, json);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{method} {path}: {(int)response.StatusCode} instead of {status}: {body}");
        return JsonNode.Parse(body)!.AsObject();
    }

    /// <summary>Captures a note and returns it as it was answered.</summary>
    public Task<JsonObject> CreateAsync(string content, string? title = null, string[]? tags = null) =>
        PostAsync("/api/items", JsonSerializer.Serialize(new { title, content, tags }), 201);

    /// <summary>Captures a note and waits until it is found by its words; returns its id.</summary>
    public async Task<string> CreateSearchableAsync(string content, string? title = null, params string[] tags)
    {
        var id = (string)(await CreateAsync(content, title, tags))["id"]!;
        await UntilCompletedAsync(id);
        return id;
    }

    public Task UntilCompletedAsync(string id) => UntilAsync(async () => (string?)(await GetAsync("/api/items/" + id))["processing_status"] == "completed", $"item {id} processed");

    public static async Task<JsonObject> ProblemAsync(HttpResponseMessage response, int status, string code)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode} instead of {status}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(body)!.AsObject();
        Assert.Equal(code, (string?)problem["code"]);
        Assert.Equal(status, (int?)problem["status"]);
        Assert.Equal($"urn:cortex:error:{code}", (string?)problem["type"]);
        Assert.NotEmpty((string)problem["title"]!);
        Assert.DoesNotContain("   at ", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);
        return problem;
    }

    public async Task<JsonObject> ProblemAsync(HttpMethod method, string path, string? json, int status, string code)
    {
        using var response = await SendAsync(method, path, json);
        return await ProblemAsync(response, status, code);
    }

    /// <summary>The fields that a 422 names.</summary>
    public async Task<string[]> InvalidFieldsAsync(HttpMethod method, string path, string? json = null)
    {
        var problem = await ProblemAsync(method, path, json, 422, "validation_failed");
        return [.. problem["errors"]!.AsArray().Select(error => (string)error!["field"]!)];
    }

    /// <summary>Connects a socket; throws <see cref="WebSocketException"/> when it is refused.</summary>
    public async Task<ClientWebSocket> ConnectAsync(string path, params (string Name, string Value)[] headers)
    {
        var socket = new ClientWebSocket();
        try
        {
            foreach (var (name, value) in headers) socket.Options.SetRequestHeader(name, value);
            socket.Options.CollectHttpResponseDetails = true;
            await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{Port}{path}"), Soon());
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public Task<ClientWebSocket> ConnectWithTokenAsync(string path) => ConnectAsync(path, ("Authorization", "Bearer " + Token));

    /// <summary>The status with which a socket is refused.</summary>
    public async Task<int> RefusedSocketAsync(string path, params (string Name, string Value)[] headers)
    {
        using var socket = new ClientWebSocket();
        foreach (var (name, value) in headers) socket.Options.SetRequestHeader(name, value);
        socket.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"ws://127.0.0.1:{Port}{path}"), Soon()));
        return (int)socket.HttpStatusCode;
    }

    /// <summary>The next message as JSON; null when the socket closes.</summary>
    public static async Task<JsonObject?> ReceiveAsync(WebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        var received = await socket.ReceiveAsync(buffer, Soon());
        return received.MessageType == WebSocketMessageType.Close ? null : JsonNode.Parse(buffer.AsSpan(0, received.Count))!.AsObject();
    }

    /// <summary>Receives until the socket ends, however it ends.</summary>
    public static async Task UntilClosedAsync(WebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while ((await socket.ReceiveAsync(buffer, Soon())).MessageType != WebSocketMessageType.Close)
            {
                // What was sent before the end.
            }
        }
        catch (WebSocketException)
        {
            // Cut off is closed too.
        }
    }

    /// <summary>Sends bytes as they are and returns everything that comes back until the server closes.</summary>
    public async Task<string> RawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), Soon());
        using var reader = new MemoryStream();
        try
        {
            await stream.CopyToAsync(reader, Soon());
        }
        catch (IOException)
        {
            // A reset after the answer.
        }

        return Encoding.UTF8.GetString(reader.ToArray());
    }

    /// <summary>The status of the first answer to raw bytes; 0 when the connection closed without one.</summary>
    public async Task<int> RawStatusAsync(string request)
    {
        var answer = await RawAsync(request);
        return answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(answer.AsSpan(9, 3)) : 0;
    }
}
