using Cortex.Engine.Inference;
using Cortex.Engine.Inference.Platform;

namespace Cortex.Engine.Tests.Inference;

public sealed class BulkThreadsTests
{
    private static readonly TimeSpan Forever = Timeout.InfiniteTimeSpan;

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 1)]
    [InlineData(1_000, 1)]
    [InlineData(1_000, 8)]
    public void Every_piece_is_done_once_and_then_it_is_settled(int pieces, int most)
    {
        using var threads = new BulkThreads("test", most, lowered: false, Forever);
        var done = new int[pieces];
        var settled = 0;

        threads.Run(pieces, i => Interlocked.Increment(ref done[i]), () => settled += done.Sum() + 1, CancellationToken.None);

        Assert.All(done, times => Assert.Equal(1, times));
        Assert.Equal(pieces + 1, settled);
        Assert.InRange(threads.Count, 0, Math.Min(pieces, most));
    }

    [Fact]
    public void Its_threads_are_of_the_lowest_priority_and_the_callers_keeps_its_own()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var lowered = new BulkThreads("test", 2, lowered: true, Forever);
        using var usual = new BulkThreads("test", 2, lowered: false, Forever);
        var own = OwnNice();

        Assert.Equal(ThreadPriorities.LowestNice, NiceWithin(lowered));
        Assert.Equal(own, NiceWithin(usual));
        Assert.Equal(own, OwnNice());
    }

    [Fact]
    public void Nobody_waits_for_them_to_end_the_process()
    {
        using var threads = new BulkThreads("test", 1, lowered: false, Forever);
        Thread? thread = null;
        threads.Run(1, _ => thread = Thread.CurrentThread, () => { }, CancellationToken.None);
        Assert.True(thread!.IsBackground);
        Assert.False(thread.IsThreadPoolThread);
    }

    [Fact]
    public async Task Callers_share_the_threads_and_take_turns()
    {
        using var threads = new BulkThreads("test", 1, lowered: false, Forever);
        using var go = new ManualResetEventSlim();
        var order = new List<char>();
        var begun = new TaskCompletionSource();
        var holding = Task.Run(() => threads.Run(1, _ =>
        {
            begun.SetResult();
            go.Wait();
        }, () => { }, CancellationToken.None));
        await begun.Task;

        Task[] calls = [.. "abc".Select(caller => Task.Run(() => threads.Run(4, _ => order.Add(caller), () => { }, CancellationToken.None)))];
        while (threads.Callers < calls.Length + 1)
        {
            await Task.Yield();
        }

        go.Set();
        await Task.WhenAll([holding, .. calls]);

        Assert.Equal(1, threads.Count);
        Assert.All(order.Chunk(3), turn => Assert.Equal("abc", string.Concat(turn.Order())));
    }

    [Fact]
    public void A_failure_reaches_the_caller_and_stops_the_rest()
    {
        using var threads = new BulkThreads("test", 4, lowered: true, Forever);
        var done = 0;
        var settled = 0;

        Assert.Throws<InvalidTimeZoneException>(() => threads.Run(1_000_000, _ =>
        {
            Interlocked.Increment(ref done);
            throw new InvalidTimeZoneException();
        }, () => settled++, CancellationToken.None));

        Assert.InRange(done, 1, 4);
        Assert.Equal(1, settled);
        threads.Run(1, _ => done = 0, () => { }, CancellationToken.None);
        Assert.Equal(0, done);
    }

    [Fact]
    public async Task A_cancelled_call_returns_at_once_and_is_settled_when_its_last_piece_ends()
    {
        using var threads = new BulkThreads("test", 1, lowered: true, Forever);
        using var cancel = new CancellationTokenSource();
        using var end = new ManualResetEventSlim();
        var begun = new TaskCompletionSource();
        var settled = new TaskCompletionSource();
        var pieces = 0;
        var call = Task.Run(() => threads.Run(10, _ =>
        {
            pieces++;
            begun.TrySetResult();
            end.Wait();
        }, settled.SetResult, cancel.Token));
        await begun.Task;

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.False(settled.Task.IsCompleted);
        end.Set();
        await settled.Task;
        Assert.Equal(1, pieces);
    }

    [Fact]
    public void Without_work_they_end_and_with_work_they_come_back()
    {
        using var threads = new BulkThreads("test", 3, lowered: true, TimeSpan.FromMilliseconds(1));
        for (var round = 0; round < 3; round++)
        {
            var used = new System.Collections.Concurrent.ConcurrentBag<Thread>();
            threads.Run(20, _ => used.Add(Thread.CurrentThread), () => { }, CancellationToken.None);
            Assert.All(used, thread => thread.Join());
        }

        Assert.InRange(threads.Count, 0, 2);
    }

    [Fact]
    public void Disposed_it_ends_those_that_are_idle()
    {
        var threads = new BulkThreads("test", 1, lowered: true, Forever);
        Thread? thread = null;
        threads.Run(1, _ => thread = Thread.CurrentThread, () => { }, CancellationToken.None);

        threads.Dispose();

        thread!.Join();
        Assert.Equal(0, threads.Count);
    }

    private static int NiceWithin(BulkThreads threads)
    {
        var nice = int.MinValue;
        threads.Run(1, _ => nice = OwnNice(), () => { }, CancellationToken.None);
        return nice;
    }

    private static int OwnNice() => ThreadStat.Nice(File.ReadAllText("/proc/thread-self/stat"));
}
