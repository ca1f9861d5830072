using System.Text.Json.Serialization;
using Cortex.Contract.Import;

namespace Cortex.Contract.Sources;

/// <summary>A folder that the library keeps in step with, and how it stands.</summary>
public sealed record SourceStatus
{
    public required long Id { get; init; }

    /// <summary>Of the folder, absolute.</summary>
    public required string Path { get; init; }

    /// <summary>What comes in from it is tagged so.</summary>
    public required IReadOnlyList<string> Tags { get; init; }
    public required SourceState State { get; init; }

    /// <summary>Files that are in the library.</summary>
    public required long Files { get; init; }

    /// <summary>Items whose file is gone or left out now; they stay until they are deleted.</summary>
    public required long Vanished { get; init; }

    /// <summary>Left out, by reason; a skipped folder counts once.</summary>
    public required IReadOnlyDictionary<string, int> Skipped { get; init; }

    /// <summary>What was left out and why, by path below the folder; at most as many as asked for.</summary>
    public required IReadOnlyList<SkippedFile> SkippedFiles { get; init; }
    public required DateTime AddedAt { get; init; }

    /// <summary>When it was last gone through to its end; null when it never was.</summary>
    public required DateTime? ScannedAt { get; init; }

    /// <summary>How long that took, in milliseconds.</summary>
    public required long? TookMs { get; init; }

    /// <summary>Why it cannot be gone through, or is not watched, and what to do; null when nothing is wrong.</summary>
    public required string? Error { get; init; }
}

/// <summary>How a source stands.</summary>
[JsonConverter(typeof(WireEnumConverter<SourceState>))]
public enum SourceState
{
    /// <summary>It has not been gone through to its end yet.</summary>
    Reading,

    /// <summary>A server follows every change.</summary>
    Watched,

    /// <summary>A server looks for changes now and then, since it is not told of them or could not follow them; <c>error</c> says why.</summary>
    Polled,

    /// <summary>As it was when it was last gone through; <c>cortex sync</c> or a server brings it up to date.</summary>
    Idle,

    /// <summary>It cannot be gone through; <c>error</c> says why.</summary>
    Trouble,
}

public sealed record SourceList(IReadOnlyList<SourceStatus> Sources);

/// <summary>A folder to follow.</summary>
public sealed record AddSourceRequest
{
    /// <summary>Of a folder on this machine, absolute.</summary>
    public string? Path { get; init; }
    public IReadOnlyList<string>? Tags { get; init; }
}

/// <summary>What <c>cortex sync --json</c> prints.</summary>
public sealed record SyncReport(IReadOnlyList<SyncedSource> Sources);

/// <summary>What one source brought; <c>report</c> is null when it could not be gone through, and <c>error</c> says why.</summary>
public sealed record SyncedSource(string Path, ImportReport? Report, string? Error);
