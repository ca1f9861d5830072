using System.IO.Compression;

namespace Cortex.Backend.Tests.Page;

public sealed class WebPagesTests : IAsyncLifetime
{
    private const string Script = "/assets/main-1a2b3c.js";
    private TestBackend _backend = null!;

    public async Task InitializeAsync() => _backend = await TestBackend.StartAsync(new BackendOptions { Web = TestWebPack.Pack });

    public async Task DisposeAsync() => await _backend.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/items/01a2")]
    [InlineData("/items/01a2?q=a%20b")]
    public async Task Every_path_of_the_ui_answers_its_page_with_the_policy(string path)
    {
        using var response = await GetAsync(path);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(TestWebPack.Index, await response.Content.ReadAsStringAsync());
        Assert.Equal("no-cache", Header(response, "Cache-Control"));
        // No other server of this machine can be reached, not even by its port.
        Assert.Equal($"default-src 'self'; style-src 'self'; connect-src 'self' ws://127.0.0.1:{_backend.Port}; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'", Header(response, "Content-Security-Policy"));
        Assert.Equal("DENY", Header(response, "X-Frame-Options"));
        Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/items")]
    [InlineData("/items/01a2/more")]
    [InlineData("/index.html")]
    [InlineData("/assets/other.js")]
    [InlineData("/assets/")]
    [InlineData("/page.js")]
    public async Task Every_other_path_is_unknown(string path)
    {
        using var response = await _backend.SendAsync(HttpMethod.Get, path);
        await TestBackend.ProblemAsync(response, 404, "not_found");
        using var stranger = await GetAsync(path);
        Assert.Equal(401, (int)stranger.StatusCode);
    }

    [Fact]
    public async Task A_name_with_a_digest_is_kept_for_good_and_comes_compressed_to_whoever_takes_it()
    {
        using var plain = await GetAsync(Script);
        Assert.Equal("public, max-age=31536000, immutable", Header(plain, "Cache-Control"));
        Assert.Equal("text/javascript", plain.Content.Headers.ContentType?.MediaType);
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.Equal(TestWebPack.Script, await plain.Content.ReadAsStringAsync());
        Assert.Equal("Accept-Encoding", Header(plain, "Vary"));

        using var compressed = await GetAsync(Script, ("Accept-Encoding", "gzip, deflate, br"));
        Assert.Equal(["br"], compressed.Content.Headers.ContentEncoding);
        using var reader = new StreamReader(new BrotliStream(await compressed.Content.ReadAsStreamAsync(), CompressionMode.Decompress));
        Assert.Equal(TestWebPack.Script, await reader.ReadToEndAsync());
        Assert.True(compressed.Content.Headers.ContentLength < plain.Content.Headers.ContentLength);

        using var refused = await GetAsync(Script, ("Accept-Encoding", "gzip, br;q=0"));
        Assert.Empty(refused.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task What_saves_nothing_compressed_comes_as_it_is()
    {
        using var font = await GetAsync("/assets/text-4d5e6f.woff2", ("Accept-Encoding", "br"));
        Assert.Empty(font.Content.Headers.ContentEncoding);
        Assert.Equal([1, 2, 3], await font.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_page_that_did_not_change_is_not_sent_again()
    {
        using var first = await GetAsync("/");
        using var again = await GetAsync("/", ("If-None-Match", Header(first, "ETag")));
        Assert.Equal(304, (int)again.StatusCode);
        Assert.Equal(0, again.Content.Headers.ContentLength ?? 0);
    }

    [Fact]
    public async Task Localhost_is_redirected_on_every_path()
    {
        var answer = await _backend.RawAsync($"GET /items/1?q=x HTTP/1.1\r\nHost: localhost:{_backend.Port}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 307 ", answer, StringComparison.Ordinal);
        Assert.Contains($"\r\nLocation: {_backend.Origin}/items/1?q=x\r\n", answer, StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> GetAsync(string path, params (string, string)[] headers) => _backend.SendAsync(HttpMethod.Get, path, null, _backend.Anonymous, headers);

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();
}
