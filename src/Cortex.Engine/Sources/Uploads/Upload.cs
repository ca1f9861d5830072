namespace Cortex.Engine.Sources.Uploads;

/// <summary>A file that was sent, and what was said with it.</summary>
public sealed record Upload
{
    /// <summary>Where its bytes are for now.</summary>
    public required string File { get; init; }

    /// <summary>As it was sent; it is cleaned.</summary>
    public required string? Name { get; init; }

    /// <summary>As it was sent; null where nobody said.</summary>
    public string? MediaType { get; init; }
    public string? Title { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
}
