using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Ollama;

/// <summary>A chat with a model of Ollama's.</summary>
internal sealed class OllamaChat(string model, OllamaConnection connection, OllamaModels models, string? keepAlive) : IChatClient
{
    private static readonly ModelAbilities Unknown = new(ContextTokens: null, Chats: null, Embeds: null, Tools: null, Thinks: null);

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            if (!update.Contents.Any(content => content is NoticeContent)) updates.Add(update);
        }

        return updates.ToChatResponse();
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var abilities = await AbilitiesAsync(cancellationToken);
        if (abilities.Chats is false) throw OllamaFailures.New(ProviderFailure.Refused, $"{model} makes vectors and does not chat. Choose another model: `cortex models` lists them.");
        if (abilities.Tools is false && options?.Tools is { Count: > 0 } && options.ToolMode is not NoneChatToolMode)
            throw OllamaFailures.New(ProviderFailure.Refused, $"{model} does not use tools. Choose a model that does, such as qwen3 or llama3.1.");
        var request = OllamaRequest.Chat(model, messages, options, abilities, keepAlive);
        var bytes = OllamaRequest.Bytes(request).LongLength;
        request["options"]!["num_ctx"] = OllamaContext.Choose(bytes, options?.MaxOutputTokens, abilities.ContextTokens)
            ?? throw OllamaFailures.New(ProviderFailure.ContextTooLong, $"The text is longer than {model} reads at once{(abilities.ContextTokens is { } most ? $" ({most:N0} tokens)" : "")}. Choose a model with a longer context, or send less.");
        if (await models.IsLoadedAsync(model, cancellationToken) is false)
            yield return new ChatResponseUpdate(ChatRole.Assistant, [new NoticeContent(NoticeKind.LoadingModel, $"Ollama is loading {model}.")]);

        var answer = new OllamaAnswer();
        await foreach (var line in connection.StreamAsync("api/chat", request, model, cancellationToken))
        {
            using (line)
            {
                if (answer.Read(line.RootElement) is { } update) yield return update;
            }

            if (answer.IsDone) yield break;
        }

        throw OllamaFailures.New(ProviderFailure.Dropped, "Ollama ended the connection in the middle of its answer.");
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata(BuiltInProviders.Ollama, defaultModelId: model)
        : serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>The connection is the provider's and stays.</summary>
    public void Dispose()
    {
    }

    private async Task<ModelAbilities> AbilitiesAsync(CancellationToken cancellation)
    {
        try
        {
            return await models.AbilitiesAsync(model, cancellation);
        }
        catch (ProviderException error) when (error.Failure is ProviderFailure.Refused or ProviderFailure.BadAnswer or ProviderFailure.ServerError)
        {
            // A server that imitates Ollama: the chat itself may well work.
            return Unknown;
        }
    }
}
