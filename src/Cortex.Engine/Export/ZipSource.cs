using System.IO.Compression;
using Cortex.Contract.Errors;

namespace Cortex.Engine.Export;

/// <summary>An export in a ZIP archive. Nothing is unpacked to the disk; what comes out is counted, whatever the archive says of itself.</summary>
internal sealed class ZipSource : IExportSource
{
    // Beyond the first, so much comes out of each byte at most: text packs ten to one, what is made to fill a disk a thousand to one.
    private const long Floor = 256L * 1024 * 1024;
    private const int Ratio = 200;
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private readonly long _budget;
    private long _read;

    private ZipSource(FileStream file)
    {
        _budget = Math.Max(Floor, file.Length * Ratio);
        _zip = new ZipArchive(file, ZipArchiveMode.Read);
        foreach (var entry in _zip.Entries) _entries.TryAdd(entry.FullName, entry);
    }

    /// <exception cref="InvalidDataException">It is no archive.</exception>
    /// <exception cref="CortexException">Its table of contents is too large.</exception>
    public static ZipSource OpenArchive(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            ZipContents.Check(file);
            return new ZipSource(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public Stream? Open(string path) => _entries.TryGetValue(path, out var entry) && !entry.IsEncrypted ? new CountedStream(entry.Open(), Count) : null;

    public bool Has(string path, long sizeBytes) => _entries.TryGetValue(path, out var entry) && entry.Length == sizeBytes;

    public void Dispose() => _zip.Dispose();

    private void Count(int bytes)
    {
        _read += bytes;
        // Everything is read twice at most: once to check, once to take it over.
        if (_read > _budget * 2) throw new CortexException(ErrorCode.ExceedsLimits, $"The archive unpacks to more than {_budget / (1024 * 1024):N0} MiB. Unpack it yourself and import the folder, if you trust it.");
    }
}
