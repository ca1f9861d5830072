using Cortex.Engine.Providers;
using Cortex.Engine.Providers.Ollama;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Tests.Providers.Ollama;

/// <summary>What Ollama alone has: models that are fetched, loaded and removed, and a context of a length to choose.</summary>
public sealed class OllamaProviderTests : IAsyncDisposable
{
    private const string Model = "qwen3:4b";
    private readonly FaultServer _server = FaultServer.Start();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private OllamaProvider Provider(string? keepAlive = null)
    {
        var options = ProviderConformanceTests.Options(_server.Address, key: null);
        return new OllamaProvider(new ProviderOptions { OllamaHost = options.OllamaHost, OpenAiBaseUrl = options.OpenAiBaseUrl, AnthropicBaseUrl = options.AnthropicBaseUrl, OllamaKeepAlive = keepAlive, Key = options.Key, Network = options.Network, Time = options.Time });
    }

    private async Task<List<ChatResponseUpdate>> AskAsync(string text = "Hello?", ChatOptions? options = null, string? keepAlive = null)
    {
        _server.Add(OllamaWire.Streamed(WireReply.Of("Yes."), Model));
        using var chat = Provider(keepAlive).Chat(Model);
        return await ProviderConformanceTests.AllAsync(chat.GetStreamingResponseAsync(text, options));
    }

    [Fact]
    public async Task APullTellsHowFarItIs()
    {
        _server.Add(ScriptedAnswer.Lines(
            """{"status":"pulling manifest"}""" + "\n",
            """{"status":"pulling aa11","digest":"sha256:aa11","total":1000}""" + "\n",
            """{"status":"pulling aa11","digest":"sha256:aa11","total":1000,"completed":400}""" + "\n",
            """{"status":"success"}"""));
        var steps = new List<PullProgress>();
        await foreach (var step in Provider().PullAsync(Model, CancellationToken.None)) steps.Add(step);
        Assert.Equal(new PullProgress("pulling aa11", 400, 1000), steps[2]);
        Assert.Equal("success", steps[^1].Status);
        Assert.Equal(Model, Assert.Single(_server.Requests).Json.GetProperty("model").GetString());
    }

