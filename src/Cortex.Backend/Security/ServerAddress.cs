using System.Collections.Frozen;
using System.Globalization;

namespace Cortex.Backend.Security;

/// <summary>The port that is really listened on, known once the server has started, and the names that go with it.</summary>
internal sealed class ServerAddress
{
    private static readonly string[] Loopback = ["127.0.0.1", "localhost", "[::1]"];

    private FrozenSet<string> _hosts = Loopback.ToFrozenSet(StringComparer.Ordinal);
    private FrozenSet<string> _origins = FrozenSet<string>.Empty;

    public int Port
    {
        get;
        set
        {
            field = value;
            var port = value.ToString(CultureInfo.InvariantCulture);
            CookieName = "cortex_" + port;
            _origins = Loopback.Select(name => $"http://{name}:{port}").ToFrozenSet(StringComparer.Ordinal);
            _hosts = Loopback.Concat(Loopback.Select(name => $"{name}:{port}")).ToFrozenSet(StringComparer.Ordinal);
        }
    }

    /// <summary>Cookies ignore ports, so the name carries it.</summary>
    public string CookieName { get; private set; } = "";

    /// <summary>Whether a Host header names loopback, with this port or none.</summary>
    public bool IsHost(string host) => _hosts.Contains(host);

    /// <summary>Whether an Origin header is one of ours, to the letter.</summary>
    public bool IsOrigin(string origin) => _origins.Contains(origin);
}
