using System.Text.Json;

namespace Cortex.Engine.Knowledge.Parsing.Markdown;

/// <summary>The fields before a Markdown document: YAML between lines of "---", or TOML between "+++", which is kept as it stands.</summary>
internal sealed record FrontMatter
{
    private const string Raw = "front_matter";
    private const int MaxLength = 65_536;
    private const int MaxTags = 100;
    private static readonly FrontMatter None = new();

    /// <summary>Where the document itself begins.</summary>
    public int BodyStart { get; private init; }
    public string? Title { get; private init; }
    public IReadOnlyDictionary<string, JsonElement> Metadata { get; private init; } = new Dictionary<string, JsonElement>();
    public IReadOnlyList<string> Tags { get; private init; } = [];

    public static FrontMatter Read(string content)
    {
        var isYaml = content.StartsWith("---", StringComparison.Ordinal);
        if ((!isYaml && !content.StartsWith("+++", StringComparison.Ordinal)) || Fence(content, isYaml ? "---" : "+++") is not { } fence)
        {
            return None;
        }

        var source = content[fence.Start..fence.End];
        if (!isYaml)
        {
            return AsRaw(source, fence.Body);
        }

        return YamlFields.Read(source) switch
        {
            { Fields: { } fields } => new FrontMatter { BodyStart = fence.Body, Metadata = fields, Title = TitleOf(fields), Tags = TagsOf(fields) },
            { IsProse: true } => None,
            _ => AsRaw(source, fence.Body),
        };
    }

    private static FrontMatter AsRaw(string source, int body) =>
        new() { BodyStart = body, Metadata = new Dictionary<string, JsonElement> { [Raw] = JsonText.Element(source.Trim('\n')) } };

    private static (int Start, int End, int Body)? Fence(string content, string mark)
    {
        var start = content.IndexOf('\n') + 1;
        if (start == 0 || !content.AsSpan(3, start - 3).IsWhiteSpace())
        {
            return null;
        }

        for (var at = start; at < content.Length && at < MaxLength;)
        {
            var next = content.IndexOf('\n', at);
            var lineEnd = next < 0 ? content.Length : next;
            var line = content.AsSpan(at, lineEnd - at).TrimEnd();
            if (line.SequenceEqual(mark) || (mark == "---" && line is "..."))
            {
                return (start, at, Math.Min(content.Length, lineEnd + 1));
            }

            at = lineEnd + 1;
        }

        return null;
    }

    private static string? TitleOf(Dictionary<string, JsonElement> fields) =>
        Field(fields, "title") is { ValueKind: JsonValueKind.String or JsonValueKind.Number } title ? TitleDeriver.Shorten(title.ToString().AsSpan()) : null;

    private static List<string> TagsOf(Dictionary<string, JsonElement> fields)
    {
        var tags = new List<string>();
        foreach (var name in (ReadOnlySpan<string>)["tags", "tag", "keywords"])
        {
            var field = Field(fields, name);
            var values = field?.ValueKind switch
            {
                JsonValueKind.Array => field.Value.EnumerateArray().Where(v => v.ValueKind is JsonValueKind.String or JsonValueKind.Number).Select(v => v.ToString()),
                JsonValueKind.String => Split(field.Value.GetString()!),
                _ => [],
            };
            foreach (var value in values)
            {
                var tag = value.Trim().TrimStart('#');
                if (tag.Length is > 0 and <= 100 && tags.Count < MaxTags && !tags.Contains(tag, StringComparer.OrdinalIgnoreCase))
                {
                    tags.Add(tag);
                }
            }
        }

        return tags;
    }

    /// <summary>"a, b c" is two tags; "a b", without a comma, too.</summary>
    private static string[] Split(string list) => list.Contains(',') ? list.Split(',') : list.Split(' ');

    private static JsonElement? Field(Dictionary<string, JsonElement> fields, string name)
    {
        foreach (var (key, value) in fields)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }
}
