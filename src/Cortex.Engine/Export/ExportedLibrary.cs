using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cortex.Contract.Errors;

namespace Cortex.Engine.Export;

/// <summary>An export, in a folder or an archive, opened and looked through: what it names is there and is sound.</summary>
internal sealed class ExportedLibrary : IDisposable
{
    private const int HeadBytes = 256, MaxItems = 5_000_000;
    private readonly IExportSource _source;

    // By id: the number of the current revision.
    private readonly Dictionary<string, long> _ids = new(StringComparer.Ordinal);

    private ExportedLibrary(string path, IExportSource source)
    {
        Path = path;
        _source = source;
    }

    public string Path { get; }
    public int Items => _ids.Count;

    /// <summary>Folders that the library followed.</summary>
    public List<string> FollowedFolders { get; } = [];

    /// <summary>Settings that it had of its own, by name.</summary>
    public List<string> Settings { get; } = [];

    /// <summary>Whether a path is an export of a library: a folder, or a ZIP archive with its files at its root.</summary>
    public static bool IsOne(string path)
    {
        try
        {
            using var source = OpenSource(path);
            using var document = source?.Open(ExportFormat.Document);
            if (document is null) return false;
            var head = new byte[HeadBytes];
            var text = Encoding.UTF8.GetString(head, 0, document.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
            return text.StartsWith('{') && text.Contains("\"format\"", StringComparison.Ordinal) && text.Contains($"\"{ExportFormat.Name}\"", StringComparison.Ordinal);
        }
        catch (Exception error) when (error is CortexException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Reads all of it once and changes nothing.</summary>
    /// <exception cref="CortexException">what is wrong with it</exception>
    public static ExportedLibrary Open(string path, CancellationToken cancellation)
    {
        var library = new ExportedLibrary(path, Guarded(path, () => OpenSource(path)) ?? throw new CortexException(ErrorCode.FileNotReadable, $"{path} is not an export of a library."));
        try
        {
            library.Check(cancellation);
            return library;
        }
        catch
        {
            library.Dispose();
            throw;
        }
    }

    /// <summary>Every item and then every earlier revision, in the order of the document.</summary>
    public void Read(Action<ReadItem> item, Action<Knowledge.Items.StoredRevision> revision, CancellationToken cancellation) => Guarded(Path, () =>
    {
        using var document = _source.Open(ExportFormat.Document) ?? throw Missing();
        new JsonMembers(document, ["items", "revisions"], cancellation).Read((name, value) =>
        {
            if (name == "items") item(LibraryDocumentReader.Item(value));
            else if (name == "revisions") revision(LibraryDocumentReader.Revision(value));
        });
        return true;
    });

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="CortexException">it is not there, or not as it was exported</exception>
    public byte[] Bytes(ExportedFile file) => Guarded(Path, () =>
    {
        using var stream = _source.Open(file.Path) ?? throw new CortexException(ErrorCode.FileNotReadable, $"{file.Path} is missing in the export.");
        var bytes = new byte[file.SizeBytes];
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length || stream.ReadByte() >= 0 || Convert.ToHexStringLower(SHA256.HashData(bytes)) != file.Sha256)
            throw new CortexException(ErrorCode.UnreadableContent, $"{file.Path} is not as it was exported.");
        return bytes;
    });

    public void Dispose() => _source.Dispose();

    private void Check(CancellationToken cancellation) => Guarded(Path, () =>
    {
        using var document = _source.Open(ExportFormat.Document) ?? throw Missing();
        string? format = null;
        var version = 0;
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var revisions = new HashSet<(string, long)>();
        new JsonMembers(document, ["format", "format_version", "items", "revisions", "settings", "followed_folders"], cancellation).Read((name, value) =>
        {
            if (name == "format") format = Text(value);
            else if (name == "format_version") version = value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : 0;
            else if (name == "items") CheckItem(LibraryDocumentReader.Item(value), keys);
            else if (name == "revisions") CheckRevision(LibraryDocumentReader.Revision(value), revisions);
            else if (name == "settings" && value.ValueKind == JsonValueKind.Object) Settings.AddRange(value.EnumerateObject().Select(setting => setting.Name));
            else if (name == "followed_folders" && value.ValueKind == JsonValueKind.Object && value.TryGetProperty("path", out var path) && Text(path) is { } folder) FollowedFolders.Add(folder);
        });
        if (format != ExportFormat.Name) throw Invalid("it does not say that it is one");
        if (version is < 1 or > ExportFormat.Version) throw Invalid($"it is of version {version}, and this Cortex reads {ExportFormat.Version}; update Cortex");
        return true;
    });

    private void CheckItem(ReadItem item, HashSet<string> keys)
    {
        if (!_ids.TryAdd(item.Item.Id, item.Item.Revision)) throw Invalid($"it has the item {item.Item.Id} twice");
        if (_ids.Count > MaxItems) throw new CortexException(ErrorCode.ExceedsLimits, $"{Path} has more than {MaxItems:N0} items.");
        if (item.Item is { SourceKey: { } key, DeletedAt: null } && !keys.Add(key)) throw Invalid($"two items have the source {key}");
    }

    private void CheckRevision(Knowledge.Items.StoredRevision revision, HashSet<(string, long)> revisions)
    {
        if (!_ids.TryGetValue(revision.ItemId, out var current)) throw Invalid("a revision belongs to no item of it");
        if (revision.Revision >= current || !revisions.Add((revision.ItemId, revision.Revision))) throw Invalid($"the item {revision.ItemId} has a revision {revision.Revision} that cannot be an earlier one");
    }

    private CortexException Invalid(string why) => new(ErrorCode.UnreadableContent, $"{Path} is not an export that can be read: {why}. Nothing was imported.");

    private CortexException Missing() => new(ErrorCode.FileNotReadable, $"{Path} has no {ExportFormat.Document}.");

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IExportSource? OpenSource(string path)
    {
        if (Directory.Exists(path)) return new FolderSource(path);
        if (!Sources.Platform.FileKind.IsRegular(path)) return null;
        using (var file = File.OpenRead(path))
        {
            Span<byte> head = stackalloc byte[4];
            if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.SequenceEqual("PK\x03\x04"u8)) return null;
        }

        return ZipSource.OpenArchive(path);
    }

    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new CortexException(ErrorCode.UnreadableContent, $"{ExportFormat.Document} of {path} is damaged: {error.Message}", error);
        }
        catch (InvalidDataException error)
        {
            throw new CortexException(ErrorCode.UnreadableContent, $"{path} is damaged: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CortexException(ErrorCode.FileNotReadable, $"{path} cannot be read: {error.Message}", error);
        }
    }
}
