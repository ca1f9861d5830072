using System.Text.Json;

namespace Cortex.Engine.Sources.Exports;

/// <summary>Fields of foreign JSON, which may be of any kind or missing.</summary>
internal static class JsonFields
{
    /// <summary>A string, or a number as it is written; null for all else.</summary>
    public static string? Text(this JsonElement json, string name) => json.Field(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.ValueKind == JsonValueKind.Number ? value.GetRawText() : null;

    public static bool IsTrue(this JsonElement json, string name) => json.Field(name)?.ValueKind == JsonValueKind.True;

    /// <summary>The elements of a list; nothing where it is none.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement json, string name) => json.Field(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public static IEnumerable<string> Texts(this JsonElement json, string name) => json.List(name).Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!);

    public static JsonElement? Field(this JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;
}
