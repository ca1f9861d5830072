using System.Buffers;
using System.Text.Json;

namespace Cortex.Engine.Knowledge.Items;

/// <summary>An item's metadata: what was sent, as it was sent, with what the parser found for the names that were not sent.</summary>
internal static class MetadataMerge
{
    public static JsonElement Of(string sent, string? extracted)
    {
        using var own = JsonDocument.Parse(sent);
        if (extracted is null or "{}") return own.RootElement.Clone();
        using var found = JsonDocument.Parse(extracted);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var property in own.RootElement.EnumerateObject()) Write(writer, property);
            foreach (var property in found.RootElement.EnumerateObject().Where(property => !own.RootElement.TryGetProperty(property.Name, out _))) Write(writer, property);
            writer.WriteEndObject();
        }

        using var merged = JsonDocument.Parse(buffer.WrittenMemory);
        return merged.RootElement.Clone();
    }

    /// <summary>An item's metadata once it is brought up to date: what the source says, and what others said that is none of its business.</summary>
    public static string Keeping(string known, NewItem item)
    {
        if (item.OwnMetadata is null || known == "{}") return item.Metadata;
        using var old = JsonDocument.Parse(known);
        var others = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(others))
        {
            writer.WriteStartObject();
            foreach (var property in old.RootElement.EnumerateObject().Where(property => !item.OwnMetadata.Contains(property.Name))) Write(writer, property);
            writer.WriteEndObject();
        }

        return Of(item.Metadata, System.Text.Encoding.UTF8.GetString(others.WrittenSpan)).GetRawText();
    }

    // Raw: a number keeps its digits.
    private static void Write(Utf8JsonWriter writer, JsonProperty property)
    {
        writer.WritePropertyName(property.Name);
        writer.WriteRawValue(property.Value.GetRawText(), skipInputValidation: true);
    }
}
