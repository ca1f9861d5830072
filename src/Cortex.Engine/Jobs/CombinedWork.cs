namespace Cortex.Engine.Jobs;

/// <summary>Several works in the background, side by side.</summary>
public sealed class CombinedWork(params IReadOnlyList<IBackgroundWork> works) : IBackgroundWork
{
    public Exception? Trouble => works.Select(work => work.Trouble).FirstOrDefault(trouble => trouble is not null);

    public Task RunAsync(CancellationToken cancellation) => Task.WhenAll(works.Select(work => Task.Run(() => work.RunAsync(cancellation), CancellationToken.None)));
}
