using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Knowledge.Parsing.Files;
using Cortex.Engine.Sources;
using Cortex.Engine.Sources.Platform;

namespace Cortex.Engine.Export;

/// <summary>The user's own file that an item came from, where it is a document whose bytes the library does not hold.</summary>
internal static class OwnFile
{
    private const long MaxBytes = 1024L * 1024 * 1024;

    /// <summary>Null where the item came from no such file.</summary>
    public static string? PathOf(StoredItem item) =>
        item.SourceKey is { } key && Path.IsPathFullyQualified(key) && !key.Contains('\0') && FileReaders.Reads(Path.GetFileName(key)) ? key : null;

    /// <summary>Opens it, or says why not. A link is not followed: it may have been put there since.</summary>
    public static FileStream? Open(string path, out string? reason)
    {
        reason = null;
        try
        {
            if (FileKind.Of(path) == EntryKind.Missing) reason = "gone";
            else if (!FileKind.IsRegular(path)) reason = WireName.Of(SkipReason.Special);
            else if (RealPath.Of(path) != Path.GetFullPath(path)) reason = "link";
            else if (new FileInfo(path).Length > MaxBytes) reason = WireName.Of(SkipReason.TooLarge);
            else return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            reason = WireName.Of(SkipReason.Unreadable);
        }

        return null;
    }
}
