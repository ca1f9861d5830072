using System.Globalization;
using System.Text.Json;

namespace Cortex.Engine.Providers.OpenAi;

/// <summary>The error object of the protocol, in the forms that servers give it.</summary>
internal sealed record OpenAiError(string? Message, string? Code, int? Status)
{
    private static readonly string[] TooLong = ["context_length_exceeded", "exceed_context_size_error", "context length", "context size", "context window", "maximum context", "too many tokens", "prompt is too long", "n_ctx", "too large to process"];
    private static readonly string[] NoMemory = ["out of memory", "outofmemory", "insufficient memory", "not enough memory", "cudamalloc", "failed to allocate", "insufficient system resources"];

    /// <summary>Whether the account is exhausted, which no wait mends.</summary>
    public bool IsQuota => Code is "insufficient_quota" or "billing_hard_limit_reached";

    /// <summary>From a whole answer, <c>{"error": …}</c>, or the error alone; what is missing is null.</summary>
    public static OpenAiError Read(JsonElement answer)
    {
        if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("error", out var inner)) answer = inner;
        if (answer.ValueKind == JsonValueKind.String) return new OpenAiError(answer.GetString(), null, null);
        if (answer.ValueKind != JsonValueKind.Object) return new OpenAiError(null, null, null);
        var code = Text(answer, "code");
        // llama-server and OpenRouter have the HTTP status for a code, and the kind in `type`.
        int? status = int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return new OpenAiError(Text(answer, "message") ?? Text(answer, "detail"), status is null && code is not null ? code : Text(answer, "type"), status);
    }

    public ProviderFailure FailureOf(int status)
    {
        if (status is not (401 or 403 or 429))
        {
            if (Says(TooLong)) return ProviderFailure.ContextTooLong;
            if (Says(NoMemory)) return ProviderFailure.OutOfMemory;
        }

        if (Code is "model_not_found" or "DeploymentNotFound") return ProviderFailure.ModelMissing;
        return status switch
        {
            401 or 403 => ProviderFailure.Unauthorized,
            404 => ProviderFailure.ModelMissing,
            413 => ProviderFailure.ContextTooLong,
            429 => ProviderFailure.RateLimited,
            408 or >= 500 => ProviderFailure.ServerError,
            _ => ProviderFailure.Refused,
        };
    }

    private bool Says(string[] words) => words.Any(word => Message?.Contains(word, StringComparison.OrdinalIgnoreCase) == true || Code?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);

    private static string? Text(JsonElement of, string name) => !of.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
