using Cortex.Contract.Items;

namespace Cortex.Contract.Import;

/// <summary>What an import did, or with <c>dry_run</c> would do.</summary>
public sealed record ImportReport
{
    public required bool DryRun { get; init; }
    public required int Created { get; init; }
    public required int Updated { get; init; }
    public required int Moved { get; init; }
    public required int Unchanged { get; init; }

    /// <summary>Items whose file is no longer in its followed folder; they stay in the library.</summary>
    public int Vanished { get; init; }

    /// <summary>Left out, by reason; a skipped folder counts once.</summary>
    public required IReadOnlyDictionary<string, int> Skipped { get; init; }

    /// <summary>What was left out and why, at most the first 1,000.</summary>
    public required IReadOnlyList<SkippedFile> SkippedFiles { get; init; }

    /// <summary>With <c>dry_run</c>: the files that would come in.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The ids of the items that were created or changed, in the order of the files; at most the first 1,000.</summary>
    public required IReadOnlyList<string> ItemIds { get; init; }

    /// <summary>Items that were created or changed and are nearly a copy of another, each with the one it is most like; the most similar first, at most 100.</summary>
    public required IReadOnlyList<DuplicatePair> NearDuplicates { get; init; }

    /// <summary>All such items.</summary>
    public required long NearDuplicateCount { get; init; }

    /// <summary>Items that could be read but not processed; <c>cortex status</c> says why.</summary>
    public required long Failed { get; init; }
    /// <summary>Pages of bookmarks that were fetched, where that was asked for; those that could not be are among what was left out.</summary>
    public long Fetched { get; init; }

    public required double TookMs { get; init; }
}

/// <summary>A file that was left out, with a code that says why.</summary>
public sealed record SkippedFile(string Path, string Reason)
{
    /// <summary>The reason in a sentence, where the file itself was looked into; null otherwise.</summary>
    public string? Detail { get; init; }
}
