using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Calls;

/// <summary>A layer around a chat that works on its stream; a whole response is what the stream came to.</summary>
internal abstract class StreamingLayer(IChatClient inner) : DelegatingChatClient(inner)
{
    public sealed override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            if (Has(update, NoticeKind.Restarted)) updates.Clear();
            if (IsNotice(update)) continue;
            updates.Add(update);
        }

        return updates.ToChatResponse();
    }

    public abstract override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default);

    protected static ChatResponseUpdate Notice(NoticeKind kind, string text, TimeSpan? delay = null) => new(ChatRole.Assistant, [new NoticeContent(kind, text) { Delay = delay }]);

    /// <summary>Whether an update is a notice and nothing else.</summary>
    protected static bool IsNotice(ChatResponseUpdate update) => update.Contents.Count > 0 && update.Contents.All(content => content is NoticeContent);

    /// <summary>Whether an update holds a part of the answer.</summary>
    protected static bool IsOutput(ChatResponseUpdate update)
    {
        foreach (var content in update.Contents)
        {
            if (content is not (NoticeContent or UsageContent)) return true;
        }

        return false;
    }

    protected static bool Has(ChatResponseUpdate update, NoticeKind kind) => update.Contents.Any(content => content is NoticeContent notice && notice.Kind == kind);
}
