using Cortex.Engine.Providers;
using Cortex.Engine.Providers.Calls;
using Cortex.Engine.Tests.Storage;
using Microsoft.Extensions.AI;
using static Cortex.Engine.Tests.Providers.Calls.ScriptedClient;

namespace Cortex.Engine.Tests.Providers.Calls;

public sealed class TimedChatTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);
    private static readonly CallTimeouts Timeouts = new(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(30));
    private readonly ManualTime _time = new();

    [Fact]
    public async Task AnAnswerThatDoesNotBeginIsGivenUp()
    {
        await using var stream = Timed(Stalls()).Begin();
        var failure = await ExpectTimeOutAsync(stream.MoveNextAsync().AsTask(), Timeouts.FirstToken);
        Assert.Contains("60 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAnswerThatStopsIsGivenUp()
    {
        await using var stream = Timed(Stalls("One.")).Begin();
        Assert.True(await stream.MoveNextAsync());
        var failure = await ExpectTimeOutAsync(stream.MoveNextAsync().AsTask(), Timeouts.Stall);
        Assert.Contains("30 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoReadsSlowlyIsNotTakenForAStall()
    {
        await using var stream = Timed(Says("One.", "Two.")).Begin();
        Assert.True(await stream.MoveNextAsync());
        _time.Advance(TimeSpan.FromHours(1));
        Assert.True(await stream.MoveNextAsync());
        Assert.Equal("Two.", stream.Current.Text);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.False(await stream.MoveNextAsync());
    }

    [Fact]
    public async Task ASignOfLifeIsNoBeginning()
    {
        await using var stream = Timed(StallsAfter(Update("test-model"), Update("test-model", new TextContent("One.")))).Begin();
        Assert.True(await stream.MoveNextAsync());
        // Longer than a stall may be, and not as long as a beginning.
        _time.Advance(TimeSpan.FromSeconds(45));
        Assert.True(await stream.MoveNextAsync());
    }

    [Fact]
    public async Task AModelThatIsLoadedHasAllTheTimeAgain()
    {
        await using var stream = Timed(StallsAfter(Update(null, new NoticeContent(NoticeKind.LoadingModel, "Loading.")))).Begin();
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.True(await stream.MoveNextAsync());
        var next = stream.MoveNextAsync().AsTask();
        await ExpectTimeOutAsync(next, Timeouts.FirstToken);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ACancelledCallReturnsThoughTheClientBelowDoesNot(bool began)
    {
        using var cancel = new CancellationTokenSource();
        await using var stream = Timed(began ? Stalls("One.") : Stalls()).Begin(cancel.Token);
        if (began) Assert.True(await stream.MoveNextAsync());
        var next = stream.MoveNextAsync().AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(Bound));
    }

    [Fact]
    public async Task AConnectionThatIsNotTakenIsATimeOut()
    {
        // As HttpClient says it.
        var (_, failure) = await Timed(Then(() => new TaskCanceledException("", new TimeoutException("")))).FailAsync();
        Assert.Equal(ProviderFailure.TimedOut, failure.Failure);
    }

    [Fact]
    public async Task AnEndFromBelowIsADroppedConnection()
    {
        var (_, failure) = await Timed(Then(() => new TaskCanceledException())).FailAsync();
        Assert.Equal(ProviderFailure.Dropped, failure.Failure);
    }

    private TimedChat Timed(Attempt attempt) => new(new ScriptedClient(attempt), "test", Timeouts, _time);

    private async Task<ProviderException> ExpectTimeOutAsync(Task next, TimeSpan after)
    {
        _time.Advance(after - TimeSpan.FromMilliseconds(1));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        var failure = await Assert.ThrowsAsync<ProviderException>(() => next.WaitAsync(Bound));
        Assert.Equal(ProviderFailure.TimedOut, failure.Failure);
        return failure;
    }
}
