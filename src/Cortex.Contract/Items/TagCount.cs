namespace Cortex.Contract.Items;

/// <summary>A tag and how many items have it.</summary>
public sealed record TagCount(string Tag, long Items);

/// <summary>What <c>cortex tags --json</c> prints: every tag, the most frequent first.</summary>
public sealed record TagList(IReadOnlyList<TagCount> Tags);
