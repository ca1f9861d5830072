namespace Cortex.Contract.Status;

public sealed record DatabaseStatus
{
    /// <summary>The folder that holds everything.</summary>
    public required string DataFolder { get; init; }
    public required int SchemaVersion { get; init; }
    public required string SqliteVersion { get; init; }
    public required string JournalMode { get; init; }
    public required long SizeBytes { get; init; }
    public required long WalBytes { get; init; }
    public required long Items { get; init; }
    public required long Trashed { get; init; }
    public required long Chunks { get; init; }

    /// <summary>Changes when a backup is restored: everything cached from before is void.</summary>
    public required string LibraryEpoch { get; init; }
    public required IReadOnlyList<string> AppliedMigrations { get; init; }
}

/// <summary>What <c>cortex backup</c> and <c>cortex restore</c> report.</summary>
public sealed record BackupReport(string File, long SizeBytes, long Items, string ContentSha256, string? SetAside);
