using System.Text;
using System.Text.Json;
using Cortex.Engine.Knowledge.Items;

namespace Cortex.Engine.Export;

/// <summary>Writes the highlights that an item's metadata carries as Markdown.</summary>
internal static class HighlightsMarkdown
{
    private static readonly string[] Own = ["quote", "text", "note", "location", "color", "created_at"];

    /// <summary>Null where the item has none.</summary>
    public static string? Of(StoredItem item)
    {
        if (!item.Metadata.Contains("\"highlights\"", StringComparison.Ordinal)) return null;
        using var metadata = JsonDocument.Parse(item.Metadata, new JsonDocumentOptions { MaxDepth = 256 });
        if (!metadata.RootElement.TryGetProperty("highlights", out var highlights) || highlights.ValueKind != JsonValueKind.Array) return null;
        var markdown = new StringBuilder("# ").Append(OneLine(item.Title)).Append("\n\n");
        if (item.SourceUrl is { } url) markdown.Append('<').Append(OneLine(url)).Append(">\n\n");
        var count = 0;
        foreach (var highlight in highlights.EnumerateArray().Where(highlight => highlight.ValueKind == JsonValueKind.Object))
        {
            Write(markdown, highlight);
            count++;
        }

        return count > 0 ? markdown.ToString() : null;
    }

    private static void Write(StringBuilder markdown, JsonElement highlight)
    {
        foreach (var line in (Text(highlight, "quote") ?? Text(highlight, "text") ?? "").ReplaceLineEndings("\n").Split('\n')) markdown.Append("> ").Append(line).Append('\n');
        if (Text(highlight, "note") is { Length: > 0 } note) markdown.Append('\n').Append(note.ReplaceLineEndings("\n")).Append('\n');
        string?[] about = [Text(highlight, "location"), Text(highlight, "color"), Text(highlight, "created_at"), .. highlight.EnumerateObject().Where(field => !Own.Contains(field.Name)).Select(Described)];
        if (about.Where(part => !string.IsNullOrEmpty(part)).ToList() is { Count: > 0 } parts) markdown.Append('\n').Append(OneLine(string.Join(" · ", parts))).Append('\n');
        markdown.Append('\n');
    }

    private static string? Described(JsonProperty field) => field.Value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : $"{field.Name}: {Text(field.Value)}";

    private static string? Text(JsonElement highlight, string name) => highlight.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? Text(value) : null;

    private static string Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: as it was sent.
            return value.GetRawText();
        }
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
