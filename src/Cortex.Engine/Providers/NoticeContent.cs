using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers;

/// <summary>What is happening to a call, told within its stream: it is no part of the answer.</summary>
public sealed class NoticeContent(NoticeKind kind, string text) : AIContent
{
    public NoticeKind Kind { get; } = kind;

    /// <summary>For a person.</summary>
    public string Text { get; } = text;

    /// <summary>How long until it goes on.</summary>
    public TimeSpan? Delay { get; init; }
}

public enum NoticeKind
{
    /// <summary>The model is being loaded; nothing else is to be expected for a while.</summary>
    LoadingModel,

    /// <summary>It failed and is tried again after a pause.</summary>
    Retrying,

    /// <summary>What was streamed so far is void: the answer begins anew.</summary>
    Restarted,

    /// <summary>Another model of the user's choice takes over.</summary>
    FallingBack,
}
