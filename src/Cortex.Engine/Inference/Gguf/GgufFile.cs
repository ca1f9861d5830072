using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Numerics;
using System.Text;

namespace Cortex.Engine.Inference.Gguf;

/// <summary>
/// A model in the GGUF format (versions 2 and 3, little-endian), mapped into memory. Opening walks the metadata and
/// the tensor table and checks every length, count and offset against the file's size; a file that does not hold
/// together is refused with <c>model_invalid</c>.
/// </summary>
public sealed unsafe class GgufFile : IDisposable
{
    // Far above any real model, and low enough that a hostile header costs no memory worth mentioning.
    private const int MaxEntries = 65_536;
    private const int MaxKeyLength = 65_535;
    private const int MaxNameLength = 1_024;
    private const int MaxAlignment = 1 << 20;

    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _data;
    private readonly long _length;
    private readonly Dictionary<string, GgufValue> _metadata = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GgufTensor> _tensors = new(StringComparer.Ordinal);
    private bool _disposed;

    private GgufFile(string path, FileStream file)
    {
        Path = path;
        _length = file.Length;
        _map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _data = start + _view.PointerOffset;
    }

    public string Path { get; }

    public int Version { get; private set; }

    public IReadOnlyCollection<string> Keys => _metadata.Keys;

    public IReadOnlyDictionary<string, GgufTensor> Tensors => _tensors;

