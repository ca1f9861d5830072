namespace Cortex.Engine.Workflows;

/// <summary>How often a node is tried, and how long apart: each delay is twice the one before, up to a most, and half of it is left to chance.</summary>
/// <param name="Attempts">In all, at least 1.</param>
/// <param name="Delay">Before the second attempt.</param>
public sealed record RetryPolicy(int Attempts, TimeSpan Delay)
{
    public TimeSpan MostDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Which failures are worth another attempt; null: all.</summary>
    public Func<Exception, bool>? Handles { get; init; }

    /// <param name="attempt">That failed, from 1.</param>
    /// <param name="random">0 to 1</param>
    internal TimeSpan DelayAfter(int attempt, double random)
    {
        var whole = Math.Min(Delay.TotalMilliseconds * Math.Pow(2, attempt - 1), MostDelay.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(whole * (0.5 + (random / 2)));
    }
}
