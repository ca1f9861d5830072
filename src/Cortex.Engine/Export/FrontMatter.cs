using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cortex.Engine.Knowledge.Items;

namespace Cortex.Engine.Export;

/// <summary>What an exported Markdown file says of its item above the text, as YAML.</summary>
internal static class FrontMatter
{
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static string Of(StoredItem item, ExportedFile? content, ExportedFile? original, ExportedFile? source)
    {
        var yaml = new StringBuilder("---\n");
        Add("id", item.Id);
        Add("title", item.Title);
        if (item.Tags.Count > 0) yaml.Append("tags: [").AppendJoin(", ", item.Tags.Select(Quoted)).Append("]\n");
        Add("type", WireName.Of(item.ContentType));
        Add("created", ExportFormat.Time(item.CreatedAt));
        Add("updated", ExportFormat.Time(item.UpdatedAt));
        if (item.OpenedAt is { } opened) Add("opened", ExportFormat.Time(opened));
        if (item.VanishedAt is { } vanished) Add("vanished", ExportFormat.Time(vanished));
        yaml.Append("starred: ").Append(item.Starred ? "true" : "false").Append('\n');
        Add("source_url", item.SourceUrl);
        Add("source", item.Source);
        Add("source_key", item.SourceKey);
        Add("language", item.Language);
        Add("content_file", content?.Path);
        Add("original_file", original?.Path);
        Add("source_file", source?.Path);
        return yaml.Append("---\n\n").ToString();

        void Add(string name, string? value)
        {
            if (value is not null) yaml.Append(name).Append(": ").Append(Quoted(value)).Append('\n');
        }
    }

    // A JSON string is a string of YAML.
    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, Encoder)}\"";
}
