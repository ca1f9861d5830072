using System.Text.Json.Serialization;
using Cortex.Contract.Answers;
using Cortex.Contract.Search;

namespace Cortex.Contract.Conversations;

/// <summary>A question, or the answer to the one before it.</summary>
public sealed record Message
{
    public required string Id { get; init; }
    public required string ConversationId { get; init; }
    public required MessageRole Role { get; init; }

    /// <summary>Of an answer: with <c>[n]</c> markers; empty until it is there.</summary>
    public required string Content { get; init; }
    public required MessageStatus Status { get; init; }
    public required DateTime CreatedAt { get; init; }

    /// <summary>Of an answer: false when the library does not hold one. Null of a question, and while it is answered.</summary>
    public required bool? Answered { get; init; }
    public required IReadOnlyList<AnswerSentence> Sentences { get; init; }
    public required IReadOnlyList<Citation> Citations { get; init; }

    /// <summary><c>provider:model</c> that answered; null of a question.</summary>
    public required string? AnsweredBy { get; init; }

    /// <summary>How much of the library could be searched; null of a question.</summary>
    public required Coverage? Coverage { get; init; }

    /// <summary>Why it is not as it was asked for: the model failed, or it was stopped.</summary>
    public required string? Notice { get; init; }

    /// <summary>What a model had written when it was stopped; the answer is made of sentences of the library then.</summary>
    public required string? Draft { get; init; }
    public required double? TookMs { get; init; }

    /// <summary>Its workflow run; null of a question.</summary>
    public required string? RunId { get; init; }
}

[JsonConverter(typeof(WireEnumConverter<MessageRole>))]
public enum MessageRole
{
    User,
    Assistant,
}

[JsonConverter(typeof(WireEnumConverter<MessageStatus>))]
public enum MessageStatus
{
    /// <summary>Being answered, also while nobody watches.</summary>
    Answering,
    Completed,

    /// <summary>By the user.</summary>
    Stopped,

    /// <summary><c>notice</c> says why.</summary>
    Failed,
}

/// <summary>A question. Both names are taken.</summary>
public sealed record SendMessageRequest(string? Message = null, string? Content = null);
