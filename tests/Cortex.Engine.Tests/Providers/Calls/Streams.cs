using Cortex.Engine.Providers;
using Cortex.Engine.Providers.Calls;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Tests.Providers.Calls;

/// <summary>Reading a stream to its end, and what is in it.</summary>
internal static class Streams
{
    public static readonly ChatMessage[] Question = [new(ChatRole.User, "Hello?")];

    public static async Task<List<ChatResponseUpdate>> AllAsync(this IChatClient chat, CancellationToken cancellation = default)
    {
        var all = new List<ChatResponseUpdate>();
        await foreach (var update in chat.GetStreamingResponseAsync(Question, cancellationToken: cancellation)) all.Add(update);
        return all;
    }

    /// <summary>The updates until it fails, and the failure.</summary>
    public static async Task<(List<ChatResponseUpdate> Updates, ProviderException Failure)> FailAsync(this IChatClient chat)
    {
        var all = new List<ChatResponseUpdate>();
        var failure = await Assert.ThrowsAsync<ProviderException>(async () =>
        {
            await foreach (var update in chat.GetStreamingResponseAsync(Question)) all.Add(update);
        });
        return (all, failure);
    }

    public static IAsyncEnumerator<ChatResponseUpdate> Begin(this IChatClient chat, CancellationToken cancellation = default) => chat.GetStreamingResponseAsync(Question, cancellationToken: cancellation).GetAsyncEnumerator(cancellation);

    public static string Text(this IEnumerable<ChatResponseUpdate> updates) => string.Concat(updates.Select(update => update.Text));

    public static NoticeContent? Notice(this ChatResponseUpdate update) => update.Contents.OfType<NoticeContent>().SingleOrDefault();

    public static IEnumerable<NoticeKind> Notices(this IEnumerable<ChatResponseUpdate> updates) => updates.Select(update => update.Notice()).OfType<NoticeContent>().Select(notice => notice.Kind);
}

/// <summary>Keeps the calls in memory.</summary>
internal sealed class CallList : List<ModelCall>, IModelCallLog
{
    public void Record(ModelCall call) => Add(call);
}
