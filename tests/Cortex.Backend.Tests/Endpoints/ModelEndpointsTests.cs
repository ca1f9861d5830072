using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Cortex.Backend.Tests.Endpoints;

/// <summary>Providers and models over HTTP, against an Ollama that answers as scripted on loopback.</summary>
public sealed class ModelEndpointsTests : IAsyncLifetime
{
    private readonly OllamaStub _ollama = new();
    private TestBackend _backend = null!;

    public async Task InitializeAsync()
    {
        _backend = await TestBackend.StartAsync();
        await _backend.PutAsync("/api/settings/ai", new JsonObject { ["addresses"] = new JsonObject { ["ollama"] = _ollama.Address } }.ToJsonString());
    }

    public async Task DisposeAsync()
    {
        await _backend.DisposeAsync();
        await _ollama.DisposeAsync();
    }

    [Fact]
    public async Task TheOverviewNamesProvidersModelsAndTasks()
    {
        var overview = await _backend.GetAsync("/api/models");
        var ollama = overview["providers"]!.AsArray().Single(provider => (string?)provider!["id"] == "ollama")!;
        Assert.True((bool?)ollama["reachable"]);
        Assert.Equal("0.12.0", (string?)ollama["version"]);
        Assert.Equal("qwen3:4b", (string?)ollama["models"]![0]!["name"]);
        // In the cloud, and chosen for nothing.
        Assert.Null(overview["providers"]!.AsArray().Single(provider => (string?)provider!["id"] == "anthropic")!["reachable"]);
        Assert.Equal(["agent", "chat", "embedding", "extraction", "grading"], overview["tasks"]!.AsObject().Select(task => task.Key).Order(StringComparer.Ordinal));
        Assert.Equal("hybrid", (string?)overview["mode"]);
    }

