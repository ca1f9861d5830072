using Cortex.Engine.Network;
using Cortex.Engine.Providers;
using Cortex.Engine.Providers.Calls;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Tests.Providers;

// What goes wrong, told apart, and the key that stays where it belongs.
public abstract partial class ProviderConformanceTests
{
    [Theory]
    [InlineData(nameof(WireError.BadKey), ProviderFailure.Unauthorized)]
    [InlineData(nameof(WireError.Forbidden), ProviderFailure.Unauthorized)]
    [InlineData(nameof(WireError.NoModel), ProviderFailure.ModelMissing)]
    [InlineData(nameof(WireError.RateLimited), ProviderFailure.RateLimited)]
    [InlineData(nameof(WireError.ServerError), ProviderFailure.ServerError)]
    [InlineData(nameof(WireError.Overloaded), ProviderFailure.ServerError)]
    [InlineData(nameof(WireError.ContextTooLong), ProviderFailure.ContextTooLong)]
    [InlineData(nameof(WireError.OutOfMemory), ProviderFailure.OutOfMemory)]
    public async Task FailuresAreToldApart(string error, ProviderFailure expected)
    {
        // Servers do quote the key they were sent.
        if (Failed(Enum.Parse<WireError>(error), $"it went wrong with {Key}") is not { } answer) return;
        var server = Serve(answer);
        var failure = await FailureAsync(server);
        Assert.Equal(expected, failure.Failure);
        Assert.Equal(Provider(server).Id, failure.Provider);
        Assert.DoesNotContain(Key, Everything(failure), StringComparison.Ordinal);
        // Retries are not the provider's: one request was made.
        Assert.Single(server.Requests, request => request.Method == "POST" && request.Body.Contains("Hello?", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ARefusedKeySaysHowToGiveAnother()
    {
        if (Failed(WireError.BadKey, "no") is not { } answer) return;
        var failure = await FailureAsync(Serve(answer));
        Assert.Contains($"cortex login {failure.Provider}", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 0)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    [InlineData("99999999999999999999", null)]
    public async Task HowLongToWaitIsTold(string header, int? seconds)
    {
        if (Failed(WireError.RateLimited, "slow down") is not { } answer) return;
        var failure = await FailureAsync(Serve(answer.With("Retry-After", header)));
        Assert.Equal(ProviderFailure.RateLimited, failure.Failure);
        Assert.Equal(seconds, failure.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task HowLongToWaitIsToldByADate()
    {
        if (Failed(WireError.RateLimited, "slow down") is not { } answer) return;
        var time = new Storage.ManualTime();
        var server = Serve(answer.With("Retry-After", time.GetUtcNow().AddSeconds(40).ToString("R")));
        var options = Options(server.Address);
        using var chat = Create(new ProviderOptions { OllamaHost = options.OllamaHost, OpenAiBaseUrl = options.OpenAiBaseUrl, AnthropicBaseUrl = options.AnthropicBaseUrl, Key = options.Key, Network = options.Network, Time = time }).Chat(Model)!;
        var failure = await Assert.ThrowsAsync<ProviderException>(() => AllAsync(chat.GetStreamingResponseAsync("Hello?")));
        Assert.Equal(40, failure.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task NobodyThereIsToldWithWhatMendsIt()
    {
        var server = Serve();
        await server.DisposeAsync();
        var failure = await FailureAsync(server);
        Assert.Equal(ProviderFailure.NotRunning, failure.Failure);
        Assert.Contains('`', failure.Message);
        Assert.Contains(server.Address.Authority, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, Everything(failure), StringComparison.Ordinal);
        Assert.Equal(ProviderFailure.NotRunning, (await Assert.ThrowsAsync<ProviderException>(() => Provider(server).TestAsync(CancellationToken.None))).Failure);
        Assert.Equal(ProviderFailure.NotRunning, (await Assert.ThrowsAsync<ProviderException>(() => Provider(server).ListAsync(CancellationToken.None))).Failure);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task ACutConnectionIsNoEnd(int pieces) =>
        Assert.Equal(ProviderFailure.Dropped, (await FailureAsync(Serve(Streamed(WireReply.Of("One, ", "two.")).CutAfter(pieces)))).Failure);

    [Fact]
    public async Task AnAnswerWithoutAnEndIsNotWhole() =>
        // A proxy that gives up ends the body as if nothing were missing.
        Assert.Equal(ProviderFailure.Dropped, (await FailureAsync(Serve(Streamed(WireReply.Of("One, ", "two.")).ThenAfter(1, "")))).Failure);

    [Theory]
    [InlineData("data: {\"cho\n\n")]
    [InlineData("event: nonsense\ndata: <html>\n\n")]
    [InlineData("{\"half\": \n")]
    public async Task NonsenseInTheStreamIsTold(string nonsense)
    {
        var failure = await FailureAsync(Serve(Streamed(WireReply.Of("One, ", "two.")).ThenAfter(1, nonsense)));
        // A line that a format skips leaves an answer without an end.
        Assert.Contains(failure.Failure, new[] { ProviderFailure.BadAnswer, ProviderFailure.Dropped });
    }

    [Theory]
    [InlineData("<html>It works!</html>", "text/html")]
    [InlineData("[]", "application/json")]
    [InlineData("\"no\"", "application/json")]
    [InlineData("{\"data\":[{}]}", "application/json")]
    public async Task NonsenseInAListIsTold(string body, string type)
    {
        var failure = await Assert.ThrowsAsync<ProviderException>(() => Provider(Serve(ScriptedAnswer.Of(200, type, [body]))).ListAsync(CancellationToken.None));
        Assert.Equal(ProviderFailure.BadAnswer, failure.Failure);
    }

    [Fact]
    public async Task ARedirectIsNotFollowed()
    {
        var elsewhere = Serve(Streamed(WireReply.Of("Stolen.")));
        foreach (var status in new[] { 301, 302, 307, 308 })
        {
            var failure = await FailureAsync(Serve(ScriptedAnswer.Of(status, "text/plain", [""]).With("Location", elsewhere.Address.ToString())));
            Assert.Equal(ProviderFailure.Refused, failure.Failure);
        }

        Assert.Equal(0, elsewhere.Connections);
    }

    [Fact]
    public async Task TheKeyGoesAlong()
    {
        var server = Serve(Streamed(WireReply.Of("Yes.")));
        await AskAsync(server);
        var expected = Provider(server).NeedsKey || KeyOf(server.Requests.Last()) is not null ? Key : null;
        Assert.Equal(expected, KeyOf(server.Requests.Last()));
        Assert.DoesNotContain(Key, server.Requests.Last().Body + server.Requests.Last().Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherModelsAnswerIsRefused()
    {
        var provider = Provider(Serve(Streamed(WireReply.Of("Yes.") with { Model = "another-model" })));
        var calls = new List<ModelCall>();
        using var chat = new CallPipeline(new CallList(calls), TimeProvider.System, () => 0.5).Wrap(provider.Chat(Model)!, new ModelId(provider.Id, Model), AiTask.Chat, isLocal: true);
        var failure = await Assert.ThrowsAsync<ProviderException>(() => AllAsync(chat.GetStreamingResponseAsync("Hello?")));
        Assert.Equal(ProviderFailure.WrongModel, failure.Failure);
        Assert.Equal(failure.Code, Assert.Single(calls).Error);
    }

    private sealed class CallList(List<ModelCall> calls) : IModelCallLog
    {
        public void Record(ModelCall call) => calls.Add(call);
    }
}
