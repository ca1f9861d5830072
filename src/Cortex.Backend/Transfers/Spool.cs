using System.Buffers;
using Cortex.Contract.Errors;
using Cortex.Engine;
using Cortex.Engine.Storage;

namespace Cortex.Backend.Transfers;

/// <summary>Writes what comes in to a private file of a moment.</summary>
internal static class Spool
{
    private const int BufferBytes = 128 * 1024;
    private const long Reserve = 64L * 1024 * 1024, LookEvery = 16L * 1024 * 1024;

    /// <summary>Returns the size; null where it is more than <paramref name="limit"/>, and then the rest was not read.</summary>
    public static async Task<long?> WriteAsync(Stream body, TransferFile file, long limit, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var target = file.Open();
            var size = 0L;
            var looked = 0L;
            for (int read; (read = await body.ReadAsync(buffer, cancellation)) > 0;)
            {
                if ((size += read) > limit) return null;
                if (size - looked >= LookEvery)
                {
                    CheckRoom(file.Path, 0);
                    looked = size;
                }

                await target.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }

            return size;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <exception cref="CortexException">so many bytes more would leave too little of the disk</exception>
    public static void CheckRoom(string path, long bytes)
    {
        var free = new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace;
        if (free - Reserve < bytes) throw new CortexException(ErrorCode.DiskFull, $"The disk that holds the library has {free / (1024 * 1024):N0} MiB left, and that is too little for what is sent. Free some space and try again. Nothing was changed.");
    }
}
