using System.Text.Json;

namespace Cortex.Engine.Providers.Scripted;

/// <summary>What a scripted model says: for each turn of the user a list of steps, one a call of the model.</summary>
internal sealed record ModelScript(IReadOnlyList<IReadOnlyList<ScriptedStep>> Responses)
{
    private const long MaxBytes = 16 * 1024 * 1024;
    private const int MaxDelayMs = 600_000;

    /// <exception cref="ProviderException">it is not there, or no script; the message names the place</exception>
    public static ModelScript Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            if (stream.Length > MaxBytes) throw Bad(file, $"it is larger than {MaxBytes:N0} bytes");
            using var document = JsonDocument.Parse(stream);
            return new ModelScript([.. Array(Member(document.RootElement, "responses", file), "responses", file).Select((turn, n) => (IReadOnlyList<ScriptedStep>)[.. Array(turn, $"responses[{n}]", file).Select((step, m) => Step(step, $"responses[{n}][{m}]", file))])]);
        }
        catch (JsonException error)
        {
            throw Bad(file, error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ProviderException(BuiltInProviders.Scripted, ProviderFailure.ModelMissing, $"The script that {ProviderOptions.ScriptVariable} names cannot be read: {error.Message}", error);
        }
    }

    private static ScriptedStep Step(JsonElement step, string place, string file)
    {
        if (step.ValueKind != JsonValueKind.Object) throw Bad(file, $"{place} is no object");
        var calls = step.TryGetProperty("tool_calls", out var list) ? Array(list, place + ".tool_calls", file).Select(call => Call(call, place, file)).ToList() : [];
        var delay = 0;
        if (step.TryGetProperty("delay_ms", out var wait) && (wait.ValueKind != JsonValueKind.Number || !wait.TryGetInt32(out delay) || delay is < 0 or > MaxDelayMs)) throw Bad(file, $"{place}.delay_ms is no whole number from 0 to {MaxDelayMs}");
        return new ScriptedStep(Text(step, "text", place, file) ?? "", calls, TimeSpan.FromMilliseconds(delay), Text(step, "error", place, file));
    }

    // Arguments may be a text, as a model that writes malformed ones gives them.
    private static ScriptedCall Call(JsonElement call, string place, string file)
    {
        var name = call.ValueKind == JsonValueKind.Object ? Text(call, "name", place, file) : null;
        if (string.IsNullOrEmpty(name)) throw Bad(file, $"a tool call of {place} has no name");
        if (!call.TryGetProperty("arguments", out var arguments)) return new ScriptedCall(name, "{}");
        return new ScriptedCall(name, arguments.ValueKind == JsonValueKind.String ? arguments.GetString()! : arguments.GetRawText());
    }

    private static JsonElement Member(JsonElement of, string name, string file) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : throw Bad(file, $"it has no {name}");

    private static IEnumerable<JsonElement> Array(JsonElement value, string place, string file) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Bad(file, $"{place} is no list");

    private static string? Text(JsonElement of, string name, string place, string file) => !of.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : throw Bad(file, $"{place}.{name} is no text");

    private static ProviderException Bad(string file, string what) => new(BuiltInProviders.Scripted, ProviderFailure.BadAnswer, $"The script {file} ({ProviderOptions.ScriptVariable}) is malformed: {what}.");
}

/// <param name="Error">What the model fails with, after its text; null: it does not.</param>
internal sealed record ScriptedStep(string Text, IReadOnlyList<ScriptedCall> Calls, TimeSpan Delay, string? Error);

/// <param name="Arguments">As a model would write them.</param>
internal sealed record ScriptedCall(string Name, string Arguments);
