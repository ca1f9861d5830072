using System.IO.Enumeration;

namespace Cortex.Engine.Sources;

/// <summary>One name in a folder, with what listing it already told.</summary>
internal readonly record struct ListedEntry(string Name, bool IsFolder, bool IsLink, bool IsHidden, long Size, DateTimeOffset LastWriteTime)
{
    private static readonly EnumerationOptions _everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false };

    /// <summary>A folder's entries in the order of their relative paths, in which a folder's name ends with '/'.</summary>
    /// <exception cref="IOException">It cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be listed.</exception>
    public static ListedEntry[] In(string folder)
    {
        var entries = new FileSystemEnumerable<ListedEntry>(folder, Read, _everything).ToArray();
        Array.Sort(entries, Compare);
        return entries;
    }

    private static ListedEntry Read(ref FileSystemEntry entry)
    {
        var attributes = entry.Attributes;
        var name = entry.FileName.ToString();

        // A reparse point that is no link (a cloud placeholder, a deduplicated file) is an ordinary file.
        var isLink = attributes.HasFlag(FileAttributes.ReparsePoint) && (!OperatingSystem.IsWindows() || IsWindowsLink(entry.ToFullPath()));
        return new ListedEntry(
            name,
            entry.IsDirectory && !isLink,
            isLink,
            name[0] == '.' || attributes.HasFlag(FileAttributes.Hidden),
            entry.Length,
            entry.LastWriteTimeUtc);
    }

    private static bool IsWindowsLink(string path) => new FileInfo(path).LinkTarget is not null;

    private static int Compare(ListedEntry a, ListedEntry b)
    {
        var common = a.Name.AsSpan().CommonPrefixLength(b.Name);
        return EndedAt(a, common).CompareTo(EndedAt(b, common));
    }

    private static int EndedAt(in ListedEntry entry, int index) =>
        index < entry.Name.Length ? entry.Name[index]
        : entry.IsFolder ? '/'
        : -1;
}
