using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Cortex.Engine.VectorSearch.Files;

/// <summary>The first bytes of a file: what it holds, and how far the tables had come when it was written.</summary>
internal sealed record VectorFileHeader
{
    public const int Length = 192;

    private const ulong Magic = 0x31_54_43_45_56_58_54_43; // "CTXVECT1"
    private const int Version = 1, Checked = Length - SHA256.HashSizeInBytes;

    public required long Generation { get; init; }
    public required int Dimensions { get; init; }
    public required int Rows { get; init; }

    /// <summary>Rows there is room for; those that turned out unreadable leave some free.</summary>
    public required int Capacity { get; init; }

    /// <summary>The file has the rows up to here; which of them are gone by now, the log of removals tells.</summary>
    public required TablePosition Position { get; init; }

    /// <summary>SHA-256 of the columns of scales, passages and items. A flipped bit in a vector costs its place in the order and nothing else.</summary>
    public required byte[] Columns { get; init; }

    public VectorFileLayout Layout => new(Dimensions, Capacity);

    /// <summary>Null unless it is whole and of this version, generation, length of vectors and epoch.</summary>
    public static VectorFileHeader? TryRead(ReadOnlySpan<byte> bytes, long generation, int dimensions, string epoch)
    {
        if (bytes.Length < Length || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic || !SHA256.HashData(bytes[..Checked]).AsSpan().SequenceEqual(bytes[Checked..Length])) return null;
        var header = new VectorFileHeader
        {
            Dimensions = Int(bytes, 12),
            Generation = Long(bytes, 16),
            Rows = Int(bytes, 24),
            Capacity = Int(bytes, 28),
            Position = new TablePosition(epoch, Long(bytes, 32), Long(bytes, 40)),
            Columns = bytes.Slice(48, SHA256.HashSizeInBytes).ToArray(),
        };
        var ours = Int(bytes, 8) == Version && header.Generation == generation && header.Dimensions == dimensions && bytes.Slice(80, SHA256.HashSizeInBytes).SequenceEqual(HashOf(epoch));
        return ours && header is { Rows: >= 0, Capacity: <= VectorIndex.MaxRows } && header.Rows <= header.Capacity ? header : null;
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), Dimensions);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Generation);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), Rows);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(28), Capacity);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), Position.Vectors);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(40), Position.Removals);
        Columns.CopyTo(bytes, 48);
        HashOf(Position.Epoch).CopyTo(bytes, 80);
        SHA256.HashData(bytes.AsSpan(0, Checked)).CopyTo(bytes, Checked);
        return bytes;
    }

    private static int Int(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);

    private static long Long(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);

    // Of one length, whatever the epoch is.
    private static byte[] HashOf(string epoch) => SHA256.HashData(Encoding.UTF8.GetBytes(epoch));
}
