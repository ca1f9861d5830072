namespace Cortex.Engine.Jobs;

/// <summary>Work in batches over many items, done beside the stages that go item by item, by whoever works the queue.</summary>
public interface IBackgroundWork
{
    /// <summary>What keeps it from its work, such as a model that is missing; null while it works. It tries again until that goes.</summary>
    Exception? Trouble { get; }

    /// <summary>Works until it is cancelled; whatever fails, it begins again.</summary>
    Task RunAsync(CancellationToken cancellation);
}
