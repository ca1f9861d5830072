using System.Text.Json.Serialization;

namespace Cortex.Contract.Digests;

/// <summary>What came into the library in a time, and what it has to do with the rest.</summary>
public sealed record LibraryDigest
{
    public required string Id { get; init; }
    public required DigestPeriod Period { get; init; }

    /// <summary>What was captured from here on is new in it.</summary>
    public required DateTime From { get; init; }

    /// <summary>Exclusive; of one of today it is still to come.</summary>
    public required DateTime Until { get; init; }
    public required DateTime CreatedAt { get; init; }

    /// <summary>All of it, items as links to <c>/items/{id}</c>.</summary>
    public required string Markdown { get; init; }
    public required DigestSections Sections { get; init; }

    /// <summary>Who wrote the introduction, <c>provider:model</c> as it answered; null: it is counted, not written.</summary>
    public required string? Model { get; init; }
}

[JsonConverter(typeof(WireEnumConverter<DigestPeriod>))]
public enum DigestPeriod
{
    /// <summary>Yesterday, and today so far.</summary>
    Daily,

    /// <summary>Last week, and this one so far; weeks begin on Monday.</summary>
    Weekly,

    /// <summary>The seven days before it was asked for.</summary>
    Manual,
}

/// <summary>A section that has nothing to say is empty.</summary>
public sealed record DigestSections
{
    /// <summary>One or two sentences.</summary>
    public required string Introduction { get; init; }

    /// <summary>The newest first; of many, the first.</summary>
    public required IReadOnlyList<DigestItem> Recent { get; init; }

    /// <summary>How many came in.</summary>
    public required long RecentTotal { get; init; }
    public required IReadOnlyList<DigestConnection> Connections { get; init; }

    /// <summary>Old and unopened, and yet about what is recent.</summary>
    public required IReadOnlyList<DigestItem> Gems { get; init; }
    public required IReadOnlyList<DigestTheme> Themes { get; init; }
}

/// <summary>An item of a digest; its reason says why it is there, null where that needs no telling.</summary>
public sealed record DigestItem(string ItemId, string Title, DateTime CreatedAt, string? Reason);

/// <summary>A recent item and what it is connected with.</summary>
public sealed record DigestConnection(string ItemId, string Title, string OtherId, string OtherTitle, string Reason);

/// <summary>Recent items that are about the same.</summary>
public sealed record DigestTheme(string Label, IReadOnlyList<string> ItemIds);

/// <summary>The latest first.</summary>
public sealed record DigestPage(IReadOnlyList<DigestSummary> Digests, long Total);

/// <summary>A digest in a list.</summary>
public sealed record DigestSummary(string Id, DigestPeriod Period, DateTime From, DateTime Until, DateTime CreatedAt, string Introduction, long RecentTotal);

public sealed record CreateDigestRequest
{
    /// <summary>Manual unless said.</summary>
    public DigestPeriod? Period { get; init; }

    /// <summary>Also where there is one of that time: it takes its place.</summary>
    public bool? Again { get; init; }
}
