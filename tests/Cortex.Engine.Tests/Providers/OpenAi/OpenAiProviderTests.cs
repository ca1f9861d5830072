using System.Text.Json.Nodes;
using Cortex.Engine.Network;
using Cortex.Engine.Providers;
using Cortex.Engine.Providers.OpenAi;
using Cortex.Engine.Tests.Providers.Calls;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Tests.Providers.OpenAi;

/// <summary>What is OpenAI's own, and the ways in which servers that speak as it does differ.</summary>
public sealed class OpenAiProviderTests
{
    private const string Model = "test-model";

    [Theory]
    [InlineData("https://api.openai.com/v1/", "OpenAI", true)]
    [InlineData("https://mine.openai.azure.com/openai/v1/", "Azure OpenAI", true)]
    [InlineData("https://openrouter.ai/api/v1/", "The server at openrouter.ai", true)]
    [InlineData("http://127.0.0.1:1234/v1/", "The server at 127.0.0.1:1234", false)]
    [InlineData("http://[::1]:8080/v1/", "The server at [::1]:8080", false)]
    public async Task AKeyIsNeededWhereTheServerIsNotOnThisMachine(string address, string name, bool needed)
    {
        var provider = new OpenAiProvider(Options(new Uri(address), key: null));
        Assert.Equal((name, needed), (provider.Name, provider.NeedsKey));
        if (!needed) return;
        foreach (var call in new Func<Task>[] { () => provider.Chat(Model)!.AllAsync(), () => provider.Embeddings(Model)!.GenerateAsync(["one"]), () => provider.ListAsync(CancellationToken.None), () => provider.TestAsync(CancellationToken.None) })
        {
            var failure = await Assert.ThrowsAsync<ProviderException>(call);
            Assert.Equal(ProviderFailure.Unauthorized, failure.Failure);
            Assert.Contains("cortex login openai", failure.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("canary\nkey")]
    [InlineData("canary key")]
    [InlineData("canary-kéy")]
    public async Task AKeyThatFitsNoHeaderIsNotShown(string key)
    {
        await using var server = FaultServer.Start();
        var failure = await Assert.ThrowsAsync<ProviderException>(() => new OpenAiProvider(Options(new Uri(server.Address, "v1/"), key)).Chat(Model)!.AllAsync());
        Assert.Equal(ProviderFailure.Unauthorized, failure.Failure);
        Assert.DoesNotContain("canary", ProviderConformanceTests.Everything(failure), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task AServerOfOnesOwnNeedsNoKeyAndIsToldNothingOfThisMachine()
    {
        await using var server = FaultServer.Start(OpenAiWire.Stream(WireReply.Of("Yes."), Model));
        await new OpenAiProvider(Options(new Uri(server.Address, "v1/"), key: null)).Chat(Model)!.AllAsync();
        var request = server.Requests.Single();
        Assert.Null(request.Header("Authorization"));
        Assert.Equal("/v1/chat/completions", request.Path);
        Assert.Equal("Cortex", request.Header("User-Agent"));
        Assert.DoesNotContain(request.Headers.Keys, name => name.StartsWith("X-Stainless", StringComparison.OrdinalIgnoreCase));
        Assert.True(request.Json.GetProperty("stream_options").GetProperty("include_usage").GetBoolean());
    }

    [Theory]
    [InlineData("{\"content\":\"a\",\"reasoning\":\"hm\"}")]
    [InlineData("{\"content\":\"a\",\"reasoning_content\":\"hm\",\"reasoning\":null}")]
    [InlineData("{\"role\":\"assistant\",\"content\":\"a\",\"reasoning_content\":\"hm\",\"tool_calls\":null,\"refusal\":null,\"extra\":{\"x\":[1]}}")]
    public async Task ReasoningGoesBySeveralNames(string delta)
    {
        var updates = await AskAsync(ScriptedAnswer.Events(OpenAiWire.Event(Model, JsonNode.Parse(delta)!.AsObject(), finish: null), OpenAiWire.Event(Model, [], "stop")));
        Assert.Equal("a", updates.Text());
        Assert.Equal("hm", string.Concat(updates.SelectMany(update => update.Contents.OfType<TextReasoningContent>()).Select(content => content.Text)));
    }

    [Fact]
    public async Task AServerMayLeaveOutWhatItLikes()
    {
        // No usage, no [DONE], empty choices, comments, a file for a model, no id.
        var updates = await AskAsync(ScriptedAnswer.Events(": processing\n\n", "data: {\"choices\":[]}\n\n", "data: {\"model\":\"/models/test-model.gguf\",\"choices\":[{\"delta\":{\"content\":\"Yes.\"}}]}\n\n", "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"));
        Assert.Equal("Yes.", updates.Text());
        Assert.Equal("/models/test-model.gguf", updates[0].ModelId);
        Assert.Empty(updates.SelectMany(update => update.Contents.OfType<UsageContent>()));
    }

    [Fact]
    public async Task UsageThatIsToldWithEveryPartIsNotSummed()
    {
        var updates = await AskAsync(ScriptedAnswer.Events(Chunk("One, ", 1), Chunk("two.", 2), OpenAiWire.Event(Model, [], "stop")));
        Assert.Equal(2, Assert.Single(updates.SelectMany(update => update.Contents.OfType<UsageContent>())).Details.OutputTokenCount);

        static string Chunk(string text, int output) => OpenAiWire.Data(new JsonObject
        {
            ["model"] = Model,
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = new JsonObject { ["content"] = text } }),
            ["usage"] = new JsonObject { ["prompt_tokens"] = 5, ["completion_tokens"] = output, ["total_tokens"] = 5 + output },
        });
    }

    [Fact]
    public async Task CallsThatEndInStopAreCalls()
    {
        var updates = await AskAsync(ScriptedAnswer.Events(
            OpenAiWire.Event(Model, JsonNode.Parse("""{"tool_calls":[{"id":"a","type":"function","function":{"name":"clock","arguments":"{}"}}]}""")!.AsObject(), finish: null),
            OpenAiWire.Event(Model, JsonNode.Parse("""{"tool_calls":[{"id":"b","type":"function","function":{"name":"clock","arguments":"{}"}}]}""")!.AsObject(), finish: null),
            OpenAiWire.Event(Model, [], "stop")));
        Assert.Equal(["a", "b"], updates.SelectMany(update => update.Contents.OfType<FunctionCallContent>()).Select(call => call.CallId));
        Assert.Equal(ChatFinishReason.ToolCalls, updates[^1].FinishReason);
    }

    [Fact]
    public async Task AnAnswerThatEndsAtItsLimitDoesNotMakeHalfACallWhole()
    {
        var updates = await AskAsync(OpenAiWire.Stream(new WireReply(new CallPart(0, "a", "write_file", "{\"content\":\"half of")) { Finish = WireFinish.Length }, Model));
        Assert.NotNull(Assert.Single(updates.SelectMany(update => update.Contents.OfType<FunctionCallContent>())).Exception);
        Assert.Equal(ChatFinishReason.Length, updates[^1].FinishReason);
    }

    [Theory]
    [InlineData("{\"message\":\"Provider returned error\",\"code\":502}", ProviderFailure.ServerError)]
    [InlineData("{\"message\":\"the request exceeds the available context size\",\"type\":\"exceed_context_size_error\",\"code\":400}", ProviderFailure.ContextTooLong)]
    [InlineData("{\"message\":\"slow down\",\"code\":429}", ProviderFailure.RateLimited)]
    [InlineData("\"it fell over\"", ProviderFailure.ServerError)]
    public async Task AnErrorWithinTheStreamIsOne(string error, ProviderFailure expected)
    {
        await using var server = FaultServer.Start(ScriptedAnswer.Events(OpenAiWire.Event(Model, new JsonObject { ["content"] = "Half" }, finish: null), $"data: {{\"error\":{error}}}\n\n"));
        Assert.Equal(expected, (await Chat(server).FailAsync()).Failure.Failure);
    }

    [Theory]
    [InlineData(400, "{\"error\":{\"code\":400,\"message\":\"the request exceeds the available context size, try increasing it\",\"type\":\"exceed_context_size_error\",\"n_prompt_tokens\":9,\"n_ctx\":8}}", ProviderFailure.ContextTooLong)]
    [InlineData(400, "{\"object\":\"error\",\"message\":\"This model's maximum context length is 8 tokens.\",\"type\":\"BadRequestError\",\"code\":400}", ProviderFailure.ContextTooLong)]
    [InlineData(404, "{\"error\":{\"code\":\"DeploymentNotFound\",\"message\":\"The API deployment for this resource does not exist.\"}}", ProviderFailure.ModelMissing)]
    [InlineData(400, "{\"error\":\"Unrecognized field\"}", ProviderFailure.Refused)]
    [InlineData(502, "<html>Bad gateway</html>", ProviderFailure.ServerError)]
    [InlineData(418, "", ProviderFailure.Refused)]
    public async Task ErrorsComeInManyForms(int status, string body, ProviderFailure expected)
    {
        await using var server = FaultServer.Start(ScriptedAnswer.Json(body, status));
        Assert.Equal(expected, (await Chat(server).FailAsync()).Failure.Failure);
    }

    [Fact]
    public async Task AnAccountWithoutMeansIsNotTriedAgain()
    {
        await using var server = FaultServer.Start(OpenAiWire.Answer(429, "You exceeded your current quota.", "insufficient_quota", "insufficient_quota"));
        var (_, failure) = await Chat(server).FailAsync();
        Assert.Equal(ProviderFailure.RateLimited, failure.Failure);
        Assert.False(failure.IsTransient);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}""", true)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}""", false)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","items":{"type":"object","properties":{"b":{"type":"string"}},"additionalProperties":false}}},"required":["a"],"additionalProperties":false}""", false)]
    public async Task ASchemaIsStrictWhereOpenAiTakesItAsThat(string schema, bool strict)
    {
        await using var server = FaultServer.Start(OpenAiWire.Stream(WireReply.Of("{}"), Model));
        await Chat(server).GetResponseAsync(Streams.Question, new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(schema), "my answer!") });
        var format = server.Requests.Single().Json.GetProperty("response_format").GetProperty("json_schema");
        Assert.Equal(strict, format.GetProperty("strict").GetBoolean());
        Assert.Equal("my_answer_", format.GetProperty("name").GetString());
    }

    [Fact]
    public async Task ManyTextsGoInBatchesAndComeBackInOrder()
    {
        float[][] vectors = [.. Enumerable.Range(0, 200).Select(i => new float[] { i, 1 })];
        await using var server = FaultServer.Start(OpenAiWire.Vectors(vectors[..128], Model), OpenAiWire.Vectors(vectors[128..], Model));
        using var generator = new OpenAiProvider(Options(new Uri(server.Address, "v1/"), "key")).Embeddings(Model)!;
        var made = await generator.GenerateAsync(Enumerable.Range(0, 200).Select(i => $"text {i}"), new EmbeddingGenerationOptions { Dimensions = 2 });
        Assert.Equal(vectors, made.Select(vector => vector.Vector.ToArray()));
        Assert.Equal(10, made.Usage?.InputTokenCount);
        Assert.All(server.Requests, request => Assert.Equal(2, request.Json.GetProperty("dimensions").GetInt32()));
    }

    [Fact]
    public async Task WhatServersTellOfTheirModelsIsKept()
    {
        await using var server = FaultServer.Start(ScriptedAnswer.Json("""{"data":[{"id":"a.gguf","meta":{"n_ctx_train":4096,"size":123}},{"id":"b","max_model_len":8192},{"id":"c","context_length":1e99}]}"""));
        var models = await new OpenAiProvider(Options(new Uri(server.Address, "v1/"), "key")).ListAsync(CancellationToken.None);
        Assert.Equal([("a.gguf", 4096, 123L), ("b", 8192, null), ("c", null, null)], models.Select(model => (model.Model, model.ContextTokens, model.SizeBytes)));
    }

    [Fact]
    public async Task AnImageIsRefusedAndNotLeftOut()
    {
        await using var server = FaultServer.Start();
        var failure = await Assert.ThrowsAsync<ProviderException>(() => Chat(server).GetResponseAsync([new ChatMessage(ChatRole.User, [new TextContent("What is it?"), new DataContent(new byte[] { 1 }, "image/png")])]));
        Assert.Equal(ProviderFailure.Refused, failure.Failure);
        Assert.Empty(server.Requests);
    }

    private static IChatClient Chat(FaultServer server) => new OpenAiProvider(Options(new Uri(server.Address, "v1/"), "key")).Chat(Model)!;

    private static async Task<List<ChatResponseUpdate>> AskAsync(ScriptedAnswer answer)
    {
        await using var server = FaultServer.Start(answer);
        return await Chat(server).AllAsync();
    }

    private static ProviderOptions Options(Uri address, string? key) => new()
    {
        OllamaHost = address,
        OpenAiBaseUrl = address,
        AnthropicBaseUrl = address,
        Key = provider => provider == BuiltInProviders.OpenAi ? key : null,
        Network = new Silence(),
        Time = TimeProvider.System,
    };

    private sealed class Silence : INetworkLog
    {
        public void Record(OutboundRequest request) => Assert.Fail($"Something left this machine for {request.Host}.");
    }
}
