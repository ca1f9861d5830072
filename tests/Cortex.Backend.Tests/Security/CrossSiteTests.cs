using System.Net.Http.Headers;
using System.Text;

namespace Cortex.Backend.Tests.Security;

/// <summary>L3, L4, L5: what a page of another site can make a browser send has no effect, with the cookie, the token or none asked for.</summary>
public sealed class CrossSiteTests
{
    private const string Note = "{\"content\":\"planted\"}";

    public static TheoryData<string> ForeignOrigins => new()
    {
        "http://evil.test", "https://evil.test", "null", "NULL", "", "file://", "chrome-extension://abcdefgh",
        "http://127.0.0.1:{port}.evil.test", "http://127.0.0.1.evil.test:{port}", "http://evil.test:{port}", "http://evil127.0.0.1:{port}",
        "http://127.0.0.1:{port}0", "http://127.0.0.1:1{port}", "http://127.0.0.1:3000", "http://localhost:3000", "http://127.0.0.1", "http://localhost",
        "https://127.0.0.1:{port}", "https://localhost:{port}", "HTTP://127.0.0.1:{port}", "http://LOCALHOST:{port}", "http://127.0.0.1:{port}/", "http://127.0.0.1:{port}/x",
        "http://127.0.0.1:{port}@evil.test", "http://evil.test@127.0.0.1:{port}", "http://user@127.0.0.1:{port}", "http://127.0.0.1:{port}#", "http://127.0.0.1:{port}?",
        "http://127.0.0.1:0{port}", "http://127.1:{port}", "http://2130706433:{port}", "http://0.0.0.0:{port}", "http://[::ffff:127.0.0.1]:{port}", "http://127.0.0.2:{port}",
        "ws://127.0.0.1:{port}", "http://127.0.0.1:{port} http://evil.test", "http://127.0.0.1:{port},http://evil.test", "127.0.0.1:{port}", "//127.0.0.1:{port}",
    };

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task L3_a_form_of_another_site_writes_nothing(string mediaType)
    {
        foreach (var requireToken in (bool[])[true, false])
        {
            await using var backend = await TestBackend.StartAsync(new BackendOptions { RequireToken = requireToken });
            var cookie = requireToken ? await SignInAsync(backend) : "";
            var before = backend.LastChange;
            foreach (var origin in (string?[])["http://evil.test", "null", null])
            {
                var request = new HttpRequestMessage(HttpMethod.Post, new Uri(backend.Origin + "/api/items")) { Content = new StringContent(Note, Encoding.UTF8) };
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
                if (origin is not null) request.Headers.Add("Origin", origin);
                else request.Headers.Add("Sec-Fetch-Site", "cross-site");
                if (cookie.Length > 0) request.Headers.Add("Cookie", cookie);
                using var response = await backend.Anonymous.SendAsync(request);
                await TestBackend.ProblemAsync(response, 403, "forbidden_origin");
            }

            Assert.Equal(before, backend.LastChange);
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("text/json")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("")]
    public async Task L3_only_json_is_taken_whoever_sends_it(string mediaType)
    {
        await using var backend = await TestBackend.StartWithoutTokenAsync();
        var before = backend.LastChange;
        foreach (var path in (string[])["/api/items", "/api/items/batch", "/api/search", "/api/ask", "/api/session", "/api/processing/retry"])
        {
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri(backend.Origin + path)) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Note)) };
            if (mediaType.Length > 0) request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
            using var response = await backend.Anonymous.SendAsync(request);
            await TestBackend.ProblemAsync(response, 415, "unsupported_media_type");
        }

        Assert.Equal(before, backend.LastChange);
    }

    [Theory]
    [MemberData(nameof(ForeignOrigins))]
    public async Task L5_an_origin_that_only_resembles_ours_is_refused(string origin)
    {
        foreach (var requireToken in (bool[])[true, false])
        {
            await using var backend = await TestBackend.StartAsync(new BackendOptions { RequireToken = requireToken });
            var sent = origin.Replace("{port}", $"{backend.Port}", StringComparison.Ordinal);
            var before = backend.LastChange;
            Assert.Equal(403, await RawAsync(backend, "POST", "/api/items", sent, Note));
            Assert.Equal(403, await RawAsync(backend, "GET", "/api/items", sent));
            Assert.Equal(403, await RawAsync(backend, "GET", "/api/health", sent));
            Assert.Equal(403, await SocketAsync(backend, sent));
            Assert.Equal(before, backend.LastChange);
        }
    }

    [Fact]
    public async Task L5_two_origins_are_one_too_many()
    {
        await using var backend = await TestBackend.StartWithoutTokenAsync();
        Assert.Equal(403, await RawAsync(backend, "POST", "/api/items", $"{backend.Origin}\r\nOrigin: http://evil.test", Note));
        Assert.Equal(403, await RawAsync(backend, "POST", "/api/items", $"{backend.Origin}\r\nOrigin: {backend.Origin}", Note));
    }

    [Fact]
    public async Task L3_a_preflight_of_another_site_is_not_answered_with_a_permission()
    {
        await using var backend = await TestBackend.StartWithoutTokenAsync();
        using var response = await backend.SendAsync(HttpMethod.Options, "/api/items", null, backend.Anonymous, ("Origin", "http://evil.test"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "content-type"), ("Access-Control-Request-Private-Network", "true"));
        await TestBackend.ProblemAsync(response, 403, "forbidden_origin");
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("cross-site", 403)]
    [InlineData("same-site", 403)]
    [InlineData("Cross-Site", 403)]
    [InlineData("cross-site, none", 403)]
    [InlineData("none", 200)]
    [InlineData("same-origin", 200)]
    public async Task L5_a_read_that_the_browser_marks_as_another_sites_is_refused(string site, int status)
    {
        await using var backend = await TestBackend.StartAsync();
        var cookie = await SignInAsync(backend);
        using var response = await backend.SendAsync(HttpMethod.Get, "/api/items", null, backend.Anonymous, ("Cookie", cookie), ("Sec-Fetch-Site", site));
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData(null, null, 403)]
    [InlineData(null, "none", 403)]
    [InlineData(null, "same-origin", 201)]
    [InlineData("http://127.0.0.1:{port}", null, 201)]
    [InlineData("http://localhost:{port}", null, 403)]
    [InlineData("http://[::1]:{port}", null, 403)]
    [InlineData("http://evil.test", "same-origin", 403)]
    public async Task A_cookie_changes_something_only_when_the_page_itself_asks(string? origin, string? site, int status)
    {
        await using var backend = await TestBackend.StartAsync();
        var cookie = await SignInAsync(backend);
        var before = backend.LastChange;
        List<(string, string)> headers = [("Cookie", cookie)];
        if (origin is not null) headers.Add(("Origin", origin.Replace("{port}", $"{backend.Port}", StringComparison.Ordinal)));
        if (site is not null) headers.Add(("Sec-Fetch-Site", site));
        using var response = await backend.SendAsync(HttpMethod.Post, "/api/items", Note, backend.Anonymous, [.. headers]);
        Assert.Equal(status, (int)response.StatusCode);
        if (status != 201) Assert.Equal(before, backend.LastChange);
    }

    [Fact]
    public async Task A_wrong_bearer_is_not_saved_by_a_right_cookie()
    {
        await using var backend = await TestBackend.StartAsync();
        var cookie = await SignInAsync(backend);
        using var response = await backend.SendAsync(HttpMethod.Get, "/api/items", null, backend.Anonymous, ("Cookie", cookie), ("Authorization", "Bearer wrong"));
        await TestBackend.ProblemAsync(response, 401, "unauthorized");
    }

    [Fact]
    public async Task L4_a_socket_is_refused_without_a_token_and_to_other_sites()
    {
        await using var backend = await TestBackend.StartAsync();
        var cookie = await SignInAsync(backend);
        Assert.Equal(401, await backend.RefusedSocketAsync("/api/ws/events"));
        Assert.Equal(401, await backend.RefusedSocketAsync("/api/ws/events", ("Origin", backend.Origin)));
        Assert.Equal(403, await backend.RefusedSocketAsync("/api/ws/events", ("Origin", "http://evil.test"), ("Authorization", "Bearer " + backend.Token)));
        Assert.Equal(403, await backend.RefusedSocketAsync("/api/ws/events", ("Origin", "null"), ("Cookie", cookie)));
        Assert.Equal(403, await backend.RefusedSocketAsync("/api/ws/events", ("Cookie", cookie)));
        Assert.Equal(403, await backend.RefusedSocketAsync("/api/ws/events", ("Cookie", cookie), ("Origin", $"http://localhost:{backend.Port}")));
        using var page = await backend.ConnectAsync("/api/ws/events", ("Cookie", cookie), ("Origin", backend.Origin));
        using var tool = await backend.ConnectWithTokenAsync("/api/ws/events");
    }

    internal static async Task<string> SignInAsync(TestBackend backend)
    {
        using var response = await backend.SendAsync(HttpMethod.Post, "/api/session", $"{{\"token\":\"{backend.Token}\"}}", backend.Anonymous, ("Origin", backend.Origin));
        Assert.Equal(200, (int)response.StatusCode);
        return response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private static Task<int> RawAsync(TestBackend backend, string method, string path, string origin, string body = "") =>
        backend.RawStatusAsync($"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{backend.Port}\r\nOrigin: {origin}\r\nAuthorization: Bearer {backend.Token}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");

    private static Task<int> SocketAsync(TestBackend backend, string origin) =>
        backend.RawStatusAsync($"GET /api/ws/events HTTP/1.1\r\nHost: 127.0.0.1:{backend.Port}\r\nOrigin: {origin}\r\nAuthorization: Bearer {backend.Token}\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
}
