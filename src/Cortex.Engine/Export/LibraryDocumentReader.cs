using System.Text;
using System.Text.Json;
using Cortex.Contract.Errors;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Knowledge.Parsing;

namespace Cortex.Engine.Export;

/// <summary>An item as <c>cortex.json</c> has it, with where its bytes are.</summary>
/// <param name="Content">Null where it is in a file.</param>
internal sealed record ReadItem(StoredItem Item, byte[]? Content, ExportedFile? ContentFile, (string Name, string? MediaType, ExportedFile File)? Original);

/// <summary>Reads the parts of <c>cortex.json</c>, strictly: whatever is wrong is told with the item that it is wrong in.</summary>
internal static class LibraryDocumentReader
{
    private const int MaxId = 64, MaxText = 20_000, MaxName = 1000, MaxMetadataDepth = 64;
    private const long MaxFileBytes = 512L * 1024 * 1024, MaxNumber = 1_000_000_000;

    /// <exception cref="CortexException"><see cref="ErrorCode.UnreadableContent"/> or <see cref="ErrorCode.ValidationFailed"/></exception>
    public static ReadItem Item(JsonElement json) => Guarded(json, "id", () =>
    {
        var item = new StoredItem
        {
            Id = Id(json, "id"),
            Version = Number(json, "version", 1),
            Revision = Number(json, "revision", -MaxNumber),
            RevisedAt = Time(json, "revised_at"),
            Title = Text(json, "title", ItemValidation.MaxTitle),
            TitleDerived = Flag(json, "title_derived"),
            ContentType = Name<ContentType>(json, "content_type"),
            Format = Name<DocumentFormat>(json, "format"),
            Language = TextOrNull(json, "language", MaxName),
            SourceUrl = TextOrNull(json, "source_url", ItemValidation.MaxUrl),
            Source = Text(json, "source", ItemValidation.MaxSource),
            SourceKey = TextOrNull(json, "source_key", MaxText),
            Metadata = Metadata(json),
            Tags = Tags(json),
            Starred = Flag(json, "starred"),
            OpenedAt = TimeOrNull(json, "opened_at"),
            CreatedAt = Time(json, "created_at"),
            UpdatedAt = Time(json, "updated_at"),
            VanishedAt = TimeOrNull(json, "vanished_at"),
            DeletedAt = TimeOrNull(json, "deleted_at"),
        };
        Validate(item);
        var file = json.TryGetProperty("content_file", out var named) ? File(named) : null;
        return new ReadItem(item, file is null ? Content(json) : null, file, Original(json));
    });

    public static StoredRevision Revision(JsonElement json) => Guarded(json, "item_id", () =>
        new StoredRevision(Id(json, "item_id"), Number(json, "revision", -MaxNumber), Time(json, "created_at"), Content(json)));

    /// <summary>What is wrong with an element is told as one kind of failure, with the item that it is about.</summary>
    private static T Guarded<T>(JsonElement json, string id, Func<T> read)
    {
        try
        {
            if (json.ValueKind != JsonValueKind.Object) throw Wrong("an item", "is not an object");
            return read();
        }
        catch (Exception error) when (error is CortexException or InvalidOperationException or FormatException or JsonException)
        {
            var named = json.ValueKind == JsonValueKind.Object && json.TryGetProperty(id, out var value) && value.ValueKind == JsonValueKind.String ? value.GetRawText() : "without an id";
            throw new CortexException(ErrorCode.UnreadableContent, $"The item {named[..Math.Min(named.Length, MaxId)]} of {ExportFormat.Document} is not valid: {error.Message}", error);
        }
    }

    // The same rules as for what the doors are sent: a page links the address, everything is shown.
    private static void Validate(StoredItem item)
    {
        using var metadata = JsonDocument.Parse(item.Metadata, new JsonDocumentOptions { MaxDepth = MaxMetadataDepth });
        ItemValidation.Validate(new CreateItemRequest { Content = "-", Title = item.Title, SourceUrl = item.SourceUrl, Source = item.Source, Tags = item.Tags, Metadata = metadata.RootElement });
    }

    private static string Metadata(JsonElement json) =>
        json.TryGetProperty("metadata", out var value) && value.ValueKind == JsonValueKind.Object ? value.GetRawText() : throw Wrong("metadata", "is not an object");

    private static List<string> Tags(JsonElement json)
    {
        if (!json.TryGetProperty("tags", out var tags) || tags.ValueKind != JsonValueKind.Array) throw Wrong("tags", "is not a list");
        return [.. tags.EnumerateArray().Select(tag => tag.GetString() ?? throw Wrong("tags", "holds null"))];
    }

    private static byte[] Content(JsonElement json)
    {
        if (json.TryGetProperty("content", out var text)) return Encoding.UTF8.GetBytes(text.GetString() ?? throw Wrong("content", "is null"));
        return json.TryGetProperty("content_base64", out var bytes) ? bytes.GetBytesFromBase64() : throw Wrong("content", "is missing");
    }

    private static (string, string?, ExportedFile)? Original(JsonElement json)
    {
        if (!json.TryGetProperty("original", out var original)) return null;
        return (Text(original, "name", MaxName), TextOrNull(original, "media_type", MaxName), original.TryGetProperty("file", out var file) ? File(file) : throw Wrong("original", "has no file"));
    }

    private static ExportedFile File(JsonElement json)
    {
        var path = Text(json, "path", MaxText);
        if (!ExportPath.IsSafe(path)) throw Wrong("path", "leads out of the export or is no path of one");
        var size = json.TryGetProperty("size_bytes", out var bytes) ? bytes.GetInt64() : throw Wrong("size_bytes", "is missing");
        return size is < 0 or > MaxFileBytes ? throw Wrong("size_bytes", $"is not 0 to {MaxFileBytes}") : new ExportedFile(path, size, Text(json, "sha256", MaxName));
    }

    private static string Id(JsonElement json, string name)
    {
        var id = Text(json, name, MaxId);
        return id.Length > 0 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? id : throw Wrong(name, "is not an id");
    }

    private static string Text(JsonElement json, string name, int most) => TextOrNull(json, name, most) ?? throw Wrong(name, "is missing");

    private static string? TextOrNull(JsonElement json, string name, int most)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        var text = value.GetString()!;
        return text.Length > most ? throw Wrong(name, $"has more than {most} characters") : text;
    }

    private static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetBoolean() : throw Wrong(name, "is missing");

    private static long Number(JsonElement json, string name, long least)
    {
        var number = json.TryGetProperty(name, out var value) ? value.GetInt64() : throw Wrong(name, "is missing");
        return number < least || number > MaxNumber ? throw Wrong(name, $"is not {least} to {MaxNumber}") : number;
    }

    private static T Name<T>(JsonElement json, string name) where T : struct, Enum =>
        WireName.TryParse<T>(Text(json, name, MaxName), out var value) ? value : throw Wrong(name, $"is not one of {string.Join(", ", WireName.All<T>())}");

    private static long Time(JsonElement json, string name) => TimeOrNull(json, name) ?? throw Wrong(name, "is missing");

    private static long? TimeOrNull(JsonElement json, string name) =>
        TextOrNull(json, name, MaxName) is { } text ? ExportFormat.ParseTime(text) ?? throw Wrong(name, "is not a time such as 2024-05-01T12:00:00.000Z") : null;

    private static CortexException Wrong(string name, string what) => new(ErrorCode.UnreadableContent, $"{name} {what}.");
}
