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

/// <summary>An item of a digest; its reason says why it is there in English words, null where that needs no telling. Because is the same, to be said in other languages; null also in digests of before it was kept.</summary>
public sealed record DigestItem(string ItemId, string Title, DateTime CreatedAt, string? Reason, DigestReason? Because = null);

/// <summary>A recent item and what it is connected with; its reason says how, in English words. Because is the same, to be said in other languages; null in digests of before it was kept.</summary>
public sealed record DigestConnection(string ItemId, string Title, string OtherId, string OtherTitle, string Reason, DigestReason? Because = null);

/// <summary>Why something stands in a digest. The names are what it names, as they stand in the library; empty where its kind says all.</summary>
public sealed record DigestReason(DigestReasonKind Kind, IReadOnlyList<string> Names);

[JsonConverter(typeof(WireEnumConverter<DigestReasonKind>))]
public enum DigestReasonKind
{
    LinksTo,
    LinkedFrom,

    /// <summary>Both name the same things: these.</summary>
    SharedNames,

    /// <summary>Near in meaning.</summary>
    Similar,

    /// <summary>Near in meaning to a recent item: its title.</summary>
    LikeRecent,

    /// <summary>An answer to what was asked lately: the question.</summary>
    Asked,
}

/// <summary>Recent items that are about the same. The titles are in the order of the items; null in digests of before they were kept.</summary>
public sealed record DigestTheme(string Label, IReadOnlyList<string> ItemIds, IReadOnlyList<string>? Titles = null);

/// <summary>The latest first.</summary>
public sealed record DigestPage(IReadOnlyList<DigestSummary> Digests, long Total);

/// <summary>A digest in a list. The model wrote the introduction, as in the digest; null: it is counted, in English.</summary>
public sealed record DigestSummary(string Id, DigestPeriod Period, DateTime From, DateTime Until, DateTime CreatedAt, string Introduction, long RecentTotal, string? Model);

public sealed record CreateDigestRequest
{
    /// <summary>Manual unless said.</summary>
    public DigestPeriod? Period { get; init; }

    /// <summary>Also where there is one of that time: it takes its place.</summary>
    public bool? Again { get; init; }
}