    public static GgufFile Open(string path)
    {
        GgufFile? file = null;
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            if (stream.Length < 24)
            {
                stream.Dispose();
                throw GgufCursor.Invalid(path, "it is too short to be a GGUF file");
            }

            file = new GgufFile(path, stream);
            file.ReadHeader();
            return file;
        }
        catch (CortexException)
        {
            file?.Dispose();
            throw;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            file?.Dispose();
            throw new CortexException(Contract.Errors.ErrorCode.ModelInvalid, $"The model file {path} cannot be read: {e.Message}", e);
        }
    }

    public string GetString(string key) => FindString(key) ?? throw Missing(key);

    public string? FindString(string key) =>
        Find(key, GgufValueType.String) is { } value ? Encoding.UTF8.GetString(Cursor(value.Position).ReadText(key)) : null;

    public long GetInteger(string key) => FindInteger(key) ?? throw Missing(key);

    /// <summary>An integer of any width; null where the key is missing.</summary>
    public long? FindInteger(string key)
    {
        if (!_metadata.TryGetValue(key, out var value))
        {
            return null;
        }

        var bytes = Cursor(value.Position).Take(GgufValue.SizeOf(value.Type));
        return value.Type switch
        {
            GgufValueType.UInt8 => bytes[0],
            GgufValueType.Int8 => (sbyte)bytes[0],
            GgufValueType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            GgufValueType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            GgufValueType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            GgufValueType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            GgufValueType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            GgufValueType.UInt64 when BinaryPrimitives.ReadInt64LittleEndian(bytes) is >= 0 and var number => number,
            _ => throw WrongType(key, value, "an integer"),
        };
    }

    public float GetFloat(string key) => FindFloat(key) ?? throw Missing(key);

    public float? FindFloat(string key) =>
        Find(key, GgufValueType.Float32) is { } value ? BinaryPrimitives.ReadSingleLittleEndian(Cursor(value.Position).Take(4)) : null;

    public bool? FindBool(string key) =>
        Find(key, GgufValueType.Bool) is { } value ? Cursor(value.Position).Take(1)[0] != 0 : null;

    public GgufStrings GetStrings(string key)
    {
        if (!_metadata.TryGetValue(key, out var value))
        {
            throw Missing(key);
        }

        return value is { Type: GgufValueType.Array, ElementType: GgufValueType.String, Count: <= int.MaxValue }
            ? new GgufStrings(Cursor(value.Position), value.Count)
            : throw WrongType(key, value, "an array of strings");
    }

    public GgufTensor GetTensor(string name) =>
        _tensors.TryGetValue(name, out var tensor) ? tensor : throw GgufCursor.Invalid(Path, $"it has no tensor {name}");

    /// <summary>The tensor's bytes in the mapped file; valid while the file is open.</summary>
    public ReadOnlySpan<byte> Bytes(GgufTensor tensor)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return tensor.Offset >= 0 && tensor.ByteLength is >= 0 and <= int.MaxValue && tensor.Offset <= _length - tensor.ByteLength
            ? new ReadOnlySpan<byte>(_data + tensor.Offset, (int)tensor.ByteLength)
            : throw GgufCursor.Invalid(Path, $"tensor {tensor.Name} is too large to be read in one piece");
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
    }

    private void ReadHeader()
    {
        var cursor = Cursor(0);
        if (!cursor.Take(4).SequenceEqual("GGUF"u8))
        {
            throw cursor.Invalid("it is not a GGUF file");
        }

        var version = cursor.ReadUInt32();
        if (version is not (2 or 3))
        {
            throw cursor.Invalid(BinaryPrimitives.ReverseEndianness(version) is 2 or 3
                ? "it is a big-endian GGUF file"
                : $"GGUF version {version} is not supported (2 and 3 are)");
        }

        Version = (int)version;

        // A tensor takes at least its name's length, its dimension count, one dimension, its type and its offset.
        var tensors = Limited(ref cursor, "tensors", 8 + 4 + 8 + 4 + 8);
        var entries = Limited(ref cursor, "metadata entries", 8 + 4 + 1);
        for (var i = 0; i < entries; i++)
        {
            var key = cursor.ReadString("a metadata key", MaxKeyLength);
            if (!_metadata.TryAdd(key, GgufValue.Scan(ref cursor, key)))
            {
                throw cursor.Invalid($"{key} occurs twice");
            }
        }

        ReadTensorTable(ref cursor, tensors, Alignment());
    }

    private static int Limited(ref GgufCursor cursor, string what, int bytesEach)
    {
        var count = cursor.ReadCount(what, bytesEach);
        return count <= MaxEntries ? (int)count : throw cursor.Invalid($"it announces {count} {what}");
    }

    private int Alignment()
    {
        var alignment = FindInteger("general.alignment") ?? 32;
        return alignment is > 0 and <= MaxAlignment && BitOperations.IsPow2(alignment)
            ? (int)alignment
            : throw GgufCursor.Invalid(Path, $"an alignment of {alignment} makes no sense");
    }

    private void ReadTensorTable(ref GgufCursor cursor, int count, int alignment)
    {
        var table = new List<GgufTensor>(Math.Min(count, 1_024));
        for (var i = 0; i < count; i++)
        {
            table.Add(ReadTensor(ref cursor, alignment));
        }

        var start = (cursor.Position + alignment - 1) / alignment * alignment;
        foreach (var tensor in table)
        {
            if (start > _length || tensor.Offset > _length - start || tensor.ByteLength > _length - start - tensor.Offset)
            {
                throw cursor.Invalid($"tensor {tensor.Name} reaches past the end of the file");
            }

            if (!_tensors.TryAdd(tensor.Name, tensor with { Offset = start + tensor.Offset }))
            {
                throw cursor.Invalid($"tensor {tensor.Name} occurs twice");
            }
        }
    }

    private static GgufTensor ReadTensor(ref GgufCursor cursor, int alignment)
    {
        var name = cursor.ReadString("a tensor's name", MaxNameLength);
        var rank = cursor.ReadUInt32();
        if (rank is < 1 or > 4)
        {
            throw cursor.Invalid($"tensor {name} has {rank} dimensions");
        }

        var dimensions = new long[rank];
        UInt128 elements = 1;
        for (var d = 0; d < dimensions.Length; d++)
        {
            var size = cursor.ReadUInt64();
            elements *= size;
            if (size == 0 || elements > long.MaxValue)
            {
                throw cursor.Invalid($"tensor {name} has a dimension of {size}");
            }

            dimensions[d] = (long)size;
        }

        var type = (GgufTensorType)cursor.ReadUInt32();
        var (perBlock, blockBytes) = GgufTensorTypes.Block(type);
        if (perBlock == 0)
        {
            throw cursor.Invalid($"tensor {name} has the unknown type {(uint)type}");
        }

        var offset = cursor.ReadUInt64();
        var bytes = elements / (UInt128)perBlock * (UInt128)blockBytes;
        if (dimensions[0] % perBlock != 0 || bytes > long.MaxValue || offset > long.MaxValue || offset % (ulong)alignment != 0)
        {
            throw cursor.Invalid($"tensor {name} is not laid out as its type asks");
        }

        return new GgufTensor(name, type, dimensions, (long)offset, (long)bytes);
    }

    private GgufCursor Cursor(long position)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new GgufCursor(_data, _length, Path).At(position);
    }

    private GgufValue? Find(string key, GgufValueType type)
    {
        if (!_metadata.TryGetValue(key, out var value))
        {
            return null;
        }

        return value.Type == type ? value : throw WrongType(key, value, type.ToString());
    }

    private CortexException Missing(string key) => GgufCursor.Invalid(Path, $"it lacks {key}");

    private CortexException WrongType(string key, GgufValue value, string wanted) =>
        GgufCursor.Invalid(Path, $"{key} is stored as {value.Type} where {wanted} was expected");
}
