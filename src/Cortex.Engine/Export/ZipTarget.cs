using System.IO.Compression;

namespace Cortex.Engine.Export;

/// <summary>Writes an export as a ZIP archive into a stream that is only ever written forwards.</summary>
internal sealed class ZipTarget(Stream stream) : IExportTarget, IDisposable
{
    // What an archive can say of a time.
    private static readonly DateTimeOffset First = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero), Last = new(2107, 12, 31, 0, 0, 0, TimeSpan.Zero);

    // Packed already: trying again only takes time.
    private static readonly string[] Packed = [".pdf", ".docx", ".odt", ".epub", ".png", ".jpg", ".jpeg", ".zip"];
    private readonly ZipArchive _zip = new(stream, ZipArchiveMode.Create, leaveOpen: true);

    public Stream Create(string path, DateTimeOffset modified)
    {
        var entry = _zip.CreateEntry(path, Packed.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) ? CompressionLevel.NoCompression : CompressionLevel.Fastest);
        entry.LastWriteTime = modified < First ? First : modified > Last ? Last : modified;
        return entry.Open();
    }

    public void Dispose() => _zip.Dispose();
}
