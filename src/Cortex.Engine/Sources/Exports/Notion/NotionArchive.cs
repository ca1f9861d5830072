using Cortex.Contract.Errors;
using Cortex.Engine.Knowledge.Parsing.Files;
using Cortex.Engine.Knowledge.Parsing.Files.Archive;

namespace Cortex.Engine.Sources.Exports.Notion;

/// <summary>An export as it was downloaded: an archive of pages, or of archives that hold them. Nothing is unpacked to the disk.</summary>
internal sealed class NotionArchive : INotionFiles
{
    private const int MaxParts = 50;
    private readonly List<ZipPackage> _open = [];
    private readonly Dictionary<string, ZipPackage> _byName = new(StringComparer.Ordinal);

    private NotionArchive()
    {
    }

    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <exception cref="CortexException">beyond the limits of an archive</exception>
    /// <exception cref="InvalidDataException">damaged</exception>
    public static NotionArchive Open(string path, CancellationToken cancellation)
    {
        var archive = new NotionArchive();
        try
        {
            var outer = ZipPackage.Open(path, cancellation);
            archive._open.Add(outer);
            var parts = outer.Names.Where(name => name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) && NotionName.IsWrapper(name[(name.LastIndexOf('/') + 1)..])).Order(StringComparer.Ordinal).ToList();
            if (parts.Count > MaxParts) throw FileLimits.Exceeded($"The export has more than {MaxParts} parts.");
            archive.Add(outer);
            foreach (var part in parts) archive.AddPart(outer, part, cancellation);
            archive.Names = [.. archive._byName.Keys.Except(parts, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            if (archive.Names.Count > FileLimits.Entries) throw FileLimits.Exceeded($"The export has more than {FileLimits.Entries:N0} files in it. Unpack it and import the folder.");
            return archive;
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    public byte[] Read(string name) => _byName[name].ReadAll(name, FileLimits.EntryBytes) ?? [];

    public void Dispose()
    {
        foreach (var package in _open) package.Dispose();
    }

    // Parts hold no further parts: only those that the archive itself names are opened.
    private void AddPart(ZipPackage outer, string part, CancellationToken cancellation)
    {
        byte[] bytes;
        try
        {
            bytes = outer.ReadAll(part, FileLimits.EntryBytes)!;
        }
        catch (CortexException error) when (error.Code == ErrorCode.ExceedsLimits)
        {
            throw new CortexException(ErrorCode.ExceedsLimits, $"{error.Message} Unpack the export and import the folder.", error);
        }

        var package = ZipPackage.Open(new MemoryStream(bytes), cancellation);
        _open.Add(package);
        Add(package);
    }

    private void Add(ZipPackage package)
    {
        foreach (var name in package.Names.Where(name => !name.EndsWith('/'))) _byName.TryAdd(name, package);
    }
}
