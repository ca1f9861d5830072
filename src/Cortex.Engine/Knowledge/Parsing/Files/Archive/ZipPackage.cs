using System.IO.Compression;
using System.Xml;
using Cortex.Contract.Errors;

namespace Cortex.Engine.Knowledge.Parsing.Files.Archive;

/// <summary>
/// A document that is a zip archive. Nothing is unpacked to the disk; what comes out is counted as it is read, because an
/// archive can say of itself what it likes.
/// </summary>
internal sealed class ZipPackage : IDisposable
{
    private readonly ZipArchive _zip;
    private readonly long _budget;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationToken _ct;
    private long _read;

    private ZipPackage(Stream file, CancellationToken ct)
    {
        _ct = ct;
        _budget = Math.Min(FileLimits.TotalBytes, Math.Max(FileLimits.RatioFloor, file.Length * FileLimits.Ratio));
        _zip = new ZipArchive(file, ZipArchiveMode.Read);
        foreach (var entry in _zip.Entries)
        {
            _entries.TryAdd(entry.FullName.Replace('\\', '/'), entry);
        }
    }

    public static bool Recognizes(ReadOnlySpan<byte> head) => head.StartsWith("PK\x03\x04"u8);

    public static ZipPackage Open(string path, CancellationToken ct) => Open(File.OpenRead(path), ct);

    /// <summary>The archive is closed with the package, or at once where it is none.</summary>
    public static ZipPackage Open(Stream file, CancellationToken ct)
    {
        try
        {
            ZipDirectory.Check(file);
            return new ZipPackage(file, ct);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => _zip.Dispose();

    /// <summary>The files in it, with '/' between folders.</summary>
    public IEnumerable<string> Names => _entries.Keys;

    public bool Has(string name) => _entries.ContainsKey(name);

    /// <summary>Null where there is no such file.</summary>
    public Stream? Open(string name)
    {
        if (!_entries.TryGetValue(name, out var entry))
        {
            return null;
        }

        return entry.IsEncrypted
            ? throw new CortexException(ErrorCode.Encrypted, "The document is protected by a password.")
            : Counted(entry.Open());
    }

    public byte[]? ReadAll(string name, long limit)
    {
        using var stream = Open(name);
        if (stream is null)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        var buffer = new byte[32 * 1024];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > limit)
            {
                throw FileLimits.Exceeded($"A part of the document is larger than {limit / (1024 * 1024)} MiB.");
            }
        }

        return bytes.ToArray();
    }

    /// <summary>A part as XML, whose document type, where it may have one, is not looked at: no entity is ever expanded.</summary>
    public SafeXml? Xml(string name, bool mayHaveDoctype = false) => Open(name) is { } stream ? new SafeXml(stream, mayHaveDoctype, _ct) : null;

    private CountedStream Counted(Stream part)
    {
        var length = 0L;
        return new CountedStream(part, read =>
        {
            Count(read);
            if ((length += read) > FileLimits.EntryBytes) throw FileLimits.Exceeded($"A part of the document unpacks to more than {FileLimits.EntryBytes / (1024 * 1024)} MiB.");
        });
    }

    private void Count(int bytes)
    {
        _ct.ThrowIfCancellationRequested();
        _read += bytes;
        if (_read > _budget)
        {
            throw FileLimits.Exceeded($"The document unpacks to more than {_budget / (1024 * 1024)} MiB.");
        }
    }
}
