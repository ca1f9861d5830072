namespace Cortex.Backend.Tests.Problems;

/// <summary>Every failure is a problem document with a stable code.</summary>
public sealed class ProblemTests(SharedBackend shared) : IClassFixture<SharedBackend>
{
    private readonly TestBackend _backend = shared.Backend;

    [Theory]
    [InlineData("/api/items")]
    [InlineData("/api/items/batch")]
    [InlineData("/api/search")]
    [InlineData("/api/ask")]
    [InlineData("/api/import")]
    [InlineData("/api/session")]
    [InlineData("/api/processing/retry")]
    public async Task What_is_no_json_is_400(string path)
    {
        foreach (var body in (string[])["{", "{\"content\":}", "{'content':'x'}", "{\"content\":\"x\",}", "// x\n{", "NaN", "{\"a\":1e}", "\"\n\"", "﻿{", " "])
            await _backend.ProblemAsync(HttpMethod.Post, path, body, 400, "malformed_json");
    }

    [Fact]
    public async Task What_follows_a_document_is_not_passed_over() => await _backend.ProblemAsync(HttpMethod.Post, "/api/items", "{\"content\":\"x\"} {\"content\":\"y\"}", 400, "malformed_json");

    [Fact]
    public async Task A_missing_media_type_is_415()
    {
        foreach (var type in (string[])["", "Content-Type: text/plain\r\n", "Content-Type: application/jsonx\r\n", "Content-Type: application/json, text/plain\r\n", "Content-Type: application/json\r\nContent-Type: text/plain\r\n"])
        {
            var answer = await _backend.RawAsync($"POST /api/items HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {_backend.Token}\r\n{type}Content-Length: 15\r\nConnection: close\r\n\r\n{{\"content\":\"x\"}}");
            Assert.StartsWith("HTTP/1.1 415 ", answer, StringComparison.Ordinal);
            Assert.Contains("\"unsupported_media_type\"", answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=\"UTF-8\"")]
    [InlineData("APPLICATION/JSON")]
    public async Task Json_is_taken_in_utf8(string type) =>
        Assert.Equal(201, await _backend.RawStatusAsync($"POST /api/items HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {_backend.Token}\r\nContent-Type: {type}\r\nContent-Length: 15\r\nConnection: close\r\n\r\n{{\"content\":\"x\"}}"));

    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/api")]
    [InlineData("/api/items/a/b")]
    [InlineData("/api/items//")]
    [InlineData("/nothing")]
    public async Task A_route_that_does_not_exist_is_404(string path) => await _backend.ProblemAsync(HttpMethod.Get, path, null, 404, "not_found");

    [Theory]
    [InlineData("PATCH", "/api/items", "GET, POST")]
    [InlineData("DELETE", "/api/items", "GET, POST")]
    [InlineData("OPTIONS", "/api/items", "GET, POST")]
    [InlineData("POST", "/api/health", "GET")]
    [InlineData("GET", "/api/search", "POST")]
    [InlineData("GET", "/api/ask", "POST")]
    [InlineData("POST", "/api/db/status", "GET")]
    [InlineData("TRACE", "/api/items", "GET, POST")]
    [InlineData("BREW", "/api/items", "GET, POST")]
    public async Task A_method_that_is_not_served_is_405_and_says_which_are(string method, string path, string allowed)
    {
        using var response = await _backend.SendAsync(HttpMethod.Parse(method), path);
        await TestBackend.ProblemAsync(response, 405, "method_not_allowed");
        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("GET /api/items HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n")]
    [InlineData("POST /api/items HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\nContent-Length: 30\r\n")]
    [InlineData("POST /api/items HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -3\r\n")]
    [InlineData("POST /api/items HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: gzip\r\n")]
    [InlineData("POST /api/items HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked, identity\r\n")]
    [InlineData("POST /api/items HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding : chunked\r\n")]
    [InlineData("POST /api/items HTTP/1.1\r\nHost: 127.0.0.1\r\n folded: x\r\n")]
    [InlineData("POST /api/items HTTP/3.7\r\nHost: 127.0.0.1\r\n")]
    [InlineData("GARBAGE\r\n")]
    public async Task A_request_that_can_be_read_in_two_ways_writes_nothing(string head)
    {
        var before = _backend.LastChange;
        var answer = await _backend.RawAsync($"{head}Authorization: Bearer {_backend.Token}\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n0\r\n\r\nPOST /api/items HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {_backend.Token}\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{{\"content\":\"x\"}}");
        Assert.Equal(before, _backend.LastChange);
        Assert.DoesNotContain("HTTP/1.1 201", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("HTTP/1.1 500", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunked_body_is_read_and_a_broken_one_is_refused()
    {
        var head = $"POST /api/items HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {_backend.Token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
        Assert.Equal(201, await _backend.RawStatusAsync(head + "5\r\n{\"con\r\na\r\ntent\":\"x\"}\r\n0\r\n\r\n"));
        var before = _backend.LastChange;
        var broken = await _backend.RawAsync(head + "zz\r\n{}\r\n0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", broken, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", broken, StringComparison.Ordinal);
        Assert.Equal(before, _backend.LastChange);
    }

    [Fact]
    public async Task Every_answer_forbids_sniffing_and_keeping()
    {
        foreach (var path in (string[])["/api/items", "/api/health", "/api/nothing"])
        {
            using var response = await _backend.SendAsync(HttpMethod.Get, path);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("no-store", response.Headers.GetValues("Cache-Control").Single());
            Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
            Assert.False(response.Headers.Contains("Server"));
        }
    }
}
