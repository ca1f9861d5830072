using System.Text.Json;
using Cortex.Engine.Providers;
using Cortex.Engine.Providers.Anthropic;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Tests.Providers.Anthropic;

/// <summary>What Anthropic alone has: prompt caching, signed thoughts, errors of its own, an answer of a length that must be said.</summary>
public sealed class AnthropicProviderTests : IAsyncDisposable
{
    private const string Model = "claude-sonnet-4-5";
    private static readonly AIFunctionDeclaration Clock = AIFunctionFactory.CreateDeclaration("clock", "The time.", JsonSerializer.Deserialize<JsonElement>("""{"type":"object","properties":{}}"""));
    private readonly FaultServer _server = FaultServer.Start();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private IChatClient Chat(string model = Model, string? key = "sk-ant-canary-0123456789") => new AnthropicProvider(ProviderConformanceTests.Options(_server.Address, key)).Chat(model);

    private async Task<JsonElement> SentAsync(ChatOptions? options, string model, params ChatMessage[] messages)
    {
        _server.Add(AnthropicWire.Streamed(WireReply.Of("Yes."), model));
        using var chat = Chat(model);
        await chat.GetResponseAsync(messages, options);
        return _server.Requests.Last().Json;
    }

    [Fact]
    public async Task WhatIsSentAgainIsMarkedForTheCache()
    {
        var question = new ChatMessage(ChatRole.User, new string('x', 5000));
        var body = await SentAsync(new ChatOptions { Tools = [Clock, AIFunctionFactory.CreateDeclaration("weather", "The weather.", Clock.JsonSchema)] }, Model, new ChatMessage(ChatRole.System, "Be brief."), question);
        Assert.True(IsMarked(body.GetProperty("system")[0]));
        Assert.Equal([false, true], body.GetProperty("tools").EnumerateArray().Select(IsMarked));
        Assert.True(IsMarked(body.GetProperty("messages")[0].GetProperty("content")[0]));
        // The caller's own messages are as they were.
        Assert.Null(question.Contents[0].AdditionalProperties);
    }

    [Fact]
    public async Task AShortConversationIsNotMarked()
    {
        var body = await SentAsync(options: null, Model, new ChatMessage(ChatRole.User, "Hello?"));
        Assert.DoesNotContain("cache_control", body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AThoughtsSignatureComesAlongTheNextTime()
    {
        _server.Add(AnthropicWire.Streamed(new WireReply(new ReasoningPart("The clock "), new ReasoningPart("will know."), new CallPart(0, "toolu_1", "clock", "{}")) { Finish = WireFinish.ToolCalls }, Model, signature: "c2lnbmVk"));
        using var chat = Chat();
        var options = new ChatOptions { Tools = [Clock] };
        List<ChatMessage> messages = [new(ChatRole.User, "When?")];
        var response = await chat.GetResponseAsync(messages, options);
        messages.AddRange(response.Messages);
        messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent("toolu_1", "noon")]));
        _server.Add(AnthropicWire.Streamed(WireReply.Of("Noon."), Model));
        await chat.GetResponseAsync(messages, options);
        var thought = _server.Requests.Last().Json.GetProperty("messages")[1].GetProperty("content")[0];
        Assert.Equal(("thinking", "The clock will know.", "c2lnbmVk"), (thought.GetProperty("type").GetString(), thought.GetProperty("thinking").GetString(), thought.GetProperty("signature").GetString()));
    }

    [Fact]
    public async Task AnotherModelsThoughtsStayBehind()
    {
        var body = await SentAsync(options: null, Model, new ChatMessage(ChatRole.User, "Hello?"), new ChatMessage(ChatRole.Assistant, [new TextReasoningContent("Hm."), new TextContent("Hi.")]), new ChatMessage(ChatRole.User, "And?"));
        Assert.Equal("text", Assert.Single(body.GetProperty("messages")[1].GetProperty("content").EnumerateArray()).GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("overloaded_error", ProviderFailure.ServerError)]
    [InlineData("api_error", ProviderFailure.ServerError)]
    [InlineData("rate_limit_error", ProviderFailure.RateLimited)]
    public async Task AnErrorWithinTheStreamIsTold(string type, ProviderFailure expected)
    {
        _server.Add(AnthropicWire.Streamed(WireReply.Of("One, ", "two."), Model).ThenAfter(1, AnthropicWire.ErrorEvent(type, "Overloaded")));
        using var chat = Chat();
        Assert.Equal(expected, (await Assert.ThrowsAsync<ProviderException>(() => chat.GetResponseAsync("Count."))).Failure);
    }

    [Theory]
    [InlineData("claude-3-haiku-20240307", 4096)]
    [InlineData("claude-sonnet-4-5-20250929", 8192)]
    [InlineData("claude-opus-4-6", 8192)]
    public async Task TheLengthOfAnAnswerIsSaid(string model, int expected)
    {
        Assert.Equal(expected, (await SentAsync(options: null, model, new ChatMessage(ChatRole.User, "Hello?"))).GetProperty("max_tokens").GetInt32());
        Assert.Equal(50, (await SentAsync(new ChatOptions { MaxOutputTokens = 50 }, model, new ChatMessage(ChatRole.User, "Hello?"))).GetProperty("max_tokens").GetInt32());
    }

    [Theory]
    [InlineData("claude-3-5-sonnet-20241022", null)]
    [InlineData("claude-3-7-sonnet-20250219", "enabled")]
    [InlineData("claude-sonnet-4-20250514", "enabled")]
    [InlineData("claude-haiku-4-5", "enabled")]
    [InlineData("claude-opus-4-6", "adaptive")]
    [InlineData("claude-sonnet-5", "adaptive")]
    public async Task ThinkingIsAskedForAsTheModelTakesIt(string model, string? expected)
    {
        var body = await SentAsync(new ChatOptions { Temperature = 0.5f, Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Medium } }, model, new ChatMessage(ChatRole.User, "Hello?"));
        Assert.Equal(expected, body.TryGetProperty("thinking", out var thinking) ? thinking.GetProperty("type").GetString() : null);
        Assert.Equal(expected is null, body.TryGetProperty("temperature", out _));
    }

    [Fact]
    public async Task WithoutAKeyNothingIsSent()
    {
        using var chat = Chat(key: null);
        var failure = await Assert.ThrowsAsync<ProviderException>(() => chat.GetResponseAsync("Hello?"));
        Assert.Equal(ProviderFailure.Unauthorized, failure.Failure);
        Assert.Contains("cortex login anthropic", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, _server.Connections);
    }

    [Fact]
    public async Task TheKeyIsTested()
    {
        _server.Add(ScriptedAnswer.Json("""{"data":[],"has_more":false}"""));
        var provider = new AnthropicProvider(ProviderConformanceTests.Options(_server.Address));
        await provider.TestAsync(CancellationToken.None);
        var sent = Assert.Single(_server.Requests);
        Assert.Equal("/v1/models?limit=1", sent.Path);
        Assert.NotNull(sent.Header("x-api-key"));
        Assert.Null(provider.Embeddings(Model));
    }

    private static bool IsMarked(JsonElement block) => block.TryGetProperty("cache_control", out var mark) && mark.GetProperty("type").GetString() == "ephemeral";
}
