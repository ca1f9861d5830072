using Cortex.Contract.Import;

namespace Cortex.Contract.Export;

/// <summary>What an export wrote.</summary>
public sealed record ExportReport
{
    /// <summary>The folder; null where it was sent as a ZIP archive.</summary>
    public required string? Folder { get; init; }

    /// <summary>Items, those in the trash not counted.</summary>
    public required long Items { get; init; }

    /// <summary>Items in the trash; they stand in <c>cortex.json</c> alone.</summary>
    public required long Trashed { get; init; }

    /// <summary>Earlier revisions of items.</summary>
    public required long Revisions { get; init; }

    /// <summary>Files below <c>originals/</c>.</summary>
    public required long Originals { get; init; }
    public required long Highlights { get; init; }
    public required long Files { get; init; }

    /// <summary>Bytes of all files, before any compression.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Files of the user's own that items came from and that could not be copied, at most the first 1,000; their text is in the export.</summary>
    public required IReadOnlyList<SkippedFile> LeftOut { get; init; }
    public required double TookMs { get; init; }
}
