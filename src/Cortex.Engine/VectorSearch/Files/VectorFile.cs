using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Cortex.Engine.VectorSearch.Files;

/// <summary>A file of rows, in the order of their passages, mapped into memory to be read. It is never changed once it has its name.</summary>
internal sealed unsafe class VectorFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    private VectorFile(VectorFileHeader header, MemoryMappedFile file, MemoryMappedViewAccessor view)
    {
        Header = header;
        _file = file;
        _view = view;
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        var layout = header.Layout;
        Rows = new VectorRows
        {
            Stride = layout.Stride,
            Codes = start + layout.Codes,
            Scales = (float*)(start + layout.Scales),
            ChunkIds = (long*)(start + layout.ChunkIds),
            ItemPks = (long*)(start + layout.ItemPks),
            Halves = (ushort*)(start + layout.Halves),
        };
    }

    public VectorFileHeader Header { get; }
    public VectorRows Rows { get; }
    public long Bytes => Header.Layout.Length;

    /// <summary>Null when it is not whole, or of something else.</summary>
    /// <exception cref="IOException">it cannot be read</exception>
    /// <exception cref="UnauthorizedAccessException">likewise</exception>
    public static VectorFile? TryOpen(string path, long generation, int dimensions, string epoch)
    {
        using var stream = Open(path);
        if (ReadHeader(stream, generation, dimensions, epoch) is not { } header) return null;
        var file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        MemoryMappedViewAccessor? view = null;
        VectorFile? opened = null;
        try
        {
            view = file.CreateViewAccessor(0, header.Layout.Length, MemoryMappedFileAccess.Read);
            opened = new VectorFile(header, file, view);
            if (opened.HasItsColumns()) return opened;
            opened.Dispose();
            return null;
        }
        catch
        {
            view?.Dispose();
            file.Dispose();
            throw;
        }
    }

    /// <summary>Its header alone; null as in <see cref="TryOpen"/>.</summary>
    public static VectorFileHeader? TryReadHeader(string path, long generation, int dimensions, string epoch)
    {
        using var stream = Open(path);
        return ReadHeader(stream, generation, dimensions, epoch);
    }

    public static byte[] HashColumns(ReadOnlySpan<float> scales, ReadOnlySpan<long> chunkIds, ReadOnlySpan<long> itemPks)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(scales));
        hash.AppendData(MemoryMarshal.AsBytes(chunkIds));
        hash.AppendData(MemoryMarshal.AsBytes(itemPks));
        return hash.GetHashAndReset();
    }

    /// <summary>The row of a passage; negative when it has none.</summary>
    public int Find(long chunkId) => new ReadOnlySpan<long>(Rows.ChunkIds, Header.Rows).BinarySearch(chunkId);

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);

    private static VectorFileHeader? ReadHeader(FileStream stream, long generation, int dimensions, string epoch)
    {
        Span<byte> bytes = stackalloc byte[VectorFileHeader.Length];
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) return null;
        var header = VectorFileHeader.TryRead(bytes, generation, dimensions, epoch);

        // Nothing is mapped, let alone allocated, by what the header says unless the file is as long.
        return header is not null && stream.Length == header.Layout.Length ? header : null;
    }

    private bool HasItsColumns() => HashColumns(new(Rows.Scales, Header.Rows), new(Rows.ChunkIds, Header.Rows), new(Rows.ItemPks, Header.Rows)).AsSpan().SequenceEqual(Header.Columns);
}
