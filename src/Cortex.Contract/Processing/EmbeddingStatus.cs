namespace Cortex.Contract.Processing;

/// <summary>How far the library is found by its meaning, and by which model.</summary>
public sealed record EmbeddingStatus
{
    /// <summary><c>provider:model</c> whose vectors are searched; null until something was embedded.</summary>
    public required string? Model { get; init; }
    public required int? Dimensions { get; init; }

    /// <summary>Items whose meaning is still to come.</summary>
    public required long Waiting { get; init; }

    /// <summary>How long that will take on this machine, about; null when nothing waits.</summary>
    public required double? SecondsLeft { get; init; }

    /// <summary>Another model's vectors that are being made; those in use serve on meanwhile. Null when none are.</summary>
    public required RebuildStatus? Rebuild { get; init; }

    /// <summary>What keeps this process from embedding, such as a model file that is gone; null while it can.</summary>
    public required string? Trouble { get; init; }
}

/// <summary>Passages that have their new vectors, of all.</summary>
public sealed record RebuildStatus(string Model, long Done, long Total, double SecondsLeft);
