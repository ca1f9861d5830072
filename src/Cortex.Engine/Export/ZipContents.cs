using System.Buffers.Binary;
using Cortex.Contract.Errors;

namespace Cortex.Engine.Export;

/// <summary>
/// Bounds an archive's table of contents before it is loaded, also in the large form (Zip64) that an export of many items has. A
/// table of so many bytes cannot have more entries than fit, whatever number it states.
/// </summary>
internal static class ZipContents
{
    private const uint EndSignature = 0x06054b50, LargeLocatorSignature = 0x07064b50, LargeEndSignature = 0x06064b50;
    private const int EndLength = 22, LocatorLength = 20, LargeEndLength = 56;
    private const long MaxBytes = 128L * 1024 * 1024;

    /// <exception cref="InvalidDataException">There is none.</exception>
    /// <exception cref="CortexException"><see cref="ErrorCode.ExceedsLimits"/></exception>
    public static void Check(FileStream file)
    {
        var tail = Read(file, Math.Max(0, file.Length - EndLength - ushort.MaxValue - LocatorLength), (int)Math.Min(file.Length, EndLength + ushort.MaxValue + LocatorLength));
        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            var end = tail.AsSpan(at);
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) != EndSignature) continue;
            var start = (long)BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
            var isLarge = at >= LocatorLength && BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at - LocatorLength)) == LargeLocatorSignature;
            if (isLarge) start = LargeStart(file, BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(at - LocatorLength + 8)));
            if (start < 0 || file.Length - tail.Length + at - start > MaxBytes) throw new CortexException(ErrorCode.ExceedsLimits, "The archive has more files in it than any export.");
            file.Seek(0, SeekOrigin.Begin);
            return;
        }

        throw new InvalidDataException("It is cut off, or no ZIP archive.");
    }

    private static long LargeStart(FileStream file, long at)
    {
        if (at < 0 || at > file.Length - LargeEndLength) throw new InvalidDataException("Its table of contents is damaged.");
        var end = Read(file, at, LargeEndLength);
        if (BinaryPrimitives.ReadUInt32LittleEndian(end) != LargeEndSignature) throw new InvalidDataException("Its table of contents is damaged.");
        return BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(48));
    }

    private static byte[] Read(FileStream file, long at, int count)
    {
        var bytes = new byte[count];
        file.Seek(at, SeekOrigin.Begin);
        file.ReadExactly(bytes);
        return bytes;
    }
}
