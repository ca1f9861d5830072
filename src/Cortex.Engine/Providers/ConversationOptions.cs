using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers;

/// <summary>Options of a call within a conversation, with its place in it: what is sent may be a part of the conversation only.</summary>
public sealed class ConversationOptions : ChatOptions
{
    public ConversationOptions()
    {
    }

    private ConversationOptions(ConversationOptions other) : base(other) => (Turn, Call) = (other.Turn, other.Call);

    /// <summary>The user's question in the conversation, from 0.</summary>
    public required int Turn { get; init; }

    /// <summary>The call of a model for that question, from 0.</summary>
    public required int Call { get; init; }

    public override ChatOptions Clone() => new ConversationOptions(this) { Turn = Turn, Call = Call };
}
