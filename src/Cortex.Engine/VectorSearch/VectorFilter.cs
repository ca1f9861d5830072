namespace Cortex.Engine.VectorSearch;

/// <summary>Which passages may be hits; null means no restriction. Applied before the cut, so the best of those that may be are found.</summary>
public sealed record VectorFilter
{
    public IReadOnlySet<long>? ItemPks { get; init; }
    public IReadOnlySet<long>? ChunkIds { get; init; }
    public IReadOnlySet<long>? ExcludedChunkIds { get; init; }
    public long? ExcludedItemPk { get; init; }

    internal bool Admits(long chunkId, long itemPk) =>
        itemPk != ExcludedItemPk
        && ItemPks?.Contains(itemPk) is not false
        && ChunkIds?.Contains(chunkId) is not false
        && ExcludedChunkIds?.Contains(chunkId) is not true;
}
