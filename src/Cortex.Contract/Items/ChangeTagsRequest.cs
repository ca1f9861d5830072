namespace Cortex.Contract.Items;

/// <summary>Tags to put on, and to take off, up to 1,000 items at once: all of them, or none; those that are not there are passed over.</summary>
public sealed record ChangeTagsRequest
{
    public required IReadOnlyList<string> ItemIds { get; init; }
    public IReadOnlyList<string>? Add { get; init; }
    public IReadOnlyList<string>? Remove { get; init; }
}

/// <summary>How many items were changed, and which: not those that had the tags as asked for, nor those that are not there.</summary>
public sealed record ChangeTagsResult(int Changed, IReadOnlyList<string> ItemIds);
