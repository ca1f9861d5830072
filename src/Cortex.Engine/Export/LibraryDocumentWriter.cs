using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Settings;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Export;

/// <summary>Writes <c>cortex.json</c>, the one document with everything, as a stream: never more than one item is in memory.</summary>
internal sealed class LibraryDocumentWriter(Db db, IReadOnlyDictionary<long, ExportedItemFiles> files)
{
    private const int FlushBytes = 256 * 1024;

    /// <summary>Returns how many earlier revisions there are, and the bytes written.</summary>
    public (long Revisions, long Bytes) Write(Stream stream, DateTimeOffset now, CancellationToken cancellation)
    {
        var revisions = 0L;
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1000 });
        json.WriteStartObject();
        json.WriteString("format", ExportFormat.Name);
        json.WriteNumber("format_version", ExportFormat.Version);
        json.WriteString("cortex_version", CortexVersion.Current);
        json.WriteString("exported_at", ExportFormat.Time(now.ToUnixTimeMilliseconds()));
        WriteSettings(json);
        WriteFolders(json);
        json.WriteStartArray("items");
        StoredItemReader.Each(db, (pk, item) =>
        {
            WriteItem(json, pk, item);
            Next();
        });
        json.WriteEndArray();
        json.WriteStartArray("revisions");
        StoredItemReader.EachEarlier(db, revision =>
        {
            revisions++;
            json.WriteStartObject();
            json.WriteString("item_id", revision.ItemId);
            json.WriteNumber("revision", revision.Revision);
            json.WriteString("created_at", ExportFormat.Time(revision.CreatedAt));
            WriteContent(json, revision.Content);
            json.WriteEndObject();
            Next();
        });
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return (revisions, json.BytesCommitted);

        void Next()
        {
            cancellation.ThrowIfCancellationRequested();
            if (json.BytesPending >= FlushBytes) json.Flush();
        }
    }

    private void WriteItem(Utf8JsonWriter json, long pk, StoredItem item)
    {
        var written = files[pk];
        json.WriteStartObject();
        json.WriteString("id", item.Id);
        json.WriteNumber("version", item.Version);
        json.WriteNumber("revision", item.Revision);
        json.WriteString("revised_at", ExportFormat.Time(item.RevisedAt));
        json.WriteString("title", item.Title);
        json.WriteBoolean("title_derived", item.TitleDerived);
        json.WriteString("content_type", WireName.Of(item.ContentType));
        json.WriteString("format", WireName.Of(item.Format));
        json.WriteString("language", item.Language);
        json.WriteString("source_url", item.SourceUrl);
        json.WriteString("source", item.Source);
        json.WriteString("source_key", item.SourceKey);
        // As it was sent: a number keeps its digits.
        json.WritePropertyName("metadata");
        json.WriteRawValue(item.Metadata, skipInputValidation: true);
        json.WriteStartArray("tags");
        foreach (var tag in item.Tags) json.WriteStringValue(tag);
        json.WriteEndArray();
        json.WriteBoolean("starred", item.Starred);
        json.WriteString("created_at", ExportFormat.Time(item.CreatedAt));
        json.WriteString("updated_at", ExportFormat.Time(item.UpdatedAt));
        WriteTime(json, "opened_at", item.OpenedAt);
        WriteTime(json, "vanished_at", item.VanishedAt);
        WriteTime(json, "deleted_at", item.DeletedAt);
        if (written.Document is { } document) json.WriteString("document_file", document);
        if (written.Content is { } content) WriteFile(json, "content_file", content);
        else WriteContent(json, StoredItemReader.Content(db, pk));
        if (written.Source is { } source) WriteFile(json, "source_file", source);
        if (written.Original is { } original) WriteOriginal(json, pk, original);
        json.WriteEndObject();
    }

    private void WriteOriginal(Utf8JsonWriter json, long pk, ExportedFile file)
    {
        var (name, mediaType) = db.First("SELECT name, media_type FROM originals WHERE item_pk = ?1", row => (row.Text(0), row.TextOrNull(1)), pk);
        json.WriteStartObject("original");
        json.WriteString("name", name);
        json.WriteString("media_type", mediaType);
        WriteFile(json, "file", file);
        json.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter json, string name, ExportedFile file)
    {
        json.WriteStartObject(name);
        json.WriteString("path", file.Path);
        json.WriteNumber("size_bytes", file.SizeBytes);
        json.WriteString("sha256", file.Sha256);
        json.WriteEndObject();
    }

    // JSON cannot carry bytes that are no UTF-8.
    private static void WriteContent(Utf8JsonWriter json, byte[] content)
    {
        if (Utf8.IsValid(content)) json.WriteString("content", content);
        else json.WriteBase64String("content_base64", content);
    }

    private static void WriteTime(Utf8JsonWriter json, string name, long? time)
    {
        if (time is { } milliseconds) json.WriteString(name, ExportFormat.Time(milliseconds));
        else json.WriteNull(name);
    }

    // Only settings by their names in the list: nothing else that may be kept beside them, such as a key, leaves with an export.
    private void WriteSettings(Utf8JsonWriter json)
    {
        json.WriteStartObject("settings");
        foreach (var (name, value) in db.Query("SELECT name, value FROM settings ORDER BY name", row => (row.Text(0), row.Text(1))))
        {
            if (BuiltInSettings.All.Any(setting => setting.Name == name)) json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private void WriteFolders(Utf8JsonWriter json)
    {
        json.WriteStartArray("followed_folders");
        foreach (var (path, tags, added) in db.Query("SELECT path, tags, added_at FROM sources ORDER BY id", row => (row.Text(0), row.Text(1), row.Long(2))))
        {
            json.WriteStartObject();
            json.WriteString("path", path);
            json.WritePropertyName("tags");
            json.WriteRawValue(tags, skipInputValidation: true);
            json.WriteString("added_at", ExportFormat.Time(added));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
