using Cortex.Engine.Providers;
using Cortex.Engine.Providers.Calls;
using Microsoft.Extensions.AI;
using static Cortex.Engine.Tests.Providers.Calls.ScriptedClient;

namespace Cortex.Engine.Tests.Providers.Calls;

public sealed class FallbackChatTests
{
    [Fact]
    public async Task TheFirstThatAnswersIsEnough()
    {
        var second = new ScriptedClient(Says("Second."));
        Assert.Equal("First.", (await Chain(new ScriptedClient(Says("First.")), second).AllAsync()).Text());
        Assert.Equal(0, second.Calls);
    }

    [Fact]
    public async Task TheNextAnswersForOneThatCannotAndItIsTold()
    {
        var updates = await Chain(new ScriptedClient(Fails(ProviderFailure.NotRunning)), new ScriptedClient(Fails(ProviderFailure.Unauthorized)), new ScriptedClient(Says("Third."))).AllAsync();
        Assert.Equal([NoticeKind.FallingBack, NoticeKind.FallingBack], updates.Notices());
        Assert.Contains("It said NotRunning.", updates[0].Notice()!.Text, StringComparison.Ordinal);
        Assert.Contains("p1:m1", updates[0].Notice()!.Text, StringComparison.Ordinal);
        Assert.Equal("Third.", updates.Text());
    }

    [Fact]
    public async Task TheLastFailureIsTold()
    {
        var (_, failure) = await Chain(new ScriptedClient(Fails(ProviderFailure.NotRunning)), new ScriptedClient(Fails(ProviderFailure.Unauthorized))).FailAsync();
        Assert.Equal(ProviderFailure.Unauthorized, failure.Failure);
    }

    [Fact]
    public async Task OneThatHasBegunIsNotReplaced()
    {
        // Two halves of two models are no answer.
        var second = new ScriptedClient(Says("Second."));
        await Chain(new ScriptedClient(Fails(ProviderFailure.Dropped, null, "Half")), second).FailAsync();
        Assert.Equal(0, second.Calls);
    }

    [Fact]
    public async Task OneWhoseBeginningIsVoidIsReplaced()
    {
        var first = new ScriptedClient(Then(() => new ProviderException("test", ProviderFailure.Dropped, "Gone."), Update("m0", new TextContent("Half")), Update(null, new NoticeContent(NoticeKind.Restarted, "Anew."))));
        var response = await Chain(first, new ScriptedClient(Says("Second."))).GetResponseAsync(Streams.Question);
        Assert.Equal("Second.", response.Text);
    }

    [Fact]
    public void AllAreLetGoTogether()
    {
        ScriptedClient first = new(Says("")), second = new(Says(""));
        Chain(first, second).Dispose();
        Assert.True(first.Disposed && second.Disposed);
    }

    private static FallbackChat Chain(params ScriptedClient[] clients) => new([.. clients.Select((client, index) => (new ModelId($"p{index}", $"m{index}"), (IChatClient)client))]);
}
