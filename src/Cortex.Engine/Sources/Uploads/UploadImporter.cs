using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Cortex.Contract.Errors;
using Cortex.Contract.Import;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Knowledge.Parsing.Files;

namespace Cortex.Engine.Sources.Uploads;

/// <summary>Brings files that were sent into the library, by the rules of an import. The same file under the same name is the same item.</summary>
/// <param name="options">Asked for each file: the settings may have changed.</param>
public sealed class UploadImporter(Library library, Func<ScanOptions> options) : IDisposable
{
    /// <summary>What an item's <c>source</c> says of a file that was sent.</summary>
    public const string Source = "upload";
    private const int MaxMediaType = 200;

    // A document is in memory while it is kept; not those of everybody at once.
    private readonly SemaphoreSlim _turn = new(2);

    /// <summary>The largest file that is taken, in bytes.</summary>
    public long MaxBytes(string? name) => FileReaders.Reads(UploadedName.Clean(name)) ? options().MaxDocumentBytes : options().MaxFileBytes;

    /// <summary>The name that a file is kept under.</summary>
    public static string NameOf(string? sent) => UploadedName.Clean(sent);

    /// <exception cref="CortexException">left out as an import would, with the reason; fields that are not valid</exception>
    public async Task<(Item Item, ImportOutcome Outcome)> ImportAsync(Upload upload, CancellationToken cancellation)
    {
        ItemValidation.Validate(new CreateItemRequest { Content = "-", Title = upload.Title, Tags = upload.Tags });
        await _turn.WaitAsync(cancellation);
        try
        {
            var item = await Task.Run(() => Read(upload, UploadedName.Clean(upload.Name), cancellation), cancellation);
            var (id, outcome) = (await library.ImportAsync([item], _ => false))[0];
            return (outcome == ImportOutcome.Created ? library.Get(id) : await library.AddAsync(id, upload.Tags, upload.Title), outcome);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private NewItem Read(Upload upload, string name, CancellationToken cancellation)
    {
        var size = new FileInfo(upload.File).Length;
        if (new FileInspection(options()).Judge(upload.File, name, size) is { } reason) throw Refuse(reason, name);
        var (item, charset) = DocumentFile.Read(upload.File, name, cancellation);
        using var bytes = File.OpenRead(upload.File);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var mediaType = upload.MediaType is { Length: > 0 and <= MaxMediaType } sent ? SourceText.WellFormed(sent) : null;
        return item with
        {
            Title = string.IsNullOrEmpty(upload.Title) ? item.Title : upload.Title,
            Source = Source,
            SourceKey = $"{Source}:{hash}/{name}",
            Tags = upload.Tags,
            Metadata = Describe(name, size, mediaType, charset),
            // A text is the content itself.
            Original = FileReaders.Reads(name) ? new OriginalFile(name, mediaType, File.ReadAllBytes(upload.File)) : null,
            Priority = 1,
        };
    }

    private static string Describe(string name, long size, string? mediaType, string? charset)
    {
        var metadata = new JsonObject { ["file_name"] = name, ["size_bytes"] = size };
        if (mediaType is not null) metadata["sent_as"] = mediaType;
        if (charset is not null) metadata["charset"] = charset;
        return metadata.ToJsonString();
    }

    private static CortexException Refuse(SkipReason reason, string name) => reason switch
    {
        SkipReason.Secret => new(ErrorCode.LooksSecret, $"{name} looks like a key, a password or a token, and is not taken. Paste what you want to keep of it as a note."),
        SkipReason.Empty => new(ErrorCode.NoText, $"{name} is empty."),
        SkipReason.TooLarge => new(ErrorCode.ExceedsLimits, $"{name} is larger than is taken; the setting max_file_mib says how much that is."),
        SkipReason.Unsupported => new(ErrorCode.UnsupportedFormat, $"Files such as {name} cannot be read."),
        SkipReason.Binary => new(ErrorCode.BinaryContent, $"{name} is not text: it has zero bytes in it."),
        _ => new(ErrorCode.UnreadableContent, $"{name} cannot be read ({WireName.Of(reason)})."),
    };
}
