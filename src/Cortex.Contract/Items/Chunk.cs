namespace Cortex.Contract.Items;

/// <summary>A passage of an item's text: what is searched and cited. Its id is never used again.</summary>
public sealed record Chunk(long Id, int Start, int End, int TokenCount);
