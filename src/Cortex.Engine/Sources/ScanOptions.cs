namespace Cortex.Engine.Sources;

public sealed record ScanOptions
{
    public const long DefaultMaxFileBytes = 10 * 1024 * 1024;

    public static ScanOptions Default { get; } = new();

    /// <summary>Larger files are skipped.</summary>
    public long MaxFileBytes { get; init; } = DefaultMaxFileBytes;

    /// <summary>The same for documents that are no plain text: most of a PDF or a book is pictures.</summary>
    public long MaxDocumentBytes => MaxFileBytes > long.MaxValue / 10 ? long.MaxValue : MaxFileBytes * 10;

    /// <summary>What is known of the files already; null: each is looked into.</summary>
    public IKnownFiles? Known { get; init; }

    /// <summary>The part of the folder to look at; null: all of it.</summary>
    public PathFilter? Only { get; init; }

    /// <summary>The library's own folder, which never comes in: it holds a key, and grows with whatever comes in.</summary>
    public string? Library { get; init; }

    /// <summary>Whether ignore patterns and file names are compared without regard to ASCII case.</summary>
    public bool IgnoreCase { get; init; } = GitIgnore.IgnoreRules.IgnoreCaseByDefault;
}
