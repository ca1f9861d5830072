using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Text.Json;
using Cortex.Engine.Providers.Wire;

namespace Cortex.Engine.Providers.OpenAi;

/// <summary>The server at the base URL: what it is, its key, and what its failures mean.</summary>
internal sealed class OpenAiServer(ProviderOptions options)
{
    private const string Id = BuiltInProviders.OpenAi;

    /// <summary>Azure OpenAI's v1 API, <c>https://NAME.openai.azure.com/openai/v1/</c>; the older one with a version in the query is not supported.</summary>
    public bool IsAzure { get; } = options.OpenAiBaseUrl.Host.EndsWith(".azure.com", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is one of those that know only the newer name of the limit; all others know the older one.</summary>
    public bool IsOpenAi => IsAzure || options.OpenAiBaseUrl.Host.EndsWith("openai.com", StringComparison.OrdinalIgnoreCase);

    public string Name => IsAzure ? "Azure OpenAI" : IsOpenAi ? "OpenAI" : $"The server at {options.OpenAiBaseUrl.Authority}";

    public Uri Address => options.OpenAiBaseUrl;

    /// <summary>Null: none.</summary>
    public string? Key => options.Key(Id) is { Length: > 0 } key ? key : null;

    /// <summary>Refuses before anything is sent.</summary>
    /// <exception cref="ProviderException">there is no key, or none that could be one</exception>
    public void RequireKey()
    {
        var key = Key;
        if (key is null && !ProviderOptions.IsLocal(options.OpenAiBaseUrl))
            throw new ProviderException(Id, ProviderFailure.Unauthorized, $"{Name} needs a key: `cortex login openai` takes it.");
        // It would not fit into a header, and the refusal would show it.
        if (key is not null && key.Any(letter => letter is <= ' ' or > '~'))
            throw new ProviderException(Id, ProviderFailure.Unauthorized, $"The key for {Name} holds characters that no key has: give it again with `cortex login openai`.");
    }

    /// <summary>What to throw for what went wrong. The SDK's own exceptions are not kept: they quote what the server said, the key maybe with it.</summary>
    /// <param name="model">The one that was asked; null: none.</param>
    public ProviderException Failure(Exception error, string? model) => error switch
    {
        ProviderException ours => ours,
        ClientResultException result when result.GetRawResponse() is { } response => OfResponse(response, model),
        _ when Find<JsonException>(error) is not null || error is InvalidOperationException or ArgumentException or FormatException or KeyNotFoundException or InvalidDataException =>
            new ProviderException(Id, ProviderFailure.BadAnswer, $"{Name} answered what is no chat completions protocol. Is `openai_base_url` ({options.OpenAiBaseUrl}) right? It mostly ends in /v1."),
        _ => OfTransport(error),
    };

    /// <summary>What a server reports within a stream, or in the body of a refusal.</summary>
    /// <param name="status">Of the answer; null: within a stream.</param>
    public ProviderException OfError(int? status, JsonElement error, string? model, TimeSpan? retryAfter = null)
    {
        var said = OpenAiError.Read(error);
        var code = status ?? said.Status ?? 500;
        var words = ServerWords.Clean(said.Message, Key);
        var quoted = words.Length == 0 ? $"status {code.ToString(CultureInfo.InvariantCulture)}" : $"“{words}”";
        var failure = said.FailureOf(code);
        return new ProviderException(Id, failure, failure switch
        {
            ProviderFailure.Unauthorized => $"{Name} does not accept the key ({quoted}). `cortex login openai` takes another.",
            ProviderFailure.ModelMissing => $"{Name} has no model {model}: {quoted}. `cortex models` lists those it has.",
            ProviderFailure.RateLimited => said.IsQuota ? $"The account's limit at {Name} is reached: {quoted}." : $"{Name} takes no more requests for the moment: {quoted}.",
            ProviderFailure.ContextTooLong => $"That is more text than {model} reads at once: {quoted}. Ask for less, or start the server with a larger context.",
            ProviderFailure.OutOfMemory => $"{Name} has not the memory for {model}: {quoted}. Choose a smaller model, or close others.",
            ProviderFailure.ServerError => $"{Name} failed: {quoted}.",
            _ => code is >= 300 and < 400
                ? $"{Name} points to another address, and redirects are not followed, since the key would go along. Set `openai_base_url` to where it really is."
                : $"{Name} refused the request: {quoted}.",
        }, retryAfter: retryAfter) { IsFinal = said.IsQuota };
    }

    private ProviderException OfResponse(PipelineResponse response, string? model)
    {
        var retry = response.Headers.TryGetValue("retry-after", out var header) ? RetryAfter.Parse(header, options.Time) : null;
        try
        {
            return OfError(response.Status, JsonElement.Parse(response.Content), model, retry);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // A page of a proxy, most likely: its status is all there is to go by.
            return OfError(response.Status, default, model, retry);
        }
    }

    private ProviderException OfTransport(Exception error)
    {
        if (Find<TimeoutException>(error) is not null)
            return new ProviderException(Id, ProviderFailure.TimedOut, $"{Name} did not take the connection in time ({options.OpenAiBaseUrl}).");
        if (Find<HttpRequestException>(error) is { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } failed)
        {
            return new ProviderException(Id, ProviderFailure.NotRunning, ProviderOptions.IsLocal(options.OpenAiBaseUrl)
                ? $"Nothing answers at {options.OpenAiBaseUrl}: start the server there, or set `openai_base_url` (`CORTEX_OPENAI_BASE_URL`) to where it is."
                : $"{options.OpenAiBaseUrl} cannot be reached ({failed.HttpRequestError}): look at the network, or at `openai_base_url` (`CORTEX_OPENAI_BASE_URL`).");
        }

        return new ProviderException(Id, ProviderFailure.Dropped, $"{Name} ended the connection in the middle of its answer.");
    }

    private static T? Find<T>(Exception error) where T : Exception
    {
        for (Exception? at = error; at is not null; at = at.InnerException)
        {
            if (at is T found) return found;
        }

        return null;
    }
}