    [Fact]
    public async Task APullThatEndsEarlyGoesOnLater()
    {
        _server.Add(ScriptedAnswer.Lines("""{"status":"pulling aa11","total":1000,"completed":400}""" + "\n"));
        var failure = await Assert.ThrowsAsync<ProviderException>(PullAsync);
        Assert.Equal(ProviderFailure.Dropped, failure.Failure);
        Assert.Contains($"cortex models pull {Model}", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pull model manifest: file does not exist", ProviderFailure.ModelMissing, "ollama.com/library")]
    [InlineData("pull model manifest: 412: The model you are attempting to pull requires a newer version of Ollama.", ProviderFailure.Refused, "ollama.com/download")]
    [InlineData("write /models/blob: no space left on device", ProviderFailure.ServerError, "no space left")]
    public async Task AnErrorWithinAPullIsTold(string error, ProviderFailure expected, string told)
    {
        _server.Add(ScriptedAnswer.Lines("""{"status":"pulling manifest"}""" + "\n", $$"""{"error":"{{error}}"}""" + "\n"));
        var failure = await Assert.ThrowsAsync<ProviderException>(PullAsync);
        Assert.Equal(expected, failure.Failure);
        Assert.Contains(told, failure.Message, StringComparison.Ordinal);
    }

    private async Task PullAsync()
    {
        await foreach (var _ in Provider().PullAsync(Model, CancellationToken.None))
        {
            // Until it fails.
        }
    }

    [Fact]
    public async Task AModelIsRemoved()
    {
        _server.Add(ScriptedAnswer.Of(200, "text/plain", []));
        await Provider().DeleteAsync(Model, CancellationToken.None);
        var sent = Assert.Single(_server.Requests);
        Assert.Equal(("DELETE", "/api/delete", Model), (sent.Method, sent.Path, sent.Json.GetProperty("model").GetString()));
        _server.Add(OllamaWire.Error(404, $"model '{Model}' not found"));
        Assert.Equal(ProviderFailure.ModelMissing, (await Assert.ThrowsAsync<ProviderException>(() => Provider().DeleteAsync(Model, CancellationToken.None))).Failure);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task LoadingIsTold(bool loaded, int notices)
    {
        OllamaWire.Prepare(_server, Model, loaded: loaded);
        var updates = await AskAsync();
        Assert.Equal(notices, updates.Count(update => update.Contents is [NoticeContent { Kind: NoticeKind.LoadingModel }]));
    }

    [Fact]
    public async Task TheContextIsAsLongAsTheTextNeeds()
    {
        OllamaWire.Prepare(_server, Model, context: 40_000);
        await AskAsync();
        await AskAsync(new string('x', 30_000));
        await AskAsync(new string('x', 200_000));
        var asked = _server.Requests.Where(request => request.Path == "/api/chat").Select(request => request.Json).ToList();
        Assert.Equal([4096, 16_384, 40_000], asked.Select(request => request.GetProperty("options").GetProperty("num_ctx").GetInt32()));
        // The server refuses what does not fit, rather than to leave out what it likes.
        Assert.All(asked, request => Assert.False(request.GetProperty("truncate").GetBoolean() || request.GetProperty("shift").GetBoolean()));
    }

    [Fact]
    public async Task WhatCannotFitIsNotSent()
    {
        OllamaWire.Prepare(_server, Model, context: 4096);
        var failure = await Assert.ThrowsAsync<ProviderException>(() => AskAsync(new string('x', 200_000)));
        Assert.Equal(ProviderFailure.ContextTooLong, failure.Failure);
        Assert.DoesNotContain(_server.Requests, request => request.Path == "/api/chat");
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("10m", "\"10m\"")]
    [InlineData("-1", "-1")]
    public async Task HowLongAModelStaysIsSaid(string? keepAlive, string sent)
    {
        OllamaWire.Prepare(_server, Model);
        await AskAsync(keepAlive: keepAlive);
        Assert.Equal(sent, _server.Requests.Last().Json.TryGetProperty("keep_alive", out var kept) ? kept.GetRawText() : "");
    }

    [Fact]
    public async Task WhatAModelCannotDoIsToldBeforeItIsAsked()
    {
        OllamaWire.Prepare(_server, Model, capabilities: ["completion"]);
        var tools = new ChatOptions { Tools = [AIFunctionFactory.CreateDeclaration("clock", "The time.", System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>("""{"type":"object"}"""))] };
        Assert.Equal(ProviderFailure.Refused, (await Assert.ThrowsAsync<ProviderException>(() => AskAsync(options: tools))).Failure);
        // It does not think, and asked to it would refuse.
        await AskAsync(options: new ChatOptions { Reasoning = new ReasoningOptions { Effort = ReasoningEffort.High } });
        Assert.False(_server.Requests.Last().Json.TryGetProperty("think", out _));
    }

    [Fact]
    public async Task ThoughtsGoBackWithTheirCall()
    {
        OllamaWire.Prepare(_server, Model);
        _server.Add(OllamaWire.Streamed(WireReply.Of("Noon."), Model));
        using var chat = Provider().Chat(Model);
        await chat.GetResponseAsync([new(ChatRole.User, "When?"), new(ChatRole.Assistant, [new TextReasoningContent("Look at the clock."), new FunctionCallContent("call_1", "clock")]), new(ChatRole.Tool, [new FunctionResultContent("call_1", "12:00")])]);
        var messages = _server.Requests.Last().Json.GetProperty("messages");
        Assert.Equal("Look at the clock.", messages[1].GetProperty("thinking").GetString());
        Assert.Equal("clock", messages[2].GetProperty("tool_name").GetString());
    }

    [Theory]
    [InlineData("0.12.6", true)]
    [InlineData("0.5.0-rc1", true)]
    [InlineData("0.0.0", true)]
    [InlineData("0.4.7", false)]
    public async Task AnOldVersionIsToldWithWhereToGetAnother(string version, bool works)
    {
        _server.Add(ScriptedAnswer.Json($$"""{"version":"{{version}}"}"""));
        if (works)
        {
            Assert.Equal(version, await Provider().TestAsync(CancellationToken.None));
            return;
        }

        var failure = await Assert.ThrowsAsync<ProviderException>(() => Provider().TestAsync(CancellationToken.None));
        Assert.Contains("https://ollama.com/download", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatModelsCanDoIsListed()
    {
        OllamaWire.Prepare(_server, Model, context: 32_768, capabilities: ["completion", "tools"]);
        _server.Add(ScriptedAnswer.Json("""{"models":[{"name":"qwen3:4b","size":2600000000,"digest":"aa"}]}"""));
        Assert.Equal(new ProviderModel(Model, 2_600_000_000, 32_768, Chats: true, Embeds: false), Assert.Single(await Provider().ListAsync(CancellationToken.None)));
    }

    [Theory]
    [InlineData("the input length exceeds the context length", ProviderFailure.ContextTooLong)]
    [InlineData("llama runner process has terminated: cudaMalloc failed: out of memory", ProviderFailure.OutOfMemory)]
    [InlineData("this model does not support embeddings", ProviderFailure.Refused)]
    public async Task VectorsThatCannotBeMadeAreTold(string error, ProviderFailure expected)
    {
        _server.Add(OllamaWire.Error(400, error));
        using var generator = Provider().Embeddings(Model);
        Assert.Equal(expected, (await Assert.ThrowsAsync<ProviderException>(() => generator.GenerateAsync(["text"]))).Failure);
        Assert.False(Assert.Single(_server.Requests).Json.GetProperty("truncate").GetBoolean());
    }

    [Fact]
    public async Task ManyTextsAreSeveralRequests()
    {
        string Vectors(int count) => $$"""{"model":"{{Model}}","embeddings":[{{string.Join(',', Enumerable.Repeat("[0.5,0.5]", count))}}]}""";
        _server.Add(ScriptedAnswer.Json(Vectors(32)));
        _server.Add(ScriptedAnswer.Json(Vectors(8)));
        using var generator = Provider().Embeddings(Model);
        Assert.Equal(40, (await generator.GenerateAsync(Enumerable.Range(0, 40).Select(n => $"text {n}"))).Count);
        Assert.Equal(2, _server.Requests.Count);
    }
}
