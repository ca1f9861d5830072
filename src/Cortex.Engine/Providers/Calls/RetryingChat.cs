using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Calls;

/// <summary>Tries again what may succeed a moment later, and says so as it happens.</summary>
/// <param name="random">0 to 1: many clients that failed together do not come back together.</param>
internal sealed class RetryingChat(IChatClient inner, Func<double> random, TimeProvider time) : StreamingLayer(inner)
{
    private const int Retries = 3;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500), Longest = TimeSpan.FromSeconds(60);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // It may be read more than once.
        IList<ChatMessage> kept = messages as IList<ChatMessage> ?? [.. messages];
        var began = false;
        ProviderException? failure = null;
        for (var attempt = 0; ; attempt++)
        {
            var stream = InnerClient.GetStreamingResponseAsync(kept, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (stream.ConfigureAwait(false))
            {
                while (true)
                {
                    try
                    {
                        if (!await stream.MoveNextAsync()) yield break;
                    }
                    catch (ProviderException error) when (error.Failure == ProviderFailure.Resting && failure is not null)
                    {
                        // The breaker opened meanwhile: what went wrong is what it was before.
                        throw failure;
                    }
                    catch (ProviderException error) when (error.IsTransient && attempt < Retries && !(error.RetryAfter > Longest))
                    {
                        failure = error;
                        break;
                    }

                    began |= IsOutput(stream.Current);
                    yield return stream.Current;
                }
            }

            var pause = failure!.RetryAfter is { } asked && asked > TimeSpan.Zero ? asked : First * Math.Pow(2, attempt) * (0.5 + random());
            yield return Notice(NoticeKind.Retrying, $"{failure.Message} Trying again in {Math.Max(1, pause.TotalSeconds):0} s.", pause);
            await Task.Delay(pause, time, cancellationToken);
            if (began) yield return Notice(NoticeKind.Restarted, "The answer begins anew.");
            began = false;
        }
    }
}
