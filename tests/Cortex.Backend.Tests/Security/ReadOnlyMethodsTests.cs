using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Backend.Tests.Security;

/// <summary>L13, L14: reading changes nothing, ids are checked by every action, nothing is without a limit.</summary>
public sealed class ReadOnlyMethodsTests
{
    [Fact]
    public async Task L14_no_get_changes_anything()
    {
        await using var backend = await TestBackend.StartAsync();
        var id = await backend.CreateSearchableAsync("A note about otters.", "Otters", "animals");
        await backend.PostAsync("/api/conversations", $$"""{"id": "{{id}}"}""", 201);
        var (change, item) = (backend.LastChange, (await backend.GetAsync("/api/items/" + id)).ToJsonString());
        foreach (var endpoint in backend.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == false) continue;
            var path = "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace("{id}", id, StringComparison.Ordinal);
            foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
            {
                using var response = await backend.SendAsync(method, path);
                Assert.True((int)response.StatusCode is 200 or 400 || ((path.EndsWith("/original", StringComparison.Ordinal) || path.StartsWith("/api/sources/", StringComparison.Ordinal) || path.StartsWith("/api/workflows/", StringComparison.Ordinal) || path.StartsWith("/api/messages/", StringComparison.Ordinal) || path.StartsWith("/api/digest", StringComparison.Ordinal)) && (int)response.StatusCode == 404), $"{method} {path}: {(int)response.StatusCode}");
            }
        }

        Assert.Equal(change, backend.LastChange);
        Assert.Equal(item, (await backend.GetAsync("/api/items/" + id)).ToJsonString());
    }

    [Fact]
    public async Task L14_a_head_request_is_answered_like_a_get_without_its_body()
    {
        await using var backend = await TestBackend.StartAsync();
        var answer = await backend.RawAsync($"HEAD /api/items HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {backend.Token}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
        Assert.Equal(401, await backend.RawStatusAsync("HEAD /api/items HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"));
    }

    [Fact]
    public async Task L13_every_action_checks_its_id()
    {
        await using var backend = await TestBackend.StartAsync();
        var gone = (string)(await backend.CreateAsync("to be deleted"))["id"]!;
        using (var deleted = await backend.SendAsync(HttpMethod.Delete, "/api/items/" + gone)) Assert.Equal(204, (int)deleted.StatusCode);
        var before = backend.LastChange;
        foreach (var id in (string[])[gone, "01890000-0000-7000-8000-000000000000"])
        {
            await backend.ProblemAsync(HttpMethod.Get, $"/api/items/{id}", null, 404, "item_not_found");
            await backend.ProblemAsync(HttpMethod.Put, $"/api/items/{id}", "{\"title\":\"x\"}", 404, "item_not_found");
            await backend.ProblemAsync(HttpMethod.Delete, $"/api/items/{id}", null, 404, "item_not_found");
            await backend.ProblemAsync(HttpMethod.Get, $"/api/ws/processing/{id}", null, 404, "item_not_found");
            await backend.ProblemAsync(HttpMethod.Post, "/api/processing/retry", $"{{\"item_ids\":[\"{id}\"]}}", 404, "item_not_found");
            Assert.Equal(404, await backend.RefusedSocketAsync($"/api/ws/processing/{id}", ("Authorization", "Bearer " + backend.Token)));
        }

        await backend.ProblemAsync(HttpMethod.Post, "/api/items/01890000-0000-7000-8000-000000000000/restore", null, 404, "item_not_found");
        Assert.Equal(before, backend.LastChange);
    }

    [Fact]
    public async Task L14_a_body_over_32_mib_is_refused_before_anything_is_kept()
    {
        await using var backend = await TestBackend.StartAsync();
        var before = backend.LastChange;
        var start = $"POST /api/items HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {backend.Token}\r\nContent-Type: application/json\r\nConnection: close\r\n";
        var declared = await backend.RawAsync($"{start}Content-Length: {(32 * 1024 * 1024) + 1}\r\n\r\n{{");
        Assert.StartsWith("HTTP/1.1 413 ", declared, StringComparison.Ordinal);
        Assert.Contains("\"payload_too_large\"", declared, StringComparison.Ordinal);
        using var chunked = new HttpRequestMessage(HttpMethod.Post, new Uri(backend.Origin + "/api/items")) { Content = TestBackend.Json("{\"content\":\"" + new string('x', 33 * 1024 * 1024) + "\"}") };
        chunked.Headers.TransferEncodingChunked = true;
        try
        {
            using var response = await backend.Client.SendAsync(chunked);
            await TestBackend.ProblemAsync(response, 413, "payload_too_large");
        }
        catch (HttpRequestException)
        {
            // Refused while it was still being sent.
        }

        Assert.Equal(before, backend.LastChange);
        var largest = await backend.PostAsync("/api/items", "{\"content\":\"" + new string('x', 8 * 1024 * 1024) + "\"}", 201);
        Assert.Equal(8 * 1024 * 1024, ((string)largest["content"]!).Length);
    }

    [Theory]
    [InlineData("/api/items")]
    [InlineData("/api/items/batch")]
    [InlineData("/api/search")]
    [InlineData("/api/ask")]
    [InlineData("/api/processing/retry")]
    public async Task L14_json_that_is_nested_too_deeply_is_refused(string path)
    {
        await using var backend = await TestBackend.StartAsync();
        var deep = string.Concat(Enumerable.Repeat("{\"metadata\":", 100_000)) + "1" + new string('}', 100_000);
        await backend.ProblemAsync(HttpMethod.Post, path, deep, 400, "malformed_json");
    }

    [Fact]
    public async Task L14_a_socket_that_sends_too_much_is_closed()
    {
        await using var backend = await TestBackend.StartAsync();
        using var socket = await backend.ConnectWithTokenAsync("/api/ws/events");
        try
        {
            for (var i = 0; i < 1024; i++) await socket.SendAsync(new byte[16 * 1024], System.Net.WebSockets.WebSocketMessageType.Binary, endOfMessage: false, TestBackend.Soon());
        }
        catch (System.Net.WebSockets.WebSocketException)
        {
            // Closed while we were sending.
        }

        await TestBackend.UntilClosedAsync(socket);
        Assert.Equal("healthy", (string?)(await backend.GetAsync("/api/health"))["status"]);
    }

    [Fact]
    public async Task L14_the_token_is_in_no_answer_and_in_no_log()
    {
        var (output, error) = (Console.Out, Console.Error);
        using var log = new StringWriter();
        var synchronised = TextWriter.Synchronized(log);
        Console.SetOut(synchronised);
        Console.SetError(synchronised);
        try
        {
            await using var backend = await TestBackend.StartAsync();
            var token = backend.Token;
            var answers = new StringBuilder();
            foreach (var (method, path, body) in ((HttpMethod, string, string?)[])[(HttpMethod.Get, "/api/items/" + token, null), (HttpMethod.Post, "/api/session", $"{{\"token\":\"{token}\"}}"), (HttpMethod.Post, "/api/session", "{"), (HttpMethod.Get, "/api/settings", null), (HttpMethod.Get, "/api/db/status", null), (HttpMethod.Get, "/", null)])
            {
                using var response = await backend.SendAsync(method, path, body);
                if (!path.Contains(token, StringComparison.Ordinal)) answers.Append(response).Append(await response.Content.ReadAsStringAsync());
            }

            await backend.RawAsync($"GET /api/items?token={token} HTTP/1.1\r\nHost: 127.0.0.1\r\nBad Header\r\nAuthorization: Bearer {token}\r\n\r\n");
            Assert.DoesNotContain(token, answers.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(token, log.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
