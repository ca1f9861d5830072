namespace Cortex.Backend.Tests.Page;

/// <summary>What is served where the web UI was not built.</summary>
public sealed class StaticPageTests : IAsyncLifetime
{
    private TestBackend _backend = null!;

    public async Task InitializeAsync() => _backend = await TestBackend.StartAsync(new BackendOptions { Web = null });

    public async Task DisposeAsync() => await _backend.DisposeAsync();

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/page.css", "text/css")]
    [InlineData("/page.js", "text/javascript")]
    [InlineData("/icon.svg", "image/svg+xml")]
    public async Task The_page_answers_without_a_token_and_runs_nothing_from_elsewhere(string path, string type)
    {
        using var response = await _backend.Anonymous.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain('*', policy);
        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-cache", response.Headers.GetValues("Cache-Control").Single());
        Assert.DoesNotContain(_backend.Token, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?q=a%20b")]
    public async Task Localhost_is_redirected_to_where_the_cookie_lives(string path)
    {
        var answer = await _backend.RawAsync($"GET {path} HTTP/1.1\r\nHost: localhost:{_backend.Port}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 307 ", answer, StringComparison.Ordinal);
        Assert.Contains($"\r\nLocation: {_backend.Origin}{path}\r\n", answer, StringComparison.Ordinal);
        Assert.Contains($"\r\nLocation: {_backend.Origin}/\r\n", await _backend.RawAsync("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_on_another_site_may_open_the_page_and_reaches_nothing_behind_it()
    {
        using var page = await _backend.SendAsync(HttpMethod.Get, "/", null, _backend.Anonymous, ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"));
        Assert.Equal(200, (int)page.StatusCode);
        using var api = await _backend.SendAsync(HttpMethod.Get, "/api/health", null, _backend.Anonymous, ("Sec-Fetch-Site", "cross-site"));
        Assert.Equal(403, (int)api.StatusCode);
    }
}
