using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Cortex.Contract.Errors;
using Cortex.Engine;
using Cortex.Engine.Storage;

namespace Cortex.Backend.Tests;

public sealed class BackendServerTests
{
    [Fact]
    public async Task L10_only_loopback_listens()
    {
        await using var backend = await TestBackend.StartAsync();
        Assert.Equal([IPAddress.Loopback], Listeners(backend.Port));
        foreach (var address in Dns.GetHostAddresses(Dns.GetHostName()).Where(address => !IPAddress.IsLoopback(address) && address.AddressFamily == AddressFamily.InterNetwork))
            Assert.False(await ConnectsAsync(address, backend.Port), $"{address} answers");
    }

    [Fact]
    public async Task L10_ipv6_loopback_listens_on_the_same_port_when_asked()
    {
        if (!Socket.OSSupportsIPv6 || !NetworkInterface.GetAllNetworkInterfaces().Any(card => card.GetIPProperties().UnicastAddresses.Any(address => address.Address.Equals(IPAddress.IPv6Loopback)))) return;
        await using var backend = await TestBackend.StartAsync(new BackendOptions { IPv6 = true });
        Assert.Equal(new[] { IPAddress.Loopback, IPAddress.IPv6Loopback }.Select(address => address.ToString()).Order(StringComparer.Ordinal), Listeners(backend.Port).Select(address => address.ToString()).Order(StringComparer.Ordinal));
        using var response = await backend.Client.GetAsync(new Uri($"http://[::1]:{backend.Port}/api/items"));
        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told()
    {
        await using var backend = await TestBackend.StartAsync();
        var folder = Path.Combine(Path.GetTempPath(), $"cortex-backend-{Guid.NewGuid():N}");
        var error = await Assert.ThrowsAsync<CortexException>(() => BackendServer.StartAsync(new LibraryFolder(folder), TimeProvider.System, new BackendOptions { Port = backend.Port }));
        Assert.Equal(ErrorCode.PortInUse, error.Code);
        Assert.Contains($"{backend.Port}", error.Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_stop_closes_the_sockets_and_the_library()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"cortex-backend-{Guid.NewGuid():N}");
        var backend = await TestBackend.StartAsync(folder: folder);
        await backend.Server.Opening;
        using var socket = await backend.ConnectWithTokenAsync("/api/ws/events");
        var closed = TestBackend.UntilClosedAsync(socket);
        await backend.DisposeAsync();
        await closed;
        // Closed with a reason, not cut off.
        Assert.Equal(System.Net.WebSockets.WebSocketCloseStatus.EndpointUnavailable, socket.CloseStatus);
        using var alone = FileLock.TryExclusive(new LibraryFolder(folder).SchemaLock);
        Assert.NotNull(alone);
        alone.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_address_that_is_printed_signs_in_and_sends_the_token_to_nobody()
    {
        await using var backend = await TestBackend.StartAsync();
        var url = new Uri(backend.Server.SignInUrl);
        Assert.Equal($"#token={backend.Token}", url.Fragment);
        Assert.Equal("/", url.PathAndQuery);
        Assert.Equal(backend.Port, url.Port);
    }

    private static IEnumerable<IPAddress> Listeners(int port) => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(listener => listener.Port == port).Select(listener => listener.Address);

    private static async Task<bool> ConnectsAsync(IPAddress address, int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address, port, TestBackend.Soon());
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
