using Cortex.Engine.Inference;

namespace Cortex.Engine.Tests.Inference;

public sealed class SharedWorkTests
{
    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 1)]
    [InlineData(1_000, 1)]
    [InlineData(1_000, 8)]
    public void Every_piece_is_done_once(int pieces, int threads)
    {
        var done = new int[pieces];
        SharedWork.Run(pieces, threads, i => Interlocked.Increment(ref done[i]));
        Assert.All(done, times => Assert.Equal(1, times));
    }

    [Fact]
    public void A_failure_reaches_the_caller_and_stops_the_rest()
    {
        var done = 0;
        Assert.Throws<InvalidTimeZoneException>(() => SharedWork.Run(1_000_000, 4, _ =>
        {
            Interlocked.Increment(ref done);
            throw new InvalidTimeZoneException();
        }));
        Assert.InRange(done, 1, 8);
    }
}
