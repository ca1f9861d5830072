using System.Text.RegularExpressions;

namespace Cortex.Engine.Knowledge.Parsing.Html;

/// <summary>Where a page came from that a browser saved as a file: browsers and SingleFile note it in a comment at its beginning.</summary>
public static partial class SavedFrom
{
    private const int Beginning = 4000;
    private const int MaxLength = 4096;

    /// <summary>The page's address; null where nothing says so.</summary>
    public static string? Url(string html)
    {
        var match = Comment().Match(html, 0, Math.Min(html.Length, Beginning));
        return match.Success && match.Groups[1].Value is { Length: <= MaxLength } url && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? url : null;
    }

    [GeneratedRegex(@"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s<>""]+)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Comment();
}
