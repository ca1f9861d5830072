using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Cortex.Contract.Workflows;

namespace Cortex.Engine.Workflows;

/// <summary>What happens in the runs of this process, for whoever watches. Nothing is kept for one who comes later; who falls far behind loses the oldest.</summary>
public sealed class RunEvents
{
    private const int Backlog = 4096;
    private readonly Lock _gate = new();
    private volatile Channel<WorkflowEvent>[] _watchers = [];

    public void Publish(WorkflowEvent happened)
    {
        foreach (var watcher in _watchers) watcher.Writer.TryWrite(happened);
    }

    /// <summary>From now on, until it is cancelled. Watching begins with the call.</summary>
    public IAsyncEnumerable<WorkflowEvent> Watch(CancellationToken cancellation)
    {
        var channel = Channel.CreateBounded<WorkflowEvent>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_gate) _watchers = [.. _watchers, channel];
        return ReadAsync(channel, cancellation);
    }

    private async IAsyncEnumerable<WorkflowEvent> ReadAsync(Channel<WorkflowEvent> channel, [EnumeratorCancellation] CancellationToken cancellation)
    {
        try
        {
            await foreach (var happened in channel.Reader.ReadAllAsync(cancellation)) yield return happened;
        }
        finally
        {
            lock (_gate) _watchers = [.. _watchers.Where(other => other != channel)];
        }
    }
}
