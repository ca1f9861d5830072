namespace Cortex.Contract.Items;

/// <summary>The ids of a whole list, in its order.</summary>
public sealed record ItemIdList(IReadOnlyList<string> Ids);
