using System.Text.RegularExpressions;
using Cortex.Engine.Language;

namespace Cortex.Engine.Knowledge.Connections;

/// <summary>What a link names: a document by its name, and where that is to be found.</summary>
internal static partial class LinkName
{
    public const string NoteExtension = ".md";

    /// <summary>Where Notion's pages have their ids.</summary>
    public const string NotionPrefix = "notion:";

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
        if (ownKey.StartsWith(NotionPrefix, StringComparison.Ordinal)) return NotionId().Match(path) is { Success: true } id ? NotionPrefix + id.Value.ToLowerInvariant() : null;
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

    [GeneratedRegex("(?<![0-9a-fA-F])[0-9a-fA-F]{32}(?![0-9a-fA-F])", RegexOptions.RightToLeft)]
    private static partial Regex NotionId();
}
