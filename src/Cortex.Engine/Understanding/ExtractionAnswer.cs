using System.Text.Json;
using Cortex.Engine.Providers.Wire;

namespace Cortex.Engine.Understanding;

/// <summary>What a model answered, read leniently: fences, words around the object, a string where a list was asked for.</summary>
internal sealed record ExtractionAnswer(string Summary, IReadOnlyList<string> Concepts, IReadOnlyList<(string Name, EntityType Type)> Entities)
{
    private const int MostConcepts = 12, MostEntities = 40, LongestName = 120, LongestAnswer = 200_000;

    public static readonly JsonElement Schema = JsonElement.Parse("""
        {
          "type": "object",
          "properties": {
            "summary": {"type": "string"},
            "concepts": {"type": "array", "items": {"type": "string"}},
            "entities": {
              "type": "array",
              "items": {
                "type": "object",
                "properties": {
                  "name": {"type": "string"},
                  "type": {"type": "string", "enum": ["person", "organisation", "place", "work", "event", "date", "quantity", "other"]}
                },
                "required": ["name", "type"],
                "additionalProperties": false
              }
            }
          },
          "required": ["summary", "concepts", "entities"],
          "additionalProperties": false
        }
        """);

    /// <summary>Null where there is no object in it.</summary>
    public static ExtractionAnswer? Parse(string text)
    {
        if (text.Length > LongestAnswer || Object(text) is not { ValueKind: JsonValueKind.Object } answer) return null;
        return new ExtractionAnswer(Summarized(answer), [.. Elements(answer, "concepts").Select(concept => Said(concept, "phrase")).Where(IsName).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostConcepts)],
            [.. Elements(answer, "entities").Select(entity => (Name: Said(entity, "name"), Type(entity))).Where(entity => IsName(entity.Name)).DistinctBy(entity => entity.Name, StringComparer.OrdinalIgnoreCase).Take(MostEntities)]);
    }

    private static JsonElement? Object(string text)
    {
        // Some reason aloud first, and some explain themselves afterwards.
        var start = text.IndexOf('{', StringComparison.Ordinal);
        var end = text.LastIndexOf('}');
        if (start < 0) return null;
        if (end > start)
        {
            try
            {
                return JsonElement.Parse(text[start..(end + 1)]);
            }
            catch (JsonException)
            {
                // It is mended below.
            }
        }

        return (end > start ? LenientJson.TryMend(text[start..(end + 1)]) : null) ?? LenientJson.TryMend(text[start..]);
    }

    private static string Summarized(JsonElement answer)
    {
        if (!answer.TryGetProperty("summary", out var summary)) return "";
        return (summary.ValueKind == JsonValueKind.Array ? string.Join(' ', summary.EnumerateArray().Select(part => Said(part, "text"))) : Said(summary, "text")).Trim();
    }

    private static IEnumerable<JsonElement> Elements(JsonElement answer, string name) => answer.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static string Said(JsonElement value, string member)
    {
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty(member, out var inner)) value = inner;
        if (value.ValueKind != JsonValueKind.String) return "";
        try
        {
            return value.GetString()!.Trim();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return "";
        }
    }

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName;

    private static EntityType Type(JsonElement entity)
    {
        if (entity.ValueKind != JsonValueKind.Object || !entity.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String) return EntityType.Other;
        return Said(type, "").ToLowerInvariant() switch
        {
            "person" or "people" or "per" => EntityType.Person,
            "organisation" or "organization" or "company" or "org" => EntityType.Organisation,
            "place" or "location" or "city" or "country" or "loc" => EntityType.Place,
            "work" or "product" or "software" or "book" => EntityType.Work,
            "event" => EntityType.Event,
            "date" or "time" => EntityType.Date,
            "quantity" or "number" or "money" => EntityType.Quantity,
            _ => EntityType.Other,
        };
    }
}
