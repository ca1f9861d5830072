using System.Text;
using Cortex.Engine.Sources.Platform;

namespace Cortex.Engine.Sources.Exports;

/// <summary>What may be an export: a file with how it begins, or a folder with what lies in it.</summary>
/// <param name="Head">The first bytes of a file.</param>
/// <param name="Names">In a folder, of its files and folders.</param>
internal sealed record ExportCandidate(string Path, bool IsFolder, byte[] Head, IReadOnlyList<string> Names)
{
    private const int HeadBytes = 64 * 1024, MaxNames = 10_000;

    /// <summary>The beginning as text; damaged where it is none, or cut within a character.</summary>
    public string Text => field ??= Encoding.UTF8.GetString(Head).TrimStart('\uFEFF');

    /// <summary>Null where it cannot be looked at: who reads it says why.</summary>
    public static ExportCandidate? Of(string path)
    {
        try
        {
            path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
            if (Directory.Exists(path)) return new ExportCandidate(path, IsFolder: true, [], [.. Directory.EnumerateFileSystemEntries(path).Take(MaxNames).Select(entry => System.IO.Path.GetFileName(entry))]);
            // A pipe would be waited for, and can be read once only.
            if (!FileKind.IsRegular(path)) return null;
            using var file = File.OpenRead(path);
            var head = new byte[HeadBytes];
            return new ExportCandidate(path, IsFolder: false, head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)], []);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
