namespace Cortex.Contract.Items;

/// <summary>What <c>cortex rm --json</c> and <c>cortex restore ID --json</c> print: the items that were moved, into the trash or back.</summary>
public sealed record MovedItems(IReadOnlyList<string> ItemIds);
