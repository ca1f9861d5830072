using System.Runtime.InteropServices;

namespace Cortex.Engine.Sources.Platform;

/// <summary>
/// Tells regular files from pipes, sockets and devices. .NET has no such question, and opening a pipe to find out waits for
/// a writer that may never come.
/// </summary>
internal static partial class FileKind
{
    private const int AtCurrentFolder = -100;
    private const uint StatxType = 1;
    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;
    private const int BufferBytes = 512;

    /// <summary>Whether a path leads, through links if need be, to a regular file. False as well when it leads nowhere.</summary>
    public static bool IsRegular(string path) => Of(path) == EntryKind.Regular;

    public static EntryKind Of(string path)
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
        {
            Span<byte> status = stackalloc byte[BufferBytes];
            status.Clear();
            var mode = OperatingSystem.IsLinux() ? LinuxMode(path, status) : MacMode(path, status);
            return mode switch
            {
                < 0 => EntryKind.Missing,
                _ when (mode & TypeMask) == RegularType => EntryKind.Regular,
                _ => EntryKind.Other,
            };
        }

        return File.Exists(path) && !File.GetAttributes(path).HasFlag(FileAttributes.Device) ? EntryKind.Regular
            : Path.Exists(path) ? EntryKind.Other
            : EntryKind.Missing;
    }

    private static int LinuxMode(string path, Span<byte> status)
    {
        try
        {
            // statx, because its answer has one layout on every architecture: the mode stands at offset 28.
            return Statx(AtCurrentFolder, path, 0, StatxType, ref status[0]) == 0 ? Mode(status, 28) : -1;
        }
        catch (EntryPointNotFoundException)
        {
            // musl before 1.2.5.
            return Stat(path, ref status[0]) == 0 ? Mode(status, RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 24 : 16) : -1;
        }
    }

    private static int MacMode(string path, Span<byte> status)
    {
        var result = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? Stat(path, ref status[0]) : StatInode64(path, ref status[0]);
        return result == 0 ? Mode(status, 4) : -1;
    }

    private static int Mode(Span<byte> status, int offset) => MemoryMarshal.Read<ushort>(status[offset..]);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref byte status);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, ref byte status);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatInode64(string path, ref byte status);
}
