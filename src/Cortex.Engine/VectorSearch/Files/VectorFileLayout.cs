namespace Cortex.Engine.VectorSearch.Files;

/// <summary>Where the columns of a file lie: each begins at a cache line, in the order codes, scales, passages, items, halves.</summary>
internal readonly record struct VectorFileLayout
{
    /// <param name="dimensions">At most <see cref="Quantisation.MaxDimensions"/>.</param>
    /// <param name="capacity">Rows there is room for.</param>
    public VectorFileLayout(int dimensions, int capacity)
    {
        Stride = Quantisation.Stride(dimensions);
        Codes = Aligned(VectorFileHeader.Length);
        Scales = Codes + ((long)Stride * capacity);
        ChunkIds = Scales + Aligned((long)sizeof(float) * capacity);
        ItemPks = ChunkIds + Aligned((long)sizeof(long) * capacity);
        Halves = ItemPks + Aligned((long)sizeof(long) * capacity);
        Length = Halves + ((long)sizeof(ushort) * Stride * capacity);
    }

    public int Stride { get; }
    public long Codes { get; }
    public long Scales { get; }
    public long ChunkIds { get; }
    public long ItemPks { get; }
    public long Halves { get; }
    public long Length { get; }

    private static long Aligned(long length) => (length + Quantisation.Alignment - 1) / Quantisation.Alignment * Quantisation.Alignment;
}
