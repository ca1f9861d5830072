namespace Cortex.Engine.Sources;

/// <summary>What a scan found: a <see cref="ScannedFile"/> or a <see cref="SkippedPath"/>.</summary>
/// <param name="FullPath">The path to open. File names are foreign text: neutralise them before they reach a terminal.</param>
/// <param name="RelativePath">Below the scanned folder, with '/' on every system; "" is the folder itself.</param>
public abstract record ScanEntry(string FullPath, string RelativePath);

/// <summary>A file to import.</summary>
/// <param name="FullPath">See <see cref="ScanEntry"/>.</param>
/// <param name="RelativePath">See <see cref="ScanEntry"/>.</param>
/// <param name="Size">In bytes, when it was looked at.</param>
/// <param name="LastWriteTime">In UTC.</param>
public sealed record ScannedFile(string FullPath, string RelativePath, long Size, DateTimeOffset LastWriteTime)
    : ScanEntry(FullPath, RelativePath)
{
    /// <summary>Whether it is as <see cref="ScanOptions.Known"/> knows it.</summary>
    public bool IsUnchanged { get; init; }
}

/// <summary>A file or folder left out. A folder stands for everything in it.</summary>
/// <param name="FullPath">See <see cref="ScanEntry"/>.</param>
/// <param name="RelativePath">See <see cref="ScanEntry"/>.</param>
/// <param name="IsFolder">A link is none, wherever it leads.</param>
/// <param name="Reason">The first that applies.</param>
public sealed record SkippedPath(string FullPath, string RelativePath, bool IsFolder, SkipReason Reason)
    : ScanEntry(FullPath, RelativePath);
