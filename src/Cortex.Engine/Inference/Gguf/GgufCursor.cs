using System.Buffers.Binary;
using System.Text;
using Cortex.Contract.Errors;

namespace Cortex.Engine.Inference.Gguf;

/// <summary>Reads forward through a mapped file; nothing is read, or allocated for, before it is known to lie within the file.</summary>
internal unsafe struct GgufCursor(byte* data, long length, string path)
{
    public long Position { get; private set; }

    public readonly long Remaining => length - Position;

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>A count of things that take at least <paramref name="bytesEach"/> bytes in what remains.</summary>
    public long ReadCount(string what, int bytesEach)
    {
        var count = ReadUInt64();
        if (count > (ulong)(Remaining / bytesEach))
        {
            throw Invalid($"it announces {count} {what}, more than the file can hold");
        }

        return (long)count;
    }

    public ReadOnlySpan<byte> ReadText(string what, int maximum = int.MaxValue)
    {
        var size = ReadUInt64();
        if (size > (ulong)Remaining || size > (ulong)maximum)
        {
            throw Invalid($"{what} is said to be {size} bytes long");
        }

        return Take((int)size);
    }

    public string ReadString(string what, int maximum = int.MaxValue) => Encoding.UTF8.GetString(ReadText(what, maximum));

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > Remaining)
        {
            throw Invalid("it ends too early");
        }

        var span = new ReadOnlySpan<byte>(data + Position, count);
        Position += count;
        return span;
    }

    public void Skip(long count)
    {
        if (count < 0 || count > Remaining)
        {
            throw Invalid("it ends too early");
        }

        Position += count;
    }

    public readonly GgufCursor At(long position) => new(data, length, path) { Position = position };

    public readonly CortexException Invalid(string why) => Invalid(path, why);

    public static CortexException Invalid(string path, string why) =>
        new(ErrorCode.ModelInvalid, $"The model file {path} cannot be used: {why}.");
}
