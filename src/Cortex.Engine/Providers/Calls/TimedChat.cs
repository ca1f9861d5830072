using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Calls;

/// <summary>How long to wait for what.</summary>
/// <param name="FirstToken">Until anything comes; loading a model is in it, unless the provider tells of that.</param>
/// <param name="Stall">Between two parts of an answer.</param>
public sealed record CallTimeouts(TimeSpan FirstToken, TimeSpan Stall)
{
    /// <summary>Until a connection stands.</summary>
    public static TimeSpan Connect => TimeSpan.FromSeconds(5);

    public static CallTimeouts Local { get; } = new(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(60));
    public static CallTimeouts Cloud { get; } = new(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(30));
}

/// <summary>Ends a stream that does not come, and at once one that nobody wants any more, whatever the client below does with its token.</summary>
internal sealed class TimedChat(IChatClient inner, string provider, CallTimeouts timeouts, TimeProvider time) : StreamingLayer(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var late = new CancellationTokenSource(timeouts.FirstToken, time);
        // Not disposed before the client below has let go of it.
        var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        var stream = base.InnerClient.GetStreamingResponseAsync(messages, options, both.Token).GetAsyncEnumerator(both.Token);
        Task<bool>? abandoned = null;
        var began = false;
        try
        {
            while (true)
            {
                bool more;
                // It is the server that is waited for here, and not whoever takes its time over what came.
                if (began) late.CancelAfter(timeouts.Stall);
                var next = stream.MoveNextAsync();
                try
                {
                    if (next.IsCompleted) more = await next;
                    else
                    {
                        var task = next.AsTask();
                        abandoned = task;
                        more = await task.WaitAsync(both.Token);
                        abandoned = null;
                    }
                }
                catch (Exception error) when (error is OperationCanceledException || (error is ProviderException && both.IsCancellationRequested))
                {
                    // What the client below makes of its broken connection does not matter: it was ended from here.
                    cancellationToken.ThrowIfCancellationRequested();
                    if (!late.IsCancellationRequested)
                    {
                        throw error.InnerException is TimeoutException
                            ? new ProviderException(provider, ProviderFailure.TimedOut, $"{provider} did not take the connection within {CallTimeouts.Connect.TotalSeconds:0} s.", error)
                            : new ProviderException(provider, ProviderFailure.Dropped, $"{provider} ended the connection.", error);
                    }

                    throw new ProviderException(provider, ProviderFailure.TimedOut, began
                        ? $"{provider} stopped in the middle of its answer: nothing came for {timeouts.Stall.TotalSeconds:0} s."
                        : $"{provider} has not begun to answer within {timeouts.FirstToken.TotalSeconds:0} s. A smaller model, or a shorter question, may be faster.", error);
                }

                if (!more) yield break;
                var update = stream.Current;
                // A sign of life is not the answer yet, and a model that is being loaded has all the time again.
                if (began || (began = IsOutput(update))) late.CancelAfter(Timeout.InfiniteTimeSpan);
                else if (IsNotice(update)) late.CancelAfter(timeouts.FirstToken);
                yield return update;
            }
        }
        finally
        {
            if (abandoned is null)
            {
                await stream.DisposeAsync();
                both.Dispose();
            }
            else _ = EndAsync(abandoned, stream, both);
        }
    }

    // An iterator must not be disposed while it runs: the one that was left is ended when it comes back.
    private static async Task EndAsync(Task<bool> running, IAsyncEnumerator<ChatResponseUpdate> stream, CancellationTokenSource both)
    {
        await both.CancelAsync();
        await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // Nobody waits for what it still has to say.
        await stream.DisposeAsync().AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        both.Dispose();
    }
}
