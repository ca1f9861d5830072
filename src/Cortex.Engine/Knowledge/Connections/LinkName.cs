using System.Buffers;
using Cortex.Engine.Language;

namespace Cortex.Engine.Knowledge.Connections;

/// <summary>What a link names: a document by its name, and where that is to be found.</summary>
internal static class LinkName
{
    public const string NoteExtension = ".md";

    /// <summary>Where Notion's pages have their ids.</summary>
    public const string NotionPrefix = "notion:";

    private const int NotionIdLength = 32;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>A name as both sides of a link spell it, or near enough: case, accents and a note's extension do not count.</summary>
    public static string Fold(string name)
    {
        name = name.Trim();
        return TextFolding.Fold(name.EndsWith(NoteExtension, StringComparison.OrdinalIgnoreCase) ? name[..^NoteExtension.Length] : name);
    }

    /// <summary>The path or name in a target, without the part of the document that it may point to; null for a place in the same document.</summary>
    public static string? Path(string target, bool isAddress)
    {
        var end = target.AsSpan().IndexOfAny(isAddress ? "#?" : "#^");
        var path = end < 0 ? target : target[..end];
        if (isAddress) path = Uri.UnescapeDataString(path);
        path = path.Trim().Replace('\\', '/').TrimEnd('/');
        return path.Length == 0 || path.Contains('\0') ? null : path;
    }

    /// <summary>The last part of a path, folded.</summary>
    public static string Of(string path) => Fold(path[(path.LastIndexOf('/') + 1)..]);

    /// <summary>The identity that a path or an id leads to, as seen from a document; null where it names nothing but a name.</summary>
    public static string? SourceKey(string ownKey, string path)
    {
        // Notion's pages name each other by files that are nowhere; the names end with the id, the last in a path being the page's.
        if (ownKey.StartsWith(NotionPrefix, StringComparison.Ordinal)) return NotionId(path) is { } id ? NotionPrefix + id.ToLowerInvariant() : null;
        if (!System.IO.Path.IsPathRooted(ownKey) || path.StartsWith('/')) return null;
        try
        {
            return System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(ownKey)!, path));
        }
        catch (Exception error) when (error is ArgumentException or PathTooLongException)
        {
            return null;
        }
    }

    private static string? NotionId(ReadOnlySpan<char> path)
    {
        for (var end = path.Length; end >= NotionIdLength;)
        {
            var last = path[..end].LastIndexOfAny(HexDigits);
            if (last < 0) return null;
            var before = path[..(last + 1)].LastIndexOfAnyExcept(HexDigits);
            if (last - before == NotionIdLength) return path[(before + 1)..(last + 1)].ToString();
            end = before;
        }

        return null;
    }
}
