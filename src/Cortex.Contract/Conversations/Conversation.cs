using Cortex.Contract.Search;

namespace Cortex.Contract.Conversations;

/// <summary>Questions and the library's answers, in their order.</summary>
public sealed record Conversation
{
    /// <summary>As whoever began it named it, up to 200 characters.</summary>
    public required string Id { get; init; }

    /// <summary>Null until it is named or has its first question.</summary>
    public required string? Title { get; init; }

    /// <summary>What is asked of every question in it; null: the whole library.</summary>
    public required SearchFilters? Filters { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }

    /// <summary>The oldest first.</summary>
    public required IReadOnlyList<Message> Messages { get; init; }
}

/// <summary>A conversation in a list.</summary>
public sealed record ConversationSummary
{
    public required string Id { get; init; }
    public required string? Title { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }

    /// <summary>Questions and answers.</summary>
    public required int MessageCount { get; init; }
}

/// <summary>The latest used first.</summary>
public sealed record ConversationPage(IReadOnlyList<ConversationSummary> Conversations, long Total);

/// <summary>Begins a conversation; without an id it is given one.</summary>
public sealed record CreateConversationRequest(string? Id = null, string? Title = null, SearchFilters? Filters = null);

/// <summary>Changes just the fields it carries. A title of null is taken from the first question again; filters of null ask the whole library.</summary>
public sealed class UpdateConversationRequest : PartialUpdate
{
    public string? Title { get; set => field = Carry(value); }
    public SearchFilters? Filters { get; set => field = Carry(value); }
}
