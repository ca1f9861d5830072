using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Cortex.Engine.Providers.Wire;

namespace Cortex.Engine.Providers.Ollama;

/// <summary>What Ollama's statuses and words mean, and the command that mends it.</summary>
internal static class OllamaFailures
{
    public const string Install = "The current one is at https://ollama.com/download.";

    public static ProviderException OfConnection(Exception error, Uri host)
    {
        if (error is OperationCanceledException || error.InnerException is TimeoutException)
            return New(ProviderFailure.TimedOut, $"Ollama at {host} did not take the connection within {Calls.CallTimeouts.Connect.TotalSeconds:0} s. Look whether the address is right: CORTEX_OLLAMA_HOST changes it.", error);
        var start = ProviderOptions.IsLocal(host) ? "Start it with `ollama serve`, or get it from https://ollama.com/download." : "Start it there, or change the address with CORTEX_OLLAMA_HOST.";
        return error.InnerException is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }
            ? New(ProviderFailure.NotRunning, $"There is no host {host.Host}. CORTEX_OLLAMA_HOST says where Ollama is.", error)
            : error is HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse }
                ? New(ProviderFailure.Dropped, $"Ollama at {host} ended the connection before it answered.", error)
                : New(ProviderFailure.NotRunning, $"Ollama is not running at {host}. {start}", error);
    }

    /// <param name="told">The text that Ollama gave.</param>
    public static ProviderException Of(HttpStatusCode status, string told, string? model, Uri host, TimeSpan? retryAfter = null)
    {
        var text = ServerWords.Clean(told, key: null) is { Length: > 0 } words ? words : "no reason given";
        if (Has(told, "not found", "no such model", "file does not exist") && model is not null && !Has(told, "page not found"))
        {
            return Has(told, "pull model manifest") || Has(told, "file does not exist")
                ? New(ProviderFailure.ModelMissing, $"Ollama's library has no model {model}. https://ollama.com/library lists what there is.")
                : New(ProviderFailure.ModelMissing, $"Ollama has no model {model}. Fetch it: `cortex models pull {model}`.");
        }

        if (Has(told, "requires more system memory", "out of memory", "cudaMalloc", "unable to allocate", "failed to allocate", "insufficient memory", "not enough memory", "signal: killed"))
            return New(ProviderFailure.OutOfMemory, $"{model ?? "The model"} does not fit into memory ({text}). Choose a smaller one, or free memory: `ollama ps` shows what is loaded, `ollama stop NAME` lets go of it.");
        if (Has(told, "exceeds the context length", "exceeds maximum context length", "exceeds the available context", "longer than the context length", "input length exceeds", "exceeds context length", "context length exceeded"))
            return New(ProviderFailure.ContextTooLong, $"The text is longer than {model} reads at once ({text}). Choose a model with a longer context, or send less.");
        if (status == HttpStatusCode.PreconditionFailed || Has(told, "newer version of Ollama", "cannot unmarshal"))
            return New(ProviderFailure.Refused, $"This Ollama is too old for {model ?? "that"} ({text}). {Install}");
        if (status == HttpStatusCode.NotFound)
            return New(ProviderFailure.Refused, $"What answers at {host} does not know this request: it is no Ollama, or one that is too old. {Install}");
        if (Has(told, "does not support")) return New(ProviderFailure.Refused, $"{text.TrimEnd('.')}. Choose another model: `cortex models` lists those that are there.");
        return (int)status switch
        {
            401 or 403 => New(ProviderFailure.Unauthorized, $"Ollama refused access ({text}). Models that run at Ollama need `ollama signin`."),
            429 => New(ProviderFailure.RateLimited, $"Ollama has too many requests ({text}).", retryAfter: retryAfter),
            >= 500 => New(ProviderFailure.ServerError, $"Ollama failed: {text}", retryAfter: retryAfter),
            200 => New(ProviderFailure.ServerError, $"Ollama failed: {text}"),
            >= 300 and < 400 => New(ProviderFailure.Refused, $"{host} leads elsewhere, which is not followed. Set CORTEX_OLLAMA_HOST to where Ollama really is."),
            _ => New(ProviderFailure.Refused, $"Ollama refused the request: {text}"),
        };
    }

    /// <summary>The text in the body of a failure.</summary>
    public static string Told(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.Text("error") is { } error) return error;
        }
        catch (JsonException)
        {
            // Plain text, as its router answers.
        }

        return Encoding.UTF8.GetString(body).Trim();
    }

    private static bool Has(string told, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (told.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    public static ProviderException New(ProviderFailure failure, string message, Exception? inner = null, TimeSpan? retryAfter = null) => new(BuiltInProviders.Ollama, failure, message, inner, retryAfter);
}
