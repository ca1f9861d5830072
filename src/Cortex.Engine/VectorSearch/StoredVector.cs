namespace Cortex.Engine.VectorSearch;

/// <summary>A vector as the table has it: float16, little-endian.</summary>
internal readonly ref struct StoredVector(long chunkId, long itemPk, ReadOnlySpan<byte> halves)
{
    public long ChunkId { get; } = chunkId;
    public long ItemPk { get; } = itemPk;
    public ReadOnlySpan<byte> Halves { get; } = halves;
}
