using Cortex.Engine.Inference.Kernels;

namespace Cortex.Engine.VectorSearch;

/// <summary>Rows that are in no file yet. They never move, so that those who scan need not wait for those who append.</summary>
internal sealed unsafe class MemoryBlock : IDisposable
{
    public const int Capacity = 1_024;

    private readonly NativeBuffer<byte> _codes;
    private readonly NativeBuffer<float> _scales = new(Capacity);
    private readonly NativeBuffer<long> _chunkIds = new(Capacity);
    private readonly NativeBuffer<long> _itemPks = new(Capacity);
    private readonly NativeBuffer<ushort> _halves;

    public MemoryBlock(int stride)
    {
        _codes = new NativeBuffer<byte>((long)Capacity * stride);
        _halves = new NativeBuffer<ushort>((long)Capacity * stride);
        Rows = new VectorRows
        {
            Stride = stride, Codes = _codes.Pointer, Scales = _scales.Pointer, ChunkIds = _chunkIds.Pointer, ItemPks = _itemPks.Pointer, Halves = _halves.Pointer,
        };
    }

    public VectorRows Rows { get; }

    public long Bytes => _codes.ByteLength + _scales.ByteLength + _chunkIds.ByteLength + _itemPks.ByteLength + _halves.ByteLength;

    /// <summary>False when the vector is unreadable.</summary>
    public bool TryWrite(int row, StoredVector vector)
    {
        if (!Quantisation.TryMake(vector.Halves, Rows.Stride, Rows.HalvesOf(row), Rows.CodesOf(row), out Rows.Scales[row])) return false;
        Rows.ChunkIds[row] = vector.ChunkId;
        Rows.ItemPks[row] = vector.ItemPk;
        return true;
    }

    public void Dispose()
    {
        _codes.Dispose();
        _scales.Dispose();
        _chunkIds.Dispose();
        _itemPks.Dispose();
        _halves.Dispose();
    }
}
