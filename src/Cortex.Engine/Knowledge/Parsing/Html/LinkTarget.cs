namespace Cortex.Engine.Knowledge.Parsing.Html;

/// <summary>Resolves what a link points to, and refuses what must not become a link.</summary>
internal sealed class LinkTarget
{
    private const int MaxLength = 4096;
    private readonly Uri? _base;

    /// <param name="url">The document's address.</param>
    /// <param name="baseHref">What the document names as its base, itself relative to the address.</param>
    public LinkTarget(string? url, string? baseHref = null)
    {
        _base = Web(url) is { } found ? found : null;
        if (!string.IsNullOrWhiteSpace(baseHref))
        {
            _base = _base is not null && Uri.TryCreate(_base, baseHref.Trim(), out var joined) && IsWeb(joined) ? joined : Web(baseHref.Trim()) ?? _base;
        }
    }

    /// <summary>The absolute target where a base is known, else the target as written; null where it is no address a reader could follow.</summary>
    public string? Resolve(string? href)
    {
        if (href is null || href.Length > MaxLength)
        {
            return null;
        }

        // As browsers do: "java\nscript:" is a scheme, too.
        var target = href.AsSpan().IndexOfAny("\t\n\r") < 0 ? href : string.Concat(href.Split('\t', '\n', '\r'));
        target = SourceText.WellFormed(target.Trim('\0', ' ', '\u00A0', '\f', '\v', '\u0001', '\u001F'));
        if (target.Length == 0 || target.AsSpan().IndexOfAnyInRange('\0', '\u001F') >= 0)
        {
            return null;
        }

        if (Scheme(target) is { IsEmpty: false } scheme)
        {
            return scheme.ToString().ToLowerInvariant() switch
            {
                "http" or "https" or "ftp" => Uri.TryCreate(target, UriKind.Absolute, out var absolute) ? absolute.AbsoluteUri : null,
                "mailto" or "tel" => target,
                _ => null,
            };
        }

        if (_base is not null)
        {
            return Uri.TryCreate(_base, target, out var joined) && IsWeb(joined) ? joined.AbsoluteUri : null;
        }

        return target.StartsWith("//", StringComparison.Ordinal) ? "https:" + target : target.StartsWith('#') ? null : target;
    }

    private static ReadOnlySpan<char> Scheme(string target)
    {
        var colon = target.AsSpan().IndexOfAny(":/?#");
        if (colon <= 0 || target[colon] != ':')
        {
            // A colon first of all is a scheme without a name: nothing we know how to follow, and no path either.
            return colon == 0 && target[0] == ':' ? target.AsSpan(0, 1) : [];
        }

        return target.AsSpan(0, colon);
    }

    private static Uri? Web(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var found) && IsWeb(found) ? found : null;

    private static bool IsWeb(Uri uri) => uri.Scheme is "http" or "https" or "ftp";
}
