using System.Net;
using System.Net.Sockets;
using Cortex.Contract.Errors;

namespace Cortex.Engine.Sources.Web;

/// <summary>
/// Connects to a host at an address that was checked: the name is resolved once, every address of it is judged, and the connection goes to one of
/// them. There is no second look-up whose answer could be another.
/// </summary>
internal sealed class CheckedConnection(FetchOptions options, TimeProvider time)
{
    /// <exception cref="CortexException">refused, or the name is not known</exception>
    /// <exception cref="SocketException">nothing answers there</exception>
    public async Task<Stream> OpenAsync(string host, int port, CancellationToken cancellation)
    {
        var addresses = await AddressesAsync(host, cancellation);
        for (var i = 0; ; i++)
        {
            try
            {
                return await OpenAsync(addresses[i], port, cancellation);
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException && i + 1 < addresses.Count && !cancellation.IsCancellationRequested)
            {
                // The host's next address may answer.
            }
        }
    }

    /// <summary>The addresses of a host, none of them refused.</summary>
    public async Task<IReadOnlyList<IPAddress>> AddressesAsync(string host, CancellationToken cancellation)
    {
        if (options.Rules.Refusal(host) is { } refusal) throw Refused(host, refusal, isPrivate: true);
        var addresses = WebAddress.IsLiteral(host, out var literal) ? [literal] : await LookUpAsync(host, cancellation);
        foreach (var address in addresses)
        {
            // One refused address is enough: a name that stands for an inside and an outside is no mistake.
            if (options.Rules.Refusal(address) is { } reason) throw Refused(host == address.ToString() ? host : $"{host} ({address})", reason, AddressRules.IsPrivate(address));
        }

        return addresses;
    }

    private async Task<IPAddress[]> LookUpAsync(string host, CancellationToken cancellation)
    {
        try
        {
            var found = await options.Lookup(host, cancellation);
            return found.Length > 0 ? found : throw Unknown(host, inner: null);
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            throw Unknown(host, error);
        }
    }

    private async Task<Stream> OpenAsync(IPAddress address, int port, CancellationToken cancellation)
    {
        // A mapped address is an IPv4 address, and nothing but a socket for IPv4 reaches it everywhere.
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        using var limit = new CancellationTokenSource(options.Connect, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), either.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static CortexException Refused(string host, string reason, bool isPrivate) => new(ErrorCode.AddressRefused,
        $"{host} is {reason}; pages are not fetched from there." + (isPrivate ? " If it is a server of your own, allow it: set allow_private_addresses to 1 (CORTEX_ALLOW_PRIVATE_ADDRESSES=1)." : ""));

    private static CortexException Unknown(string host, Exception? inner) =>
        new(ErrorCode.PageUnreachable, $"The host {host} is not known. Look for a mistake in the address, or see whether this machine is connected.", inner);
}
