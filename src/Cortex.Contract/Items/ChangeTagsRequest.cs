namespace Cortex.Contract.Items;

/// <summary>Tags to put on, and to take off, up to 1,000 items at once: all of them, or none.</summary>
public sealed record ChangeTagsRequest
{
    public required IReadOnlyList<string> ItemIds { get; init; }
    public IReadOnlyList<string>? Add { get; init; }
    public IReadOnlyList<string>? Remove { get; init; }
}

/// <summary>How many items were asked for.</summary>
public sealed record ChangeTagsResult(int Changed);