    [Fact]
    public async Task APullIsToldLineByLine()
    {
        _ollama.Pull = """{"status":"pulling manifest"}""" + "\n" + """{"status":"pulling aa","total":10,"completed":4}""" + "\n" + """{"status":"success"}""" + "\n";
        using var response = await _backend.SendAsync(HttpMethod.Post, "/api/models/pull", """{"model":"qwen3:4b"}""");
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType!.MediaType);
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(["pulling manifest", "pulling aa", "success"], lines.Select(line => (string?)line["status"]));
        Assert.Equal((4, 10), ((int?)lines[1]["completed"], (int?)lines[1]["total"]));
    }

    [Fact]
    public async Task APullThatFailsSaysWhy()
    {
        _ollama.Pull = """{"status":"pulling manifest"}""" + "\n" + """{"error":"pull model manifest: file does not exist"}""" + "\n";
        using var response = await _backend.SendAsync(HttpMethod.Post, "/api/models/pull", """{"model":"nonsense"}""");
        var last = JsonNode.Parse((await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1])!;
        Assert.Equal(("failed", "model_missing"), ((string?)last["status"], (string?)last["problem"]!["code"]));
        // Before anything was begun it is a problem like others.
        await _ollama.DisposeAsync();
        using var refused = await _backend.SendAsync(HttpMethod.Post, "/api/models/pull", """{"model":"qwen3:4b"}""");
        await TestBackend.ProblemAsync(refused, 503, "provider_not_running");
    }

    [Fact]
    public async Task TheHealthOfOllamaSaysWhatToDo()
    {
        Assert.True((bool?)(await _backend.GetAsync("/api/health/ollama"))["reachable"]);
        await _ollama.DisposeAsync();
        var health = await _backend.GetAsync("/api/health/ollama");
        Assert.False((bool?)health["reachable"]);
        Assert.Equal("provider_not_running", (string?)health["code"]);
        Assert.Contains("ollama serve", (string?)health["error"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProviderIsTested()
    {
        var result = await _backend.PostAsync("/api/providers/ollama/test", "");
        Assert.True((bool?)result["ok"]);
        Assert.Equal("0.12.0", (string?)result["version"]);
        await _backend.PostAsync("/api/providers/nobody/test", "", 404);
        await _backend.PutAsync("/api/settings/ai", """{"mode":"local"}""");
        await _backend.PostAsync("/api/providers/openai/test", "", 422);
    }

    [Fact]
    public async Task SettingsAboutModelsAreOneDocument()
    {
        var settings = await _backend.PutAsync("/api/settings/ai", """{"mode":"cloud","tasks":{"chat":"ollama:qwen3:4b, openai:gpt-4.1","agent":null}}""");
        Assert.Equal("cloud", (string?)settings["mode"]!["value"]);
        Assert.Equal("ollama:qwen3:4b, openai:gpt-4.1", (string?)settings["tasks"]!["chat"]!["value"]);
        Assert.Equal("stored", (string?)settings["tasks"]!["chat"]!["origin"]);
        Assert.Equal(_ollama.Address, (string?)settings["addresses"]!["ollama"]!["value"]);
        var overview = await _backend.GetAsync("/api/models");
        Assert.Equal(["ollama:qwen3:4b", "openai:gpt-4.1"], overview["tasks"]!["chat"]!["asked"]!.AsArray().Select(model => (string?)model));
        await _backend.PutAsync("/api/settings/ai", """{"mode":"nowhere"}""", 422);
        await _backend.PutAsync("/api/settings/ai", """{"tasks":{"poetry":"ollama:a"}}""", 422);
        await _backend.PutAsync("/api/settings/ai", """{"tasks":{"chat":"no model"}}""", 422);
        await _backend.PutAsync("/api/settings/ai", """{"addresses":{"ollama":"ftp://elsewhere"}}""", 422);
    }

    [Fact]
    public async Task InLocalModeACloudModelIsRefused()
    {
        var problem = await _backend.PutAsync("/api/settings/ai", """{"mode":"local","tasks":{"chat":"openai:gpt-4.1"}}""", 422);
        Assert.Equal("provider_not_allowed", (string?)problem["code"]);
        Assert.Equal("hybrid", (string?)(await _backend.GetAsync("/api/settings/ai"))["mode"]!["value"]);
        await _backend.PutAsync("/api/settings/ai", """{"mode":"local","tasks":{"chat":"ollama:qwen3:4b"}}""");
    }

    [Fact]
    public async Task EmbeddingInTheCloudIsAskedFor()
    {
        await _backend.CreateSearchableAsync("Otters hold hands while they sleep.");
        var problem = await _backend.PutAsync("/api/models/embedding", """{"model":"openai:text-embedding-3-small"}""", 422);
        Assert.Equal("provider_not_allowed", (string?)problem["code"]);
        Assert.Contains("1 items", (string?)problem["detail"], StringComparison.Ordinal);
        await _backend.PutAsync("/api/models/embedding", """{"model":"nonsense"}""", 422);
    }

    [Fact]
    public async Task NothingHasLeftThisMachine()
    {
        await _backend.GetAsync("/api/models");
        var network = await _backend.GetAsync("/api/network?limit=5");
        Assert.Equal(0, (int?)network["total"]);
        Assert.Empty(network["requests"]!.AsArray());
        await _backend.GetAsync("/api/network?limit=-1", 422);
    }

    /// <summary>As much of Ollama as is asked here.</summary>
    private sealed class OllamaStub : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(System.Net.IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _serving;

        public OllamaStub()
        {
            _listener.Start();
            Address = $"http://127.0.0.1:{((System.Net.IPEndPoint)_listener.LocalEndpoint).Port}";
            _serving = ServeAsync();
        }

        public string Address { get; }
        public string Pull { get; set; } = "";

        public async ValueTask DisposeAsync()
        {
            if (_stop.IsCancellationRequested) return;
            await _stop.CancelAsync();
            _listener.Stop();
            await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        private async Task ServeAsync()
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await using var stream = client.GetStream();
                var request = new StringBuilder();
                var buffer = new byte[4096];
                while (!IsWhole(request.ToString()))
                {
                    var count = await stream.ReadAsync(buffer, _stop.Token);
                    if (count == 0) break;
                    request.Append(Encoding.UTF8.GetString(buffer, 0, count));
                }

                var body = Encoding.UTF8.GetBytes(request.ToString().Split(' ') is [_, var path, ..] ? Answer(path) : "");
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n"), _stop.Token);
                await stream.WriteAsync(body, _stop.Token);
            }
        }

        private static bool IsWhole(string request)
        {
            var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0) return false;
            var length = request.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
            return length is null || Encoding.UTF8.GetByteCount(request[(end + 4)..]) >= int.Parse(length.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
        }

        private string Answer(string path) => path switch
        {
            "/api/version" => """{"version":"0.12.0"}""",
            "/api/tags" => """{"models":[{"name":"qwen3:4b","size":2600000000,"digest":"aa"}]}""",
            "/api/show" => """{"model_info":{"qwen3.context_length":32768},"capabilities":["completion","tools"]}""",
            "/api/pull" => Pull,
            _ => "{}",
        };
    }
}
