namespace Cortex.Backend.Tests.Security;

/// <summary>L1: a page whose name was rebound to loopback sends its own name as Host, and gets nothing.</summary>
public sealed class HostHeaderTests(SharedBackend shared) : IClassFixture<SharedBackend>
{
    private readonly TestBackend _backend = shared.Backend;

    [Theory]
    [InlineData("evil.test")]
    [InlineData("evil.test:{port}")]
    [InlineData("127.0.0.1.evil.test:{port}")]
    [InlineData("localhost.evil.test")]
    [InlineData("evil.test@127.0.0.1:{port}")]
    [InlineData("127.0.0.1@evil.test")]
    [InlineData("127.0.0.1:1")]
    [InlineData("127.0.0.1:0{port}")]
    [InlineData("127.0.0.1:{port}:{port}")]
    [InlineData("127.0.0.1.:{port}")]
    [InlineData("127.1:{port}")]
    [InlineData("2130706433:{port}")]
    [InlineData("0x7f000001:{port}")]
    [InlineData("0.0.0.0:{port}")]
    [InlineData("[::]:{port}")]
    [InlineData("[::ffff:127.0.0.1]:{port}")]
    [InlineData("127.0.0.1:")]
    [InlineData("")]
    public async Task L1_a_host_that_is_not_loopback_is_refused_also_with_the_token(string host)
    {
        var before = _backend.LastChange;
        host = host.Replace("{port}", $"{_backend.Port}", StringComparison.Ordinal);
        Assert.Contains(await SendAsync("GET", "/api/health", host), (int[])[400, 421]);
        Assert.Contains(await SendAsync("GET", "/", host), (int[])[400, 421]);
        Assert.Contains(await SendAsync("POST", "/api/items", host, "{\"content\":\"from elsewhere\"}"), (int[])[400, 421]);
        Assert.Equal(before, _backend.LastChange);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:{port}")]
    [InlineData("localhost")]
    [InlineData("localhost:{port}")]
    [InlineData("[::1]")]
    [InlineData("[::1]:{port}")]
    public async Task Loopback_names_are_served_with_the_port_or_without(string host) =>
        Assert.Equal(200, await SendAsync("GET", "/api/items", host.Replace("{port}", $"{_backend.Port}", StringComparison.Ordinal)));

    [Fact]
    public async Task L1_a_socket_to_another_host_is_refused()
    {
        var status = await _backend.RawStatusAsync("GET /api/ws/events HTTP/1.1\r\nHost: evil.test\r\nAuthorization: Bearer " + _backend.Token + "\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
        Assert.Equal(421, status);
    }

    [Theory]
    [InlineData("GET /api/items HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.test\r\n")]
    [InlineData("GET /api/items HTTP/1.1\r\nHost: evil.test\r\nHost: 127.0.0.1\r\n")]
    [InlineData("GET /api/items HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: 127.0.0.1\r\n")]
    [InlineData("GET /api/items HTTP/1.1\r\n")]
    [InlineData("GET /api/items HTTP/1.0\r\n")]
    [InlineData("GET http://evil.test/api/items HTTP/1.1\r\nHost: evil.test\r\n")]
    [InlineData("GET http://evil.test/api/items HTTP/1.1\r\nHost: 127.0.0.1\r\n")]
    [InlineData("GET http://127.0.0.1/api/items HTTP/1.1\r\nHost: evil.test\r\n")]
    public async Task L1_a_missing_doubled_or_contradicted_host_is_refused(string head)
    {
        var answer = await _backend.RawAsync($"{head}Authorization: Bearer {_backend.Token}\r\nConnection: close\r\n\r\n");
        Assert.Matches("^HTTP/1.1 4(00|21) ", answer);
        Assert.DoesNotContain("\"items\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_absolute_request_target_that_names_us_is_served() =>
        Assert.Equal(200, await _backend.RawStatusAsync($"GET http://127.0.0.1:{_backend.Port}/api/items HTTP/1.1\r\nHost: 127.0.0.1:{_backend.Port}\r\nAuthorization: Bearer {_backend.Token}\r\nConnection: close\r\n\r\n"));

    private Task<int> SendAsync(string method, string path, string host, string body = "") =>
        _backend.RawStatusAsync($"{method} {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {_backend.Token}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
}
