namespace Cortex.Contract.Items;

/// <summary>A tag and how many items have it.</summary>
public sealed record TagCount(string Tag, long Items);

/// <summary>Every tag, the most frequent first.</summary>
public sealed record TagList(IReadOnlyList<TagCount> Tags);

/// <summary>An item and its tags, as they stand after a change.</summary>
public sealed record TaggedItem(string Id, IReadOnlyList<string> Tags);

/// <summary>What <c>cortex tag N +x --json</c> prints.</summary>
public sealed record TaggedItems(IReadOnlyList<TaggedItem> Items);
