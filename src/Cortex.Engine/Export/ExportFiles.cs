using System.Security.Cryptography;

namespace Cortex.Engine.Export;

/// <summary>Writes the files of one export and counts them.</summary>
internal sealed class ExportFiles(IExportTarget target, CancellationToken cancellation)
{
    private const int BufferBytes = 128 * 1024;

    public long Count { get; private set; }
    public long Bytes { get; private set; }

    public ExportedFile Write(string path, DateTimeOffset modified, byte[] content)
    {
        using var source = new MemoryStream(content, writable: false);
        return Copy(path, modified, source);
    }

    public ExportedFile Copy(string path, DateTimeOffset modified, Stream source)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        var size = 0L;
        Write(path, modified, stream =>
        {
            for (int read; (read = source.Read(buffer)) > 0; size += read)
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
                stream.Write(buffer, 0, read);
            }
        });
        Bytes += size;
        return new ExportedFile(path, size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>For what counts its bytes itself.</summary>
    public void Write(string path, DateTimeOffset modified, Action<Stream> write)
    {
        cancellation.ThrowIfCancellationRequested();
        using (var stream = target.Create(path, modified)) write(stream);
        Count++;
    }

    public void AddBytes(long bytes) => Bytes += bytes;
}
