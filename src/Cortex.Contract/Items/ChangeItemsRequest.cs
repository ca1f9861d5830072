namespace Cortex.Contract.Items;

/// <summary>Up to 1,000 items.</summary>
public sealed record ChangeItemsRequest(IReadOnlyList<string> ItemIds);

/// <param name="Changed">How many of them changed; what was so already does not count.</param>
public sealed record ChangeItemsResult(int Changed);
