using System.Text.Json.Nodes;
using Cortex.Engine.Knowledge.Parsing;

namespace Cortex.Engine.Sources.Exports.Highlights;

/// <summary>A passage that was marked, or what was written at a place in a book.</summary>
internal sealed record Highlight
{
    /// <summary>Empty where there is only a note.</summary>
    public string Quote { get; init; } = "";
    public string? Note { get; init; }
    public string? Color { get; init; }
    public string? Location { get; init; }

    /// <summary>What the location counts: <c>location</c>, <c>page</c>, or what the program calls it.</summary>
    public string? LocationType { get; init; }
    public DateTime? CreatedAt { get; init; }

    /// <summary>The date as it stood, where it could not be read.</summary>
    public string? CreatedText { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What else the program says of it.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> More { get; init; } = [];

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["quote"] = SourceText.WellFormed(Quote),
            ["note"] = Text(Note),
            ["color"] = Text(Color),
            ["location"] = Text(Location),
            ["location_type"] = Text(LocationType),
            ["created_at"] = CreatedAt is { } time ? ExportTime.Iso(time) : Text(CreatedText),
            ["tags"] = new JsonArray([.. Tags.Select(tag => JsonValue.Create(SourceText.WellFormed(tag)))]),
        };
        foreach (var (name, value) in More) json.TryAdd(name, SourceText.WellFormed(value));
        return json;
    }

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : SourceText.WellFormed(text);
}
