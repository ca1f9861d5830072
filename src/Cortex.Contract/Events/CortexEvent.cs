using System.Text.Json.Serialization;
using Cortex.Contract.Items;

namespace Cortex.Contract.Events;

/// <summary>Something that happened to the library. <c>seq</c> grows and is never reused: resume with <c>?after=seq</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ItemCreated), "item_created")]
[JsonDerivedType(typeof(ItemUpdated), "item_updated")]
[JsonDerivedType(typeof(ItemDeleted), "item_deleted")]
[JsonDerivedType(typeof(ItemRestored), "item_restored")]
[JsonDerivedType(typeof(StageChanged), "stage_changed")]
[JsonDerivedType(typeof(IndexProgress), "index_progress")]
[JsonDerivedType(typeof(SettingsChanged), "settings_changed")]
[JsonDerivedType(typeof(SourcesChanged), "sources_changed")]
[JsonDerivedType(typeof(ConversationChanged), "conversation_changed")]
[JsonDerivedType(typeof(DigestCreated), "digest_created")]
[JsonDerivedType(typeof(LibraryReloaded), "library_reloaded")]
public abstract record CortexEvent
{
    public required long Seq { get; init; }
}

public sealed record ItemCreated : CortexEvent { public required string ItemId { get; init; } }

public sealed record ItemUpdated : CortexEvent { public required string ItemId { get; init; } }

public sealed record ItemDeleted : CortexEvent { public required string ItemId { get; init; } }

public sealed record ItemRestored : CortexEvent { public required string ItemId { get; init; } }

/// <summary>A stage of an item moved; <c>processing_status</c> is the item's after the move.</summary>
public sealed record StageChanged : CortexEvent
{
    public required string ItemId { get; init; }
    public required string Stage { get; init; }
    public required StageStatus Status { get; init; }
    public required string? Reason { get; init; }
    public required ProcessingStatus ProcessingStatus { get; init; }
}

/// <summary>How far a stage is over the whole library; sent by the sockets about once a second while it is under way and when it ends, never logged: its <c>seq</c> is that of the last logged event.</summary>
public sealed record IndexProgress : CortexEvent
{
    public required string Stage { get; init; }
    public required long Done { get; init; }
    public required long Total { get; init; }

    /// <summary>About; null when nothing is left or nothing is known.</summary>
    public required double? SecondsLeft { get; init; }
}

/// <summary>A setting, or a saved search, is another from now on.</summary>
public sealed record SettingsChanged : CortexEvent;

/// <summary>A folder is followed from now on or no longer, was gone through, or could not be: read the sources anew.</summary>
public sealed record SourcesChanged : CortexEvent;

/// <summary>A conversation began, got a question or an answer, was renamed or deleted.</summary>
public sealed record ConversationChanged : CortexEvent { public required string ConversationId { get; init; } }

/// <summary>A digest was made.</summary>
public sealed record DigestCreated : CortexEvent { public required string DigestId { get; init; } }

/// <summary>A backup was restored, or the log no longer reaches back to where the reader was: read everything anew.</summary>
public sealed record LibraryReloaded : CortexEvent;

public sealed record EventPage(IReadOnlyList<CortexEvent> Events, long LastSeq);
