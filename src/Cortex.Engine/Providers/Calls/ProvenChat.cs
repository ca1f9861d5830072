using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Calls;

/// <summary>Refuses an answer of another model than the one that was asked for.</summary>
internal sealed class ProvenChat(IChatClient inner, string provider, string model) : StreamingLayer(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? proven = null;
        await foreach (var update in InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            if (update.ModelId is { Length: > 0 } answered && !string.Equals(answered, proven, StringComparison.Ordinal))
            {
                if (!ModelName.IsSame(model, answered))
                    throw new ProviderException(provider, ProviderFailure.WrongModel, $"{provider} was asked for {model}, and {answered} answered. Its answer is not used. Choose a model that the provider really has: `cortex models` lists them.");
                proven = answered;
            }

            yield return update;
        }
    }
}
