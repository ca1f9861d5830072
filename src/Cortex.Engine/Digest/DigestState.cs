using System.Text.Json.Serialization;
using Cortex.Contract.Digests;

namespace Cortex.Engine.Digest;

/// <summary>How far a digest is.</summary>
internal sealed record DigestState
{
    /// <summary>Of the digest that it becomes.</summary>
    public required string Id { get; init; }
    public required DigestPeriod Period { get; init; }

    /// <summary>In milliseconds since 1970, as the others.</summary>
    public required long From { get; init; }
    public required long Until { get; init; }
    public required long At { get; init; }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<string> Recent { get; init; } = [];
    public long RecentTotal { get; init; }
    public IReadOnlyList<ConnectionRef> Connections { get; init; } = [];
    public IReadOnlyList<GemRef> Gems { get; init; } = [];
    public IReadOnlyList<DigestTheme> Themes { get; init; } = [];

    /// <summary>What a model wrote; null: none did.</summary>
    public string? Introduction { get; init; }
    public string? Model { get; init; }
}

/// <summary>A recent item, what it is connected with, and how.</summary>
internal sealed record ConnectionRef(string Item, string Other, string Reason, DigestReason? Because)
{
    public static ConnectionRef Of(string item, string other, DigestReasonKind kind, params IReadOnlyList<string> names) => new(item, other, DigestText.Reason(kind, names), new DigestReason(kind, names));
}

/// <summary>An old item, and what brings it back.</summary>
internal sealed record GemRef(string Item, string Reason, DigestReason? Because)
{
    public static GemRef Of(string item, DigestReasonKind kind, string name) => new(item, DigestText.Reason(kind, [name]), new DigestReason(kind, [name]));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(DigestState))]
internal sealed partial class DigestJson : JsonSerializerContext;
