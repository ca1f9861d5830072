namespace Cortex.Engine.Sources;

/// <summary>What to import.</summary>
public sealed record ImportRequest
{
    /// <summary>Folders and files.</summary>
    public required IReadOnlyList<string> Paths { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Only say what would come in.</summary>
    public bool DryRun { get; init; }
    public long MaxFileBytes { get; init; } = ScanOptions.DefaultMaxFileBytes;
}

/// <summary>How far an import is: files read so far, and whether all have been found.</summary>
public sealed record ImportProgress(int Read, int Skipped, string Current);
