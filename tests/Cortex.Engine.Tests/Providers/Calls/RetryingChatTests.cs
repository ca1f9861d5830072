using Cortex.Engine.Providers;
using Cortex.Engine.Providers.Calls;
using Cortex.Engine.Tests.Storage;
using Microsoft.Extensions.AI;
using static Cortex.Engine.Tests.Providers.Calls.ScriptedClient;

namespace Cortex.Engine.Tests.Providers.Calls;

public sealed class RetryingChatTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);
    private readonly ManualTime _time = new();

    [Theory]
    [InlineData(ProviderFailure.RateLimited)]
    [InlineData(ProviderFailure.ServerError)]
    [InlineData(ProviderFailure.Dropped)]
    public async Task WhatMayPassIsTriedAgain(ProviderFailure failure)
    {
        var client = new ScriptedClient(Fails(failure), Says("Yes."));
        await using var stream = Retrying(client).Begin();
        await ExpectPauseAsync(stream, TimeSpan.FromSeconds(0.5));
        Assert.Equal("Yes.", stream.Current.Text);
        Assert.False(await stream.MoveNextAsync());
        Assert.Equal(2, client.Calls);
    }

    [Theory]
    [InlineData(ProviderFailure.Unauthorized)]
    [InlineData(ProviderFailure.ModelMissing)]
    [InlineData(ProviderFailure.ContextTooLong)]
    [InlineData(ProviderFailure.NotRunning)]
    [InlineData(ProviderFailure.BadAnswer)]
    [InlineData(ProviderFailure.WrongModel)]
    [InlineData(ProviderFailure.Refused)]
    [InlineData(ProviderFailure.TimedOut)]
    [InlineData(ProviderFailure.Resting)]
    public async Task WhatStaysIsTold(ProviderFailure failure)
    {
        var client = new ScriptedClient(Fails(failure));
        Assert.Equal(failure, (await Retrying(client).FailAsync()).Failure.Failure);
        Assert.Equal(1, client.Calls);
    }

    [Fact]
    public async Task PausesGrowAndEnd()
    {
        var client = new ScriptedClient(Fails(ProviderFailure.ServerError));
        await using var stream = Retrying(client).Begin();
        await ExpectPauseAsync(stream, TimeSpan.FromSeconds(0.5));
        await ExpectPauseAsync(stream, TimeSpan.FromSeconds(1), isThere: true);
        var notice = stream.Current.Notice();
        Assert.Equal(TimeSpan.FromSeconds(2), notice?.Delay);
        var next = stream.MoveNextAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(ProviderFailure.ServerError, (await Assert.ThrowsAsync<ProviderException>(() => next.WaitAsync(Bound))).Failure);
        Assert.Equal(4, client.Calls);
    }

    [Theory]
    [InlineData(0, 0.25)]
    [InlineData(0.5, 0.5)]
    [InlineData(1, 0.75)]
    public async Task PausesAreScattered(double random, double seconds)
    {
        await using var stream = Retrying(new ScriptedClient(Fails(ProviderFailure.ServerError), Says("Yes.")), random).Begin();
        Assert.True(await stream.MoveNextAsync());
        Assert.Equal(TimeSpan.FromSeconds(seconds), stream.Current.Notice()?.Delay);
    }

    [Fact]
    public async Task TheServersOwnPauseIsKept()
    {
        await using var stream = Retrying(new ScriptedClient(Fails(ProviderFailure.RateLimited, TimeSpan.FromSeconds(17)), Says("Yes."))).Begin();
        await ExpectPauseAsync(stream, TimeSpan.FromSeconds(17));
        Assert.Equal("Yes.", stream.Current.Text);
    }

    [Fact]
    public async Task ALongPauseIsLeftToThePerson()
    {
        var (updates, failure) = await Retrying(new ScriptedClient(Fails(ProviderFailure.RateLimited, TimeSpan.FromMinutes(10)))).FailAsync();
        Assert.Empty(updates);
        Assert.Equal(TimeSpan.FromMinutes(10), failure.RetryAfter);
    }

    [Fact]
    public async Task WhatWasStreamedIsVoidAfterANewBeginning()
    {
        await using var stream = Retrying(new ScriptedClient(Fails(ProviderFailure.Dropped, null, "Half an "), Says("An answer."))).Begin();
        Assert.True(await stream.MoveNextAsync());
        Assert.Equal("Half an ", stream.Current.Text);
        await ExpectPauseAsync(stream, TimeSpan.FromSeconds(0.5));
        Assert.Equal(NoticeKind.Restarted, stream.Current.Notice()?.Kind);
        Assert.True(await stream.MoveNextAsync());
        Assert.Equal("An answer.", stream.Current.Text);
    }

    [Fact]
    public async Task AWholeResponseHoldsNothingThatIsVoid()
    {
        var call = Retrying(new ScriptedClient(Fails(ProviderFailure.Dropped, null, "Half an "), Says("An ", "answer."))).GetResponseAsync(Streams.Question);
        _time.Advance(TimeSpan.FromSeconds(1));
        var response = await call.WaitAsync(Bound);
        Assert.Equal("An answer.", response.Text);
        Assert.DoesNotContain(response.Messages.SelectMany(message => message.Contents), content => content is NoticeContent);
    }

    [Fact]
    public async Task APauseEndsWithTheCall()
    {
        using var cancel = new CancellationTokenSource();
        await using var stream = Retrying(new ScriptedClient(Fails(ProviderFailure.ServerError))).Begin(cancel.Token);
        Assert.True(await stream.MoveNextAsync());
        var next = stream.MoveNextAsync().AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(Bound));
    }

    [Fact]
    public async Task ABreakerThatOpensMeanwhileDoesNotHideWhatWentWrong()
    {
        await using var stream = Retrying(new ScriptedClient(Fails(ProviderFailure.ServerError), Fails(ProviderFailure.Resting))).Begin();
        Assert.True(await stream.MoveNextAsync());
        var next = stream.MoveNextAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ProviderFailure.ServerError, (await Assert.ThrowsAsync<ProviderException>(() => next.WaitAsync(Bound))).Failure);
    }

    [Fact]
    public async Task MessagesThatCanBeReadOnceAreSentAgain()
    {
        var client = new ScriptedClient(Fails(ProviderFailure.ServerError), Says("Yes."));
        var read = false;
        var call = Retrying(client).GetResponseAsync(Once());
        _time.Advance(TimeSpan.FromSeconds(1));
        await call.WaitAsync(Bound);
        Assert.Equal(["Hello?", "Hello?"], client.Sent.Select(messages => messages.Single().Text));

        IEnumerable<ChatMessage> Once()
        {
            Assert.False(read);
            read = true;
            yield return Streams.Question[0];
        }
    }

    private RetryingChat Retrying(ScriptedClient client, double random = 0.5) => new(client, () => random, _time);

    /// <summary>Sees the notice, then lets the pause pass, and no sooner does the stream go on.</summary>
    private async Task ExpectPauseAsync(IAsyncEnumerator<ChatResponseUpdate> stream, TimeSpan pause, bool isThere = false)
    {
        if (!isThere) Assert.True(await stream.MoveNextAsync());
        var notice = Assert.IsType<NoticeContent>(Assert.Single(stream.Current.Contents));
        Assert.Equal((NoticeKind.Retrying, (TimeSpan?)pause), (notice.Kind, notice.Delay));
        var next = stream.MoveNextAsync().AsTask();
        _time.Advance(pause - TimeSpan.FromMilliseconds(1));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await next.WaitAsync(Bound));
    }
}
