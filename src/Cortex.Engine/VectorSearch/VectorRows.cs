namespace Cortex.Engine.VectorSearch;

/// <summary>Where rows lie, column by column, in a file or in memory.</summary>
internal readonly unsafe struct VectorRows
{
    /// <summary>Bytes of codes and number of halves in a row.</summary>
    public required int Stride { get; init; }

    /// <summary>See <see cref="Quantisation"/>.</summary>
    public required byte* Codes { get; init; }

    /// <summary>What one step of a row's codes is worth.</summary>
    public required float* Scales { get; init; }

    public required long* ChunkIds { get; init; }
    public required long* ItemPks { get; init; }

    /// <summary>The vectors themselves, for exact cosines.</summary>
    public required ushort* Halves { get; init; }

    public byte* CodesOf(int row) => Codes + ((nint)row * Stride);

    public ushort* HalvesOf(int row) => Halves + ((nint)row * Stride);
}
