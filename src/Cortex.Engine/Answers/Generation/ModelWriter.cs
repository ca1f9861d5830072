using System.Text;
using Cortex.Contract.Conversations;
using Cortex.Engine.Answers.Graph;
using Cortex.Engine.Providers;
using Cortex.Engine.Workflows;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Answers.Generation;

/// <summary>Has a model write, and tells of it as it comes.</summary>
internal sealed class ModelWriter(IChatClient chat, Action<AnswerProgress> tell, NodeContext context)
{
    /// <param name="Text">As the model wrote it.</param>
    /// <param name="Order">The passages in the order in which it cites them.</param>
    /// <param name="AnsweredBy"><c>provider:model</c>; null where nobody says.</param>
    public sealed record Written(string Text, IReadOnlyList<int> Order, string? AnsweredBy);

    // An answer that never ends is ended.
    private const int MostCharacters = 100_000;

    /// <exception cref="CortexException">the model failed</exception>
    public async Task<Written> WriteAsync(List<ChatMessage> messages, ConversationOptions options, int passages)
    {
        var (text, markers, opening) = (new StringBuilder(), new MarkerStream(passages), new StringBuilder());
        string? answeredBy = null;
        var said = false;
        tell(new AnswerProgress.Step(ChatState.Writing));
        await foreach (var update in chat.GetStreamingResponseAsync(messages, options, context.Cancellation))
        {
            answeredBy = ModelAnswer.Speaker(update)?.ToString() ?? answeredBy;
            foreach (var content in update.Contents)
            {
                switch (content)
                {
                    case NoticeContent notice:
                        if (notice.Kind == NoticeKind.Restarted) (text, markers, opening, said) = (new StringBuilder(), new MarkerStream(passages), new StringBuilder(), false);
                        tell(new AnswerProgress.Step(StateOf(notice.Kind), notice.Text));
                        break;
                    case TextContent { Text: { Length: > 0 } piece } when text.Length < MostCharacters:
                        text.Append(piece);
                        Show(piece);
                        break;
                    case UsageContent { Details: var usage }:
                        context.Used(answeredBy ?? "", usage.InputTokenCount, usage.OutputTokenCount);
                        break;
                }
            }
        }

        if (!said && !AnswerPrompt.IsNotFound(opening.ToString())) Say(opening.ToString());
        if (markers.End() is { Length: > 0 } rest) tell(new AnswerProgress.Piece(rest));
        return new Written(text.ToString(), markers.Order, answeredBy);

        // That it is not in the library is said in words, not by the model's signal.
        void Show(string piece)
        {
            if (said)
            {
                Say(piece);
                return;
            }

            opening.Append(piece);
            if (!AnswerPrompt.NotFound.StartsWith(opening.ToString().TrimStart(), StringComparison.Ordinal) && !AnswerPrompt.IsNotFound(opening.ToString()))
            {
                said = true;
                Say(opening.ToString());
            }
        }

        void Say(string piece)
        {
            if (markers.Add(piece) is { Length: > 0 } ready) tell(new AnswerProgress.Piece(ready));
        }
    }

    private static ChatState StateOf(NoticeKind kind) => kind switch
    {
        NoticeKind.LoadingModel => ChatState.LoadingModel,
        NoticeKind.Restarted => ChatState.Restarted,
        _ => ChatState.Retrying,
    };
}
