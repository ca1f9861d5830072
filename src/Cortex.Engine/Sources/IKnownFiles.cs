namespace Cortex.Engine.Sources;

/// <summary>What an earlier walk found: a file that is the same by size and time need not be opened again.</summary>
public interface IKnownFiles
{
    /// <summary>Whether the file was looked into before and has not changed since.</summary>
    /// <param name="relativePath">See <see cref="ScanEntry"/>.</param>
    /// <param name="size">In bytes.</param>
    /// <param name="lastWriteTime">In UTC.</param>
    bool IsUnchanged(string relativePath, long size, DateTimeOffset lastWriteTime);

    /// <summary>Whether a file came in under its own name before.</summary>
    bool CameIn(string relativePath);
}
