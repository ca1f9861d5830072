using System.Buffers;
using System.Collections.Frozen;
using System.Net;
using Cortex.Contract.Errors;

namespace Cortex.Engine.Sources.Web;

/// <summary>Reads the address of a page: one spelling of each, and none that programs read in different ways.</summary>
public static class WebAddress
{
    private const int MaxLength = 8000;
    private static readonly SearchValues<char> White = SearchValues.Create(" \t\r\n\f\v"), PathEnds = SearchValues.Create("?#"), AuthorityEnds = SearchValues.Create("/?#"), HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>The ports that browsers refuse: services that could take an HTTP request for something of their own.</summary>
    private static readonly FrozenSet<int> RefusedPorts = FrozenSet.ToFrozenSet(
    [
        0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179,
        389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000,
        6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
    ]);

    /// <summary>Whether a text is one address of a page and nothing else.</summary>
    public static bool IsOne(string text) =>
        (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) && !text.AsSpan().ContainsAny(White);

    /// <summary>The address without fragment, its host in lower-case ASCII.</summary>
    /// <exception cref="CortexException">no address of a page, or one that is never fetched; the message says why</exception>
    public static Uri Parse(string text)
    {
        text = text.Trim();
        if (text.Length > MaxLength) throw Invalid($"Must have at most {MaxLength:N0} characters.");
        if (text.AsSpan().IndexOfAnyInRange('\0', ' ') >= 0 || text.Contains('\u007F', StringComparison.Ordinal)) throw Invalid("Must not have spaces or control characters in it.");
        if (HasBackslash(text)) throw Invalid("Must not have a backslash in it.");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) throw Invalid("Must be an absolute http or https URL.");
        if (uri.UserInfo.Length > 0 || Authority(text).Contains('@')) throw Invalid("Must not have a user name or password in it.");
        if (RefusedPorts.Contains(uri.Port)) throw new CortexException(ErrorCode.AddressRefused, $"Port {uri.Port} belongs to another service than the web; pages are not fetched from it.");
        var host = Host(uri);
        return new Uri($"{uri.Scheme}://{(uri.HostNameType == UriHostNameType.IPv6 ? $"[{host}]" : host)}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}{uri.PathAndQuery}");
    }

    /// <summary>Where a redirect leads.</summary>
    /// <exception cref="CortexException">nowhere that is fetched</exception>
    public static Uri Redirect(Uri from, string location)
    {
        location = location.Trim();
        if (HasBackslash(location) || location.AsSpan().IndexOfAnyInRange('\0', '\u001F') >= 0 || !Uri.TryCreate(from, location, out var target))
            throw new CortexException(ErrorCode.PageUnreachable, $"{from.Host} sends on to an address that cannot be read.");
        try
        {
            target = Parse(target.AbsoluteUri);
        }
        catch (CortexException error)
        {
            throw new CortexException(ErrorCode.AddressRefused, $"{from.Host} sends on to an address that is not fetched. {(error.Fields.Count > 0 ? error.Fields[0].Message : error.Message)}", error);
        }

        if (from.Scheme == "https" && target.Scheme == "http")
            throw new CortexException(ErrorCode.AddressRefused, $"{from.Host} sends on from https to the unprotected {target.AbsoluteUri}. Add that address itself if you trust the way to it.");
        return target;
    }

    /// <summary>What is looked up and connected to: a name, or an address without brackets.</summary>
    public static string Host(Uri uri)
    {
        string host;
        try
        {
            host = uri.IdnHost.TrimEnd('.').ToLowerInvariant();
        }
        catch (UriFormatException)
        {
            throw Invalid("Has a host that is no name.");
        }

        if (host.Contains('%', StringComparison.Ordinal)) throw Invalid("Must not name a network interface.");
        // What ends in a number is an IPv4 address to some programs and a name to others; those that are addresses to all were read as such.
        if (uri.HostNameType == UriHostNameType.Dns && EndsInNumber(host)) throw Invalid("Has a host that is neither a name nor an address.");
        if (host.Length == 0) throw Invalid("Has no host.");
        return host;
    }

    internal static bool IsLiteral(string host, out IPAddress address) => IPAddress.TryParse(host, out address!);

    private static bool EndsInNumber(string host)
    {
        var last = host.AsSpan(host.LastIndexOf('.') + 1);
        var isHex = last.StartsWith("0x") && last[2..].IndexOfAnyExcept(HexDigits) < 0;
        return isHex || last.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    private static bool HasBackslash(string text) => text.AsSpan(0, text.AsSpan().IndexOfAny(PathEnds) is >= 0 and var end ? end : text.Length).Contains('\\');

    private static ReadOnlySpan<char> Authority(string text)
    {
        var rest = text.AsSpan(text.IndexOf("//", StringComparison.Ordinal) + 2);
        return rest.IndexOfAny(AuthorityEnds) is >= 0 and var end ? rest[..end] : rest;
    }

    private static CortexException Invalid(string message) => CortexException.Invalid("url", message);
}
