using System.Net;
using System.Net.Sockets;

namespace Cortex.Engine.Sources.Web;

/// <summary>
/// Which addresses may be connected to. Judged is the address itself, after every spelling of it was read and every name resolved;
/// an IPv4 address inside an IPv6 one is judged as what it is.
/// </summary>
/// <param name="allowPrivate">Whether the user's own machine and network may be reached: the setting <c>allow_private_addresses</c>.</param>
public sealed class AddressRules(bool allowPrivate = false)
{
    // The first match counts: single addresses stand before the networks they lie in.
    private static readonly Range[] V4 =
    [
        new("169.254.169.254/32", Reach.Never, "the metadata service of a cloud machine"),
        new("100.100.100.200/32", Reach.Never, "the metadata service of a cloud machine"),
        new("168.63.129.16/32", Reach.Never, "the metadata service of a cloud machine"),
        new("0.0.0.0/8", Reach.Never, "no address of a server"),
        new("10.0.0.0/8", Reach.Private, "a private address"),
        new("100.64.0.0/10", Reach.Private, "an address of a provider's own network"),
        new("127.0.0.0/8", Reach.Private, "this machine itself"),
        new("169.254.0.0/16", Reach.Private, "a link-local address"),
        new("172.16.0.0/12", Reach.Private, "a private address"),
        new("192.0.0.0/24", Reach.Never, "a reserved address"),
        new("192.0.2.0/24", Reach.Never, "an address for documentation"),
        new("192.88.99.0/24", Reach.Never, "a reserved address"),
        new("192.168.0.0/16", Reach.Private, "a private address"),
        new("198.18.0.0/15", Reach.Private, "an address for benchmarks"),
        new("198.51.100.0/24", Reach.Never, "an address for documentation"),
        new("203.0.113.0/24", Reach.Never, "an address for documentation"),
        new("224.0.0.0/4", Reach.Never, "a multicast address"),
        new("240.0.0.0/4", Reach.Never, "a reserved address"),
    ];

    private static readonly Range[] V6 =
    [
        new("fd00:ec2::254/128", Reach.Never, "the metadata service of a cloud machine"),
        new("::1/128", Reach.Private, "this machine itself"),
        new("fc00::/7", Reach.Private, "a private address"),
        new("fe80::/10", Reach.Private, "a link-local address"),
        new("fec0::/10", Reach.Private, "a private address"),
        new("ff00::/8", Reach.Never, "a multicast address"),
        new("2001:db8::/32", Reach.Never, "an address for documentation"),
        new("3fff::/20", Reach.Never, "an address for documentation"),
        // Teredo and 6to4 lead to an IPv4 address of the sender's choosing; the rest of 2001::/23 serves protocols, not pages.
        new("2001::/23", Reach.Never, "an address of a tunnel or protocol"),
        new("2002::/16", Reach.Never, "an address of a tunnel"),
        new("2000::/3", Reach.Public, ""),
        // Only 2000::/3 is in use for servers; this holds ::, IPv4-compatible addresses, local NAT64 and what is not assigned.
        new("::/0", Reach.Never, "no address of a server"),
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    private enum Reach { Public, Private, Never }

    /// <summary>Addresses that may be reached besides.</summary>
    public IReadOnlyCollection<IPAddress> Except { get; init; } = [];

    /// <summary>What an address is that must not be connected to, in words; null where it may.</summary>
    public string? Refusal(IPAddress address)
    {
        if (Except.Contains(address)) return null;
        var (reach, name) = Judge(address);
        return reach == Reach.Public || (reach == Reach.Private && allowPrivate) ? null : name;
    }

    /// <summary>The same for a host's name, before it is resolved.</summary>
    public string? Refusal(string host) =>
        !allowPrivate && (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)) ? "this machine itself" : null;

    /// <summary>Whether the setting would let it pass: there is no use in naming it where it would not.</summary>
    public static bool IsPrivate(IPAddress address) => Judge(address).Reach == Reach.Private;

    private static (Reach Reach, string Name) Judge(IPAddress address)
    {
        if (Embedded(address) is { } inner) return Judge(inner);
        foreach (var range in address.AddressFamily == AddressFamily.InterNetwork ? V4 : V6)
        {
            if (range.Network.Contains(address)) return (range.Reach, range.Name);
        }

        return address.AddressFamily == AddressFamily.InterNetwork ? (Reach.Public, "") : (Reach.Never, "no address of a server");
    }

    private static IPAddress? Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return null;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        // ISATAP writes the IPv4 address of the other end behind 0:5efe, in any network.
        var isIsatap = bytes is [_, _, _, _, _, _, _, _, 0 or 2, 0, 0x5e, 0xfe, ..];
        return isIsatap || Nat64.Contains(address) ? new IPAddress(bytes.AsSpan(12)) : null;
    }

    private sealed class Range(string network, Reach reach, string name)
    {
        public IPNetwork Network { get; } = IPNetwork.Parse(network);
        public Reach Reach { get; } = reach;
        public string Name { get; } = name;
    }
}
