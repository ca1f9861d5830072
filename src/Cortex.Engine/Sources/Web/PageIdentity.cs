using System.Collections.Frozen;

namespace Cortex.Engine.Sources.Web;

/// <summary>What makes two addresses the same page: the same item is brought up to date then, and no copy made.</summary>
public static class PageIdentity
{
    /// <summary>Parameters that say where a reader came from, never what is read.</summary>
    private static readonly FrozenSet<string> Tracking = FrozenSet.ToFrozenSet(
    [
        "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "ttclid", "yclid", "igshid", "igsh", "li_fat_id", "mc_cid", "mc_eid", "mkt_tok", "oly_anon_id", "oly_enc_id",
        "vero_id", "vero_conv", "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsctatracking", "s_cid", "wickedid", "rb_clickid", "_openstat", "epik", "srsltid", "_ga", "_gl", "ml_subscriber", "ml_subscriber_hash",
    ], StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Prefixes = ["utm_", "pk_", "mtm_", "piwik_", "matomo_", "hsa_"];

    /// <summary>The names under which sites give the same pages to other devices.</summary>
    private static readonly string[] Variants = ["www.", "m.", "mobile.", "amp."];

    /// <param name="address">Where the redirects led.</param>
    /// <param name="canonical">What the page names as its address.</param>
    public static string Of(Uri address, string? canonical) => Normalize(Trusted(address, canonical) ?? address);

    /// <summary>Without default port, fragment and tracking; host in lower-case ASCII.</summary>
    public static string Normalize(Uri address)
    {
        var host = address.IdnHost.TrimEnd('.').ToLowerInvariant();
        if (address.HostNameType == UriHostNameType.IPv6) host = $"[{host}]";
        var query = string.Join('&', address.Query.TrimStart('?').Split('&').Where(part => part.Length > 0 && !IsTracking(part)));
        return $"{address.Scheme}://{host}{(address.IsDefaultPort ? "" : $":{address.Port}")}{address.AbsolutePath}{(query.Length > 0 ? "?" + query : "")}";
    }

    // A page speaks only for its own site, or it could take the place of another's. And a site that names its front page on every page means none of them.
    private static Uri? Trusted(Uri address, string? canonical)
    {
        if (canonical is null) return null;
        try
        {
            var named = WebAddress.Parse(canonical);
            if (Site(named) != Site(address) || named.Port != address.Port && !(named.IsDefaultPort && address.IsDefaultPort)) return null;
            if (named.AbsolutePath == "/" && address.AbsolutePath != "/") return null;
            return named.Scheme == "http" && address.Scheme == "https" ? new UriBuilder(named) { Scheme = "https", Port = -1 }.Uri : named;
        }
        catch (CortexException)
        {
            return null;
        }
    }

    private static string Site(Uri address)
    {
        var host = address.IdnHost;
        return Variants.FirstOrDefault(variant => host.StartsWith(variant, StringComparison.OrdinalIgnoreCase)) is { } prefix ? host[prefix.Length..] : host;
    }

    private static bool IsTracking(string parameter)
    {
        var name = parameter.Split('=')[0];
        return Tracking.Contains(name) || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
    }
}
