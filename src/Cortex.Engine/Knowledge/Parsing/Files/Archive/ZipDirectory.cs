using System.Buffers.Binary;

namespace Cortex.Engine.Knowledge.Parsing.Files.Archive;

/// <summary>
/// Looks at a zip's table of contents before it is loaded: the library reads all of it, a million entries if there are. A
/// table of so many bytes cannot have more entries than fit, whatever number it states.
/// </summary>
internal static class ZipDirectory
{
    private const uint EndSignature = 0x06054b50;
    private const int EndLength = 22;
    private const int MaxComment = ushort.MaxValue;
    private const int MaxBytes = 8 * 1024 * 1024;

    /// <exception cref="InvalidDataException">There is none.</exception>
    public static void Check(Stream file)
    {
        var tail = new byte[(int)Math.Min(file.Length, EndLength + MaxComment)];
        file.Seek(-tail.Length, SeekOrigin.End);
        file.ReadExactly(tail);
        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            var end = tail.AsSpan(at);
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) != EndSignature)
            {
                continue;
            }

            var entries = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
            var offset = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
            if (entries > FileLimits.Entries || offset == uint.MaxValue || file.Length - tail.Length + at - offset > MaxBytes)
            {
                throw FileLimits.Exceeded($"The archive has more than {FileLimits.Entries:N0} files in it.");
            }

            file.Seek(0, SeekOrigin.Begin);
            return;
        }

        throw new InvalidDataException("It is cut off, or no zip archive.");
    }
}
