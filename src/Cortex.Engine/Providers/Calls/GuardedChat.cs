using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Calls;

/// <summary>Goes through the provider's breaker.</summary>
internal sealed class GuardedChat(IChatClient inner, Breaker breaker) : StreamingLayer(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        breaker.Enter();
        var (answers, failed) = (false, false);
        try
        {
            await using var stream = InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await stream.MoveNextAsync()) break;
                }
                catch (ProviderException error)
                {
                    failed = true;
                    breaker.Fail(error);
                    throw;
                }

                answers |= IsOutput(stream.Current);
                yield return stream.Current;
            }

            answers = true;
        }
        finally
        {
            // An answer that nobody wanted to the end came from a provider that works.
            if (answers && !failed) breaker.Succeed();
        }
    }
}
