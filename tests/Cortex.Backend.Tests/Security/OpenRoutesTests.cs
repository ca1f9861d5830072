using System.Net.Http.Headers;
using Cortex.Backend.Security;
using Cortex.Backend.Tests.Page;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Backend.Tests.Security;

/// <summary>L2: without the token only health, signing in and the page's own files answer.</summary>
public sealed class OpenRoutesTests
{
    private static readonly string[] Open = ["GET /", "GET /api/health", "GET /icon.svg", "GET /page.css", "GET /page.js", "POST /api/session"];

    [Fact]
    public async Task L2_no_route_is_open_that_is_not_listed()
    {
        await using var backend = await TestBackend.StartAsync(new BackendOptions { Web = null });
        Assert.Equal(Open, Routes(backend).Where(route => route.Open).Select(route => $"{route.Method} {route.Path}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task L2_of_the_web_ui_its_own_files_and_its_own_paths_are_open()
    {
        await using var backend = await TestBackend.StartAsync(new BackendOptions { Web = TestWebPack.Pack });
        string[] open = ["GET /", "GET /api/health", "GET /assets/main-1a2b3c.js", "GET /assets/text-4d5e6f.woff2", "GET /items/{id}", "POST /api/session"];
        Assert.Equal(open, Routes(backend).Where(route => route.Open).Select(route => $"{route.Method} {route.Path}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer ")]
    [InlineData("Bearer")]
    [InlineData("Basic {token}")]
    [InlineData("{token}")]
    [InlineData("Bearer {token}x")]
    [InlineData("Bearer {half}")]
    public async Task L2_every_other_route_answers_401_without_the_right_token_and_does_nothing(string? authorization)
    {
        await using var backend = await TestBackend.StartAsync();
        var id = (string)(await backend.CreateAsync("kept as it is"))["id"]!;
        await backend.UntilCompletedAsync(id);
        var before = backend.LastChange;
        var presented = authorization?.Replace("{token}", backend.Token, StringComparison.Ordinal).Replace("{half}", backend.Token[..32], StringComparison.Ordinal);
        foreach (var (method, path, _) in Routes(backend).Where(route => !route.Open))
        {
            var request = new HttpRequestMessage(HttpMethod.Parse(method), new Uri(backend.Origin + path.Replace("{id}", id, StringComparison.Ordinal)));
            if (presented is not null) request.Headers.TryAddWithoutValidation("Authorization", presented);
            if (method is "POST" or "PUT") request.Content = TestBackend.Json("{\"content\":\"x\",\"items\":[{\"content\":\"x\"}],\"settings\":{\"port\":\"1\"},\"query\":\"kept\",\"question\":\"kept\"}");
            using var response = await backend.Anonymous.SendAsync(request);
            Assert.True((int)response.StatusCode is 401 or 429, $"{method} {path} answered {(int)response.StatusCode}");
            Assert.DoesNotContain("kept", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(before, backend.LastChange);
    }

    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/api")]
    [InlineData("/api/")]
    [InlineData("/nothing")]
    [InlineData("/icon.svg.map")]
    [InlineData("/../cortex.db")]
    [InlineData("/%2e%2e/token")]
    [InlineData("/token")]
    [InlineData("/index.html")]
    public async Task L2_a_path_that_does_not_exist_tells_a_stranger_nothing(string path)
    {
        await using var backend = await TestBackend.StartAsync();
        Assert.Equal(401, await backend.RawStatusAsync($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"));
    }

    [Theory]
    [InlineData("DELETE", "/api/health")]
    [InlineData("PATCH", "/api/items")]
    [InlineData("OPTIONS", "/api/items")]
    [InlineData("TRACE", "/api/items")]
    [InlineData("POST", "/icon.svg")]
    public async Task L2_a_method_that_is_not_served_tells_a_stranger_nothing(string method, string path)
    {
        await using var backend = await TestBackend.StartAsync();
        Assert.Equal(401, await backend.RawStatusAsync($"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
    }

    [Theory]
    [InlineData("/API/ITEMS")]
    [InlineData("/api/items/")]
    [InlineData("//api/items")]
    [InlineData("/api//items")]
    [InlineData("/api/health/../items")]
    [InlineData("/api/./items")]
    [InlineData("/api/%69tems")]
    [InlineData("/api/items;.js")]
    [InlineData("/icon.svg/../api/items")]
    [InlineData("/api/items?token={token}")]
    [InlineData("/api/items?access_token={token}")]
    public async Task L8_another_spelling_of_a_path_is_held_to_the_same_policy(string path)
    {
        await using var backend = await TestBackend.StartAsync();
        Assert.Equal(401, await backend.RawStatusAsync($"GET {path.Replace("{token}", backend.Token, StringComparison.Ordinal)} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"));
    }

    [Theory]
    [InlineData("X-Api-Key: {token}")]
    [InlineData("X-Auth-Token: {token}")]
    [InlineData("Proxy-Authorization: Bearer {token}")]
    [InlineData("Cookie: token={token}")]
    [InlineData("Cookie: cortex_{port}={token}")]
    [InlineData("X-Original-URL: /api/health")]
    [InlineData("X-HTTP-Method-Override: GET")]
    [InlineData("X-Forwarded-For: 127.0.0.1")]
    [InlineData("Authorization: Bearer wrong\r\nAuthorization: Bearer {token}")]
    public async Task L8_the_key_in_another_place_opens_nothing(string header)
    {
        await using var backend = await TestBackend.StartAsync();
        var sent = header.Replace("{token}", backend.Token, StringComparison.Ordinal).Replace("{port}", $"{backend.Port}", StringComparison.Ordinal);
        Assert.Equal(401, await backend.RawStatusAsync($"GET /api/items HTTP/1.1\r\nHost: 127.0.0.1\r\n{sent}\r\nConnection: close\r\n\r\n"));
    }

    [Fact]
    public async Task Without_a_token_asked_for_every_program_of_this_machine_may_come_in()
    {
        await using var backend = await TestBackend.StartWithoutTokenAsync();
        using var created = await backend.SendAsync(HttpMethod.Post, "/api/items", "{\"content\":\"from a trusted tool\"}", backend.Anonymous);
        Assert.Equal(201, (int)created.StatusCode);
        Assert.DoesNotContain("token", backend.Server.SignInUrl, StringComparison.Ordinal);
        using var socket = await backend.ConnectAsync("/api/ws/events");
        using var fromPage = await backend.ConnectAsync("/api/ws/events", ("Origin", backend.Origin));
    }

    [Fact]
    public async Task The_scheme_of_the_token_is_written_in_any_case()
    {
        await using var backend = await TestBackend.StartAsync();
        backend.Anonymous.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("bearer", backend.Token);
        using var response = await backend.Anonymous.GetAsync(new Uri("/api/items", UriKind.Relative));
        Assert.Equal(200, (int)response.StatusCode);
    }

    private static IEnumerable<(string Method, string Path, bool Open)> Routes(TestBackend backend) =>
        from endpoint in backend.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let path = "/" + endpoint.RoutePattern.RawText!.Trim('/')
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (method, path, endpoint.Metadata.GetMetadata<OpenEndpoint>() is not null);
}
