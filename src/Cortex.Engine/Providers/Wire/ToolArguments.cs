using System.Text.Json;

namespace Cortex.Engine.Providers.Wire;

/// <summary>The arguments of a tool call, out of what the model wrote for JSON.</summary>
internal static class ToolArguments
{
    private const int MaxLength = 4 * 1024 * 1024;

    /// <param name="text">As it was streamed; nothing at all is an object without members.</param>
    /// <param name="cut">Whether the answer ended at its limit: half a call is not made whole then, since half of a file's content would be written for all of it.</param>
    /// <returns>The arguments, or why there are none.</returns>
    public static (IDictionary<string, object?>? Arguments, Exception? Error) Parse(string text, bool cut = false)
    {
        if (text.Length > MaxLength) return (null, new FormatException($"The arguments are longer than {MaxLength:N0} characters."));
        if (string.IsNullOrWhiteSpace(text)) return (Empty(), null);
        try
        {
            var value = JsonElement.Parse(text);
            // Some models write the object as a string.
            if (value.ValueKind == JsonValueKind.String) return Mend(value.GetString()!, cut);
            // Half a surrogate pair is found only by who reads it, and that would be the tool.
            if (text.Contains("\\u", StringComparison.OrdinalIgnoreCase)) ReadAll(value);
            return value.ValueKind == JsonValueKind.Object ? (Of(value), null) : (null, new FormatException($"The arguments are no JSON object: {Beginning(text)}"));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return Mend(text, cut);
        }
    }

    public static IDictionary<string, object?> Of(JsonElement arguments)
    {
        var all = Empty();
        foreach (var member in arguments.EnumerateObject()) all[member.Name] = member.Value;
        return all;
    }

    private static (IDictionary<string, object?>? Arguments, Exception? Error) Mend(string text, bool cut)
    {
        if (cut) return (null, new FormatException($"The answer reached its limit within the arguments: {Beginning(text)}"));
        return LenientJson.TryMend(text) is { } mended ? (Of(mended), null) : (null, new FormatException($"The arguments are no JSON object: {Beginning(text)}"));
    }

    /// <exception cref="InvalidOperationException">a string is no Unicode</exception>
    private static void ReadAll(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) value.GetString();
        else if (value.ValueKind == JsonValueKind.Array) foreach (var entry in value.EnumerateArray()) ReadAll(entry);
        else if (value.ValueKind == JsonValueKind.Object) foreach (var member in value.EnumerateObject()) ReadAll(member.Value);
    }

    private static Dictionary<string, object?> Empty() => new(StringComparer.Ordinal);

    private static string Beginning(string text) => text.Length <= 200 ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[199]) ? 199 : 200), "…");
}
