namespace Cortex.Engine.VectorSearch;

/// <summary>A passage and its exact cosine with the query.</summary>
/// <param name="ChunkId">The passage.</param>
/// <param name="ItemPk">The item it is of.</param>
/// <param name="Cosine">-1 to 1, of the stored 16-bit floats.</param>
public readonly record struct VectorHit(long ChunkId, long ItemPk, float Cosine);
