using Cortex.Engine.Providers;
using Cortex.Engine.Providers.Calls;
using Cortex.Engine.Tests.Storage;
using static Cortex.Engine.Tests.Providers.Calls.ScriptedClient;

namespace Cortex.Engine.Tests.Providers.Calls;

public sealed class GuardedChatTests
{
    private readonly ManualTime _time = new();

    [Theory]
    [InlineData(ProviderFailure.NotRunning)]
    [InlineData(ProviderFailure.TimedOut)]
    [InlineData(ProviderFailure.ServerError)]
    [InlineData(ProviderFailure.Dropped)]
    public async Task AfterThreeFailuresItIsLeftAlone(ProviderFailure failure)
    {
        var client = new ScriptedClient(Fails(failure));
        var chat = Guarded(client);
        for (var i = 0; i < 3; i++) Assert.Equal(failure, (await chat.FailAsync()).Failure.Failure);
        var resting = (await chat.FailAsync()).Failure;
        Assert.Equal(ProviderFailure.Resting, resting.Failure);
        // Why, and until when.
        Assert.Contains($"It said {failure}.", resting.Message, StringComparison.Ordinal);
        Assert.Contains("30 s", resting.Message, StringComparison.Ordinal);
        Assert.Equal(3, client.Calls);
    }

    [Fact]
    public async Task AfterItsRestOneMayTry()
    {
        var client = new ScriptedClient(Fails(ProviderFailure.NotRunning), Fails(ProviderFailure.NotRunning), Fails(ProviderFailure.NotRunning), Stalls("Yes."), Says("Yes."));
        var chat = Guarded(client);
        for (var i = 0; i < 3; i++) await chat.FailAsync();
        _time.Advance(TimeSpan.FromSeconds(31));
        var trying = chat.Begin();
        Assert.True(await trying.MoveNextAsync());
        // The others wait for what comes of that.
        Assert.Equal(ProviderFailure.Resting, (await chat.FailAsync()).Failure.Failure);
        // Who is content with half of the answer has seen that it works.
        await trying.DisposeAsync();
        Assert.Equal("Yes.", (await chat.AllAsync()).Text());
    }

    [Fact]
    public async Task ATryThatFailsIsAnotherRest()
    {
        var client = new ScriptedClient(Fails(ProviderFailure.NotRunning));
        var chat = Guarded(client);
        for (var i = 0; i < 3; i++) await chat.FailAsync();
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(ProviderFailure.NotRunning, (await chat.FailAsync()).Failure.Failure);
        Assert.Equal(ProviderFailure.Resting, (await chat.FailAsync()).Failure.Failure);
        Assert.Equal(4, client.Calls);
    }

    [Fact]
    public async Task ASuccessBetweenCountsFromTheBeginning()
    {
        var (fails, says) = (Fails(ProviderFailure.ServerError), Says("Yes."));
        var chat = Guarded(new ScriptedClient(fails, fails, says, fails, fails, says));
        for (var round = 0; round < 2; round++)
        {
            await chat.FailAsync();
            await chat.FailAsync();
            await chat.AllAsync();
        }
    }

    [Theory]
    [InlineData(ProviderFailure.Unauthorized)]
    [InlineData(ProviderFailure.RateLimited)]
    [InlineData(ProviderFailure.ContextTooLong)]
    [InlineData(ProviderFailure.ModelMissing)]
    public async Task WhoRefusesIsAlive(ProviderFailure failure)
    {
        var client = new ScriptedClient(Fails(failure));
        var chat = Guarded(client);
        for (var i = 0; i < 5; i++) Assert.Equal(failure, (await chat.FailAsync()).Failure.Failure);
    }

    [Fact]
    public async Task ProvidersRestEachForItself()
    {
        var pipeline = new CallPipeline(new CallList(), _time, () => 0.5);
        using var dead = pipeline.Wrap(new ScriptedClient(Fails(ProviderFailure.NotRunning)), new ModelId("dead", "test-model"), AiTask.Chat, isLocal: true);
        using var alive = pipeline.Wrap(new ScriptedClient(Says("Yes.")), new ModelId("alive", "test-model"), AiTask.Chat, isLocal: true);
        for (var i = 0; i < 3; i++) await dead.FailAsync();
        Assert.Equal(ProviderFailure.Resting, (await dead.FailAsync()).Failure.Failure);
        Assert.Equal("Yes.", (await alive.AllAsync()).Text());
    }

    private GuardedChat Guarded(ScriptedClient client) => new(client, new Breaker("test", _time));
}
