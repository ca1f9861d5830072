using System.Runtime.InteropServices;
using Cortex.Engine.Inference.Kernels;
using Cortex.Engine.Storage;

namespace Cortex.Engine.VectorSearch.Files;

/// <summary>Writes a file row by row, in the order of the passages. Without its header, which is written last, it is none.</summary>
internal sealed unsafe class VectorFileWriter : IDisposable
{
    private const int Batch = 512;

    private readonly long _generation;
    private readonly int _dimensions;
    private readonly int _capacity;
    private readonly TablePosition _position;
    private readonly VectorFileLayout _layout;
    private readonly FileStream _stream;
    private readonly NativeBuffer<byte> _codes;
    private readonly NativeBuffer<ushort> _halves;
    private readonly List<float> _scales = [];
    private readonly List<long> _chunkIds = [], _itemPks = [];
    private int _written;

    public VectorFileWriter(string path, long generation, int dimensions, int capacity, TablePosition position)
    {
        _generation = generation;
        _dimensions = dimensions;
        _capacity = capacity;
        _position = position;
        _layout = new VectorFileLayout(dimensions, capacity);
        _codes = new NativeBuffer<byte>((long)Batch * _layout.Stride);
        _halves = new NativeBuffer<ushort>((long)Batch * _layout.Stride);
        _stream = LibraryFolder.OpenPrivate(path, FileMode.CreateNew);
    }

    private int Waiting => _chunkIds.Count - _written;

    /// <summary>One that is unreadable is left out.</summary>
    public void Add(StoredVector vector)
    {
        if (_chunkIds.Count == _capacity) throw new InvalidOperationException($"There is room for {_capacity} rows.");
        if (_chunkIds.Count > 0 && vector.ChunkId <= _chunkIds[^1]) throw new InvalidOperationException("Rows are written in the order of their passages.");
        var at = (long)Waiting * _layout.Stride;
        if (!Quantisation.TryMake(vector.Halves, _layout.Stride, _halves.Pointer + at, _codes.Pointer + at, out var scale)) return;
        _scales.Add(scale);
        _chunkIds.Add(vector.ChunkId);
        _itemPks.Add(vector.ItemPk);
        if (Waiting == Batch) WriteRows();
    }

    /// <summary>Everything on the disk, the header included.</summary>
    public void Finish()
    {
        WriteRows();
        ReadOnlySpan<float> scales = CollectionsMarshal.AsSpan(_scales);
        ReadOnlySpan<long> chunkIds = CollectionsMarshal.AsSpan(_chunkIds), itemPks = CollectionsMarshal.AsSpan(_itemPks);
        Write(MemoryMarshal.AsBytes(scales), _layout.Scales);
        Write(MemoryMarshal.AsBytes(chunkIds), _layout.ChunkIds);
        Write(MemoryMarshal.AsBytes(itemPks), _layout.ItemPks);
        if (_stream.Length < _layout.Length) _stream.SetLength(_layout.Length);
        var header = new VectorFileHeader
        {
            Generation = _generation,
            Dimensions = _dimensions,
            Rows = _chunkIds.Count,
            Capacity = _capacity,
            Position = _position,
            Columns = VectorFile.HashColumns(scales, chunkIds, itemPks),
        };
        Write(header.ToBytes(), 0);
        _stream.Flush(flushToDisk: true);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _codes.Dispose();
        _halves.Dispose();
    }

    private void WriteRows()
    {
        Write(new(_codes.Pointer, Waiting * _layout.Stride), _layout.Codes + ((long)_written * _layout.Stride));
        Write(MemoryMarshal.AsBytes(new ReadOnlySpan<ushort>(_halves.Pointer, Waiting * _layout.Stride)), _layout.Halves + ((long)_written * _layout.Stride * sizeof(ushort)));
        _written = _chunkIds.Count;
    }

    private void Write(ReadOnlySpan<byte> bytes, long at) => RandomAccess.Write(_stream.SafeFileHandle, bytes, at);
}
