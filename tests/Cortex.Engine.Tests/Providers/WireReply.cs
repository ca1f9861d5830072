namespace Cortex.Engine.Tests.Providers;

/// <summary>A streamed answer, apart from any provider's wire format. Each part is a piece of the stream of its own.</summary>
internal sealed record WireReply(params WirePart[] Parts)
{
    /// <summary>Who says to have answered; null: the model that was asked for.</summary>
    public string? Model { get; init; }
    public WireFinish Finish { get; init; }

    /// <summary>Null: the server tells none.</summary>
    public WireUsage? Usage { get; init; } = new(11, 7, 0);

    public static WireReply Of(params string[] texts) => new([.. texts.Select(text => new TextPart(text))]);
}

internal abstract record WirePart;

internal sealed record TextPart(string Text) : WirePart;

/// <summary>What the model thinks, in the format's own field for that.</summary>
internal sealed record ReasoningPart(string Text) : WirePart;

/// <param name="Index">Its number among the answer's calls.</param>
/// <param name="Id">Null: the server gives none.</param>
/// <param name="Arguments">JSON, in the fragments it is streamed in.</param>
internal sealed record CallPart(int Index, string? Id, string Name, params string[] Arguments) : WirePart;

/// <param name="Input">All input tokens, those from the cache among them.</param>
internal sealed record WireUsage(int Input, int Output, int Cached);

internal enum WireFinish { Stop, Length, ToolCalls, ContentFilter }

internal enum WireError { BadKey, Forbidden, NoModel, RateLimited, ServerError, Overloaded, ContextTooLong, OutOfMemory }
