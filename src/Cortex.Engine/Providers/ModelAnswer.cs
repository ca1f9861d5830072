using System.Text;
using Cortex.Engine.Providers.Calls;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers;

/// <summary>All that a model said to one request, where nobody watches it being said.</summary>
/// <param name="AnsweredBy">The model that answered, which need not be the first that was asked; null where nobody says.</param>
public sealed record ModelAnswer(string Text, ModelId? AnsweredBy, long? InputTokens, long? OutputTokens)
{
    /// <exception cref="ProviderException">the model failed</exception>
    public static async Task<ModelAnswer> ReadAsync(IChatClient chat, IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        ModelId? answeredBy = null;
        UsageDetails? usage = null;
        await foreach (var update in chat.GetStreamingResponseAsync(messages, options, cancellation))
        {
            // What was streamed before it began anew is void.
            if (update.Contents.OfType<NoticeContent>().Any(notice => notice.Kind == NoticeKind.Restarted)) text.Clear();
            answeredBy = Speaker(update) ?? answeredBy;
            foreach (var content in update.Contents.OfType<UsageContent>()) (usage ??= new UsageDetails()).Add(content.Details);
            text.Append(update.Text);
        }

        return new ModelAnswer(text.ToString(), answeredBy, usage?.InputTokenCount, usage?.OutputTokenCount);
    }

    /// <summary>The answer of the models chosen for a task to what can be done without: null where none is chosen, none answers, or none does so in time.</summary>
    public static async Task<ModelAnswer?> TryReadAsync(ModelRouter ai, AiTask task, IEnumerable<ChatMessage> messages, ChatOptions? options, TimeSpan patience, CancellationToken cancellation)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(patience);
        try
        {
            using var chat = ai.Chat(task);
            return chat is null ? null : await ReadAsync(chat, messages, options, late.Token);
        }
        catch (Exception error) when (error is CortexException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Who says an update; null where it does not tell.</summary>
    public static ModelId? Speaker(ChatResponseUpdate update) => update.AdditionalProperties?.TryGetValue(RecordedChat.AnsweredBy, out var model) == true ? model as ModelId? : null;
}
