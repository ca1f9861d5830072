using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Calls;

/// <summary>Asks one model after the other, in the order that the user chose, until one begins to answer.</summary>
internal sealed class FallbackChat(IReadOnlyList<(ModelId Model, IChatClient Client)> chain) : StreamingLayer(chain[0].Client)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IList<ChatMessage> kept = messages as IList<ChatMessage> ?? [.. messages];
        for (var i = 0; i < chain.Count; i++)
        {
            ProviderException? failure = null;
            var began = false;
            var stream = chain[i].Client.GetStreamingResponseAsync(kept, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (stream.ConfigureAwait(false))
            {
                while (true)
                {
                    try
                    {
                        if (!await stream.MoveNextAsync()) yield break;
                    }
                    catch (ProviderException error) when (!began && i + 1 < chain.Count)
                    {
                        failure = error;
                        break;
                    }

                    began = !Has(stream.Current, NoticeKind.Restarted) && (began || IsOutput(stream.Current));
                    yield return stream.Current;
                }
            }

            yield return Notice(NoticeKind.FallingBack, $"{failure.Message} {chain[i + 1].Model} answers instead.");
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var (_, client) in chain) client.Dispose();
        }

        base.Dispose(disposing);
    }
}
