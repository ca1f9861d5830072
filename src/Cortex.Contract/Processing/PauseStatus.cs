namespace Cortex.Contract.Processing;

/// <summary>Whether what goes on in the background rests because a person said so.</summary>
/// <param name="Paused">It rests.</param>
/// <param name="Until">When it goes on by itself; null when it waits to be resumed, and when it does not rest.</param>
public sealed record PauseStatus(bool Paused, DateTime? Until);

/// <summary>For how long to rest; until it is resumed when nothing is said.</summary>
public sealed record PauseRequest
{
    /// <summary>1 to 527,040, which is a year.</summary>
    public int? Minutes { get; init; }
}
