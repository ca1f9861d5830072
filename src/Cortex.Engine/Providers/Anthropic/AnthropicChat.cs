using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Cortex.Engine.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Anthropic;

/// <summary>A chat over the SDK's own: it is told what to cache, tool calls are put together from what was streamed, failures are named.</summary>
internal sealed class AnthropicChat(string model, Uri address, Lazy<HttpClient> http, Func<string> key) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in GetStreamingResponseAsync(messages, options, cancellationToken)) updates.Add(update);
        return updates.ToChatResponse();
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var own = key();
        // The SDK would read the environment for whatever is not said here.
        var client = new AnthropicClient { HttpClient = http.Value, BaseUrl = address.ToString().TrimEnd('/'), ApiKey = AnthropicKey.Elsewhere, MaxRetries = 0, Timeout = Timeout.InfiniteTimeSpan };
        var chat = client.AsIChatClient(model, ModelTraits.AnswerTokens(model), ModelTraits.Thinking(model));
        var kept = messages as IReadOnlyCollection<ChatMessage> ?? [.. messages];
        var stream = chat.GetStreamingResponseAsync(PromptCaching.Mark(kept, options?.Instructions), Prepare(options), cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var _ = stream.ConfigureAwait(false);
        var answer = new AnthropicAnswer();
        while (true)
        {
            try
            {
                if (!await stream.MoveNextAsync()) break;
            }
            catch (Exception error) when (Named(error, own, cancellationToken) is { } failure)
            {
                throw failure;
            }

            if (answer.Read(stream.Current) is { } update) yield return update;
        }

        if (!answer.IsWhole) throw new ProviderException(BuiltInProviders.Anthropic, ProviderFailure.Dropped, "Anthropic ended the connection in the middle of its answer.");
    }

    public object? GetService(System.Type serviceType, object? serviceKey = null) => serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata(BuiltInProviders.Anthropic, address, model)
        : serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>The connection is the provider's and stays.</summary>
    public void Dispose()
    {
    }

    private ChatOptions? Prepare(ChatOptions? options)
    {
        if (options is null) return null;
        var prepared = options.Clone();
        prepared.Instructions = null;
        prepared.ModelId = null;
        if (options.Tools is { Count: > 0 } tools) prepared.Tools = PromptCaching.Mark(tools);
        if (!ModelTraits.Thinks(model)) prepared.Reasoning = null;
        // Who thinks may not be told how freely to choose words.
        var isTempered = ModelTraits.TakesTemperature(model) && prepared.Reasoning is null or { Effort: ReasoningEffort.None };
        // The SDK has no place for it any more.
        if (isTempered && options.Temperature is { } temperature) prepared.RawRepresentationFactory = _ => WithTemperature(temperature, options.MaxOutputTokens);
        return prepared;
    }

    private MessageCreateParams WithTemperature(float temperature, int? mostTokens)
    {
        var nothing = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var body = new JsonObject { ["model"] = model, ["max_tokens"] = mostTokens ?? ModelTraits.AnswerTokens(model), ["messages"] = new JsonArray(), ["temperature"] = Math.Clamp((double)temperature, 0, 1) };
        return MessageCreateParams.FromRawUnchecked(nothing, nothing, JsonElement.Parse(body.ToJsonString()).EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal));
    }

    // Null: it is not the provider's fault.
    private static ProviderException? Named(Exception error, string key, CancellationToken cancellation)
    {
        for (var at = error; at is not null; at = at.InnerException)
        {
            if (at is ProviderException known) return known;
        }

        if (cancellation.IsCancellationRequested) return null;
        if (error is AnthropicSseException sse)
        {
            var body = sse.Message;
            var start = body.IndexOf('{', StringComparison.Ordinal);
            var (type, words) = AnthropicFailures.Read(start < 0 ? "" : body[start..(body.LastIndexOf('}') + 1)]);
            return AnthropicFailures.Of(200, type, ServerWords.Clean(words, key));
        }

        // The SDK's own messages may quote what came: they are not passed on.
        return error switch
        {
            AnthropicIOException or IOException or HttpRequestException or OperationCanceledException => New(ProviderFailure.Dropped, "The connection to Anthropic ended in the middle of its answer."),
            AnthropicException or InvalidDataException or JsonException or FormatException or InvalidOperationException or KeyNotFoundException => New(ProviderFailure.BadAnswer, "What came from Anthropic is not what its protocol says. Look at CORTEX_ANTHROPIC_BASE_URL if that is not Anthropic's own."),
            _ => null,
        };
    }

    private static ProviderException New(ProviderFailure failure, string message) => new(BuiltInProviders.Anthropic, failure, message);
}
