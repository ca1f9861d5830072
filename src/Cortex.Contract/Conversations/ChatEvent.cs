using System.Text.Json.Serialization;
using Cortex.Contract.Answers;

namespace Cortex.Contract.Conversations;

/// <summary>What the chat socket sends: statuses, pieces of the answer, its citations, then <c>done</c> or <c>error</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ChatStatus), "status")]
[JsonDerivedType(typeof(ChatChunk), "chunk")]
[JsonDerivedType(typeof(ChatCitations), "citations")]
[JsonDerivedType(typeof(ChatDone), "done")]
[JsonDerivedType(typeof(ChatError), "error")]
public abstract record ChatEvent;

/// <param name="State">What is being done.</param>
/// <param name="Text">For a person; null where the state says it all.</param>
/// <param name="MessageId">The answer's.</param>
/// <param name="Passages">With <c>found</c>: what the answer will stand on, best first.</param>
public sealed record ChatStatus(ChatState State, string? Text, string MessageId, IReadOnlyList<Citation>? Passages = null) : ChatEvent;

[JsonConverter(typeof(WireEnumConverter<ChatState>))]
public enum ChatState
{
    /// <summary>An earlier question of the conversation is being answered.</summary>
    Waiting,
    Searching,

    /// <summary>Passages were found; they come along.</summary>
    Found,

    /// <summary>Nothing fits: other words are tried.</summary>
    Rewriting,

    /// <summary>The model is being loaded, which may take a while.</summary>
    LoadingModel,
    Writing,

    /// <summary>The model failed and is asked again, or another of the user's choice.</summary>
    Retrying,

    /// <summary>What came so far is void: the answer begins anew.</summary>
    Restarted,

    /// <summary>Each sentence is held against the passage that it cites.</summary>
    Checking,

    /// <summary>Sentences without support are written anew.</summary>
    Correcting,
}

/// <summary>A piece of the answer, in order. What <c>done</c> carries is the answer as it was checked.</summary>
public sealed record ChatChunk(string Content) : ChatEvent;

public sealed record ChatCitations(IReadOnlyList<Citation> Citations) : ChatEvent;

/// <param name="MessageId">The answer's.</param>
/// <param name="Message">As it is stored.</param>
public sealed record ChatDone(string MessageId, Message Message) : ChatEvent;

/// <param name="Code">As in problem documents.</param>
/// <param name="Message">What is wrong, and what to do.</param>
/// <param name="MessageId">The answer that failed; null where what was sent is no question.</param>
public sealed record ChatError(string Code, string Message, string? MessageId = null) : ChatEvent;

/// <summary>What a client sends: a question, <c>{"type":"stop"}</c>, or <c>{"type":"follow","message_id":…}</c> to have an answer under way sent from its beginning.</summary>
public sealed record ChatRequest(string? Type = null, string? Message = null, string? MessageId = null);
