using Cortex.Contract.Answers;
using Cortex.Contract.Conversations;

namespace Cortex.Engine.Answers.Graph;

/// <summary>What happens while a question is answered, for whoever waits.</summary>
internal abstract record AnswerProgress
{
    internal sealed record Step(ChatState State, string? Text = null, IReadOnlyList<Citation>? Passages = null) : AnswerProgress;

    internal sealed record Piece(string Text) : AnswerProgress;
}
