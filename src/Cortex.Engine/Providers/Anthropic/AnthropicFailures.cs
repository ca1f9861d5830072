using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Cortex.Engine.Providers.Wire;

namespace Cortex.Engine.Providers.Anthropic;

/// <summary>Turns failures into what they mean before the SDK sees them: it keeps neither the time to wait nor what kind of error it was.</summary>
internal sealed class AnthropicFailures(HttpMessageHandler inner, Uri address, TimeProvider time) : DelegatingHandler(inner)
{
    private const int MostBytes = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw OfConnection(error);
        }

        if (response.IsSuccessStatusCode) return response;
        // Servers do quote the key that they were sent.
        var key = request.Headers.TryGetValues(AnthropicKey.Header, out var keys) ? keys.FirstOrDefault() : null;
        using (response)
        {
            var (type, words) = ("", "");
            try
            {
                (type, words) = Read(await BeginningAsync(response, cancellationToken));
            }
            catch (Exception error) when (error is IOException or HttpRequestException)
            {
                // The status says enough.
            }

            throw Of((int)response.StatusCode, type, ServerWords.Clean(words, key), RetryAfter.Parse(response.Headers.TryGetValues("Retry-After", out var after) ? after.FirstOrDefault() : null, time));
        }
    }

    /// <summary>An error that came within a stream, or as the body of a failure.</summary>
    /// <param name="type">As Anthropic names it.</param>
    public static ProviderException Of(int status, string type, string words, TimeSpan? retryAfter = null)
    {
        var told = words.Length > 0 ? $" ({words.TrimEnd('.')})" : "";
        if (Has(words, "prompt is too long", "exceed context limit", "exceeds the context", "too many total text bytes") || status == 413 || type == "request_too_large")
            return New(ProviderFailure.ContextTooLong, $"The text is longer than the model reads at once{told}. Send less, or choose a model with a longer context.");
        if (Has(words, "credit balance"))
            return new ProviderException(BuiltInProviders.Anthropic, ProviderFailure.RateLimited, $"The account at Anthropic has no credit left{told}. Add some there, or choose another model.") { IsFinal = true };
        if (status == 401 || type == "authentication_error") return New(ProviderFailure.Unauthorized, $"Anthropic does not accept the key{told}. `cortex login anthropic` takes another.");
        if (status == 403 || type == "permission_error") return New(ProviderFailure.Unauthorized, $"The key may not do this at Anthropic{told}. `cortex login anthropic` takes another.");
        if (type == "not_found_error") return New(ProviderFailure.ModelMissing, $"Anthropic has no such model{told}. `cortex models` lists those that it has.");
        if (status == 404) return New(ProviderFailure.Refused, $"What answers there does not know this request{told}. Look at CORTEX_ANTHROPIC_BASE_URL; it is the address without /v1.");
        if (status == 429 || type == "rate_limit_error") return New(ProviderFailure.RateLimited, $"Anthropic has had too many requests with this key{told}.", retryAfter);
        if (type == "overloaded_error" || status == 529) return New(ProviderFailure.ServerError, $"Anthropic is overloaded{told}. Try again in a while.", retryAfter);
        if (status >= 500 || type is "api_error" or "timeout_error" || status == 200) return New(ProviderFailure.ServerError, $"Anthropic failed{told}.", retryAfter);
        if (status is >= 300 and < 400) return New(ProviderFailure.Refused, "The address leads elsewhere, which is not followed: the key would go along. Set CORTEX_ANTHROPIC_BASE_URL to where it leads, if that is whom you mean.");
        return New(ProviderFailure.Refused, $"Anthropic refused the request{told}.");
    }

    /// <summary>The type and the words of an error document.</summary>
    public static (string Type, string Words) Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
                return (Text(error, "type"), Text(error, "message"));
        }
        catch (JsonException)
        {
            // What stands between, a proxy for one, answers as it likes.
        }

        return ("", "");

        static string Text(JsonElement error, string name) => error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
    }

    private ProviderException OfConnection(Exception error) => error switch
    {
        OperationCanceledException or { InnerException: TimeoutException } =>
            New(ProviderFailure.TimedOut, string.Create(CultureInfo.InvariantCulture, $"{address} did not take the connection within {Calls.CallTimeouts.Connect.TotalSeconds:0} s."), inner: error),
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse } => New(ProviderFailure.Dropped, "Anthropic ended the connection before it answered.", inner: error),
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionReset } } => New(ProviderFailure.Dropped, "Anthropic ended the connection before it answered.", inner: error),
        _ => New(ProviderFailure.NotRunning, $"{address} cannot be reached. Look whether this machine is online; `cortex models` shows the addresses, CORTEX_ANTHROPIC_BASE_URL changes this one.", inner: error),
    };

    private static async Task<string> BeginningAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var bytes = new byte[MostBytes];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return System.Text.Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static bool Has(string words, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (words.Contains(part, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static ProviderException New(ProviderFailure failure, string message, TimeSpan? retryAfter = null, Exception? inner = null) => new(BuiltInProviders.Anthropic, failure, message, inner, retryAfter);
}
