using Cortex.Engine.Inference;

namespace Cortex.Engine.Tests.Inference;

public sealed class EncodingGateTests
{
    [Fact]
    public async Task Bulk_work_stands_back_until_no_urgent_work_is_left()
    {
        using var gate = new EncodingGate(1, TimeSpan.MaxValue);
        var begun = new TaskCompletionSource();
        var stoodBack = new TaskCompletionSource();
        using var finish = new ManualResetEventSlim();
        var urgent = Task.Run(() => gate.Urgently(() =>
        {
            begun.SetResult();
            finish.Wait();
        }, CancellationToken.None));
        await begun.Task;

        var order = new List<string>();
        var bulk = Task.Run(() =>
        {
            stoodBack.SetResult();
            gate.GiveWay(CancellationToken.None);
            order.Add("bulk");
        });
        await stoodBack.Task;
        order.Add("urgent");
        finish.Set();
        await urgent;
        await bulk;

        Assert.Equal(["urgent", "bulk"], order);
    }

    [Fact]
    public void Bulk_work_is_never_starved()
    {
        using var gate = new EncodingGate(1, TimeSpan.FromMilliseconds(1));
        var done = false;
        gate.Urgently(() =>
        {
            gate.GiveWay(CancellationToken.None);
            done = true;
        }, CancellationToken.None);
        Assert.True(done);
    }

    [Fact]
    public void Whoever_waits_can_be_cancelled_and_leaves_no_trace()
    {
        using var gate = new EncodingGate(1, TimeSpan.MaxValue);
        using var cancel = new CancellationTokenSource();
        gate.Urgently(() =>
        {
            cancel.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(() => gate.Urgently(() => { }, cancel.Token));
            Assert.ThrowsAny<OperationCanceledException>(() => gate.GiveWay(cancel.Token));
        }, CancellationToken.None);

        gate.GiveWay(CancellationToken.None);
    }
}
