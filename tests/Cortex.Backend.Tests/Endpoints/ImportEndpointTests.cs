using System.Text.Json;
using Cortex.Engine.Tests.Sources.Web;

namespace Cortex.Backend.Tests.Endpoints;

public sealed class ImportEndpointTests
{
    private const string Page = "<!doctype html><title>Bees</title><meta name=author content=Ada><article><h1>Bees</h1><p>They dance in the dark of the hive.</p></article>";

    [Fact]
    public async Task A_page_is_created_and_then_brought_up_to_date()
    {
        var page = Page;
        await using var server = WebServer.Start(_ => WebServer.Html(page));
        await using var backend = await AllowingAsync();
        using var response = await backend.SendAsync(HttpMethod.Post, "/api/import", Body(server.Url("/bees?utm_source=x"), "one"));
        Assert.Equal(201, (int)response.StatusCode);
        var first = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        Assert.Equal(["outcome", "item"], first.Select(field => field.Key));
        var id = (string)first["item"]!["id"]!;
        Assert.Equal("/api/items/" + id, response.Headers.Location!.OriginalString);
        Assert.Equal(("created", "webpage", "web", "Bees"), ((string)first["outcome"]!, (string)first["item"]!["content_type"]!, (string)first["item"]!["source"]!, (string)first["item"]!["title"]!));
        await backend.UntilCompletedAsync(id);
        var item = await backend.GetAsync("/api/items/" + id);
        Assert.Equal((Page, "Ada"), ((string)item["content"]!, (string)item["metadata"]!["byline"]!));
        var second = await backend.PostAsync("/api/import", Body(server.Url("/bees"), "two"), 200);
        Assert.Equal(("unchanged", id), ((string)second["outcome"]!, (string)second["item"]!["id"]!));
        Assert.Equal(["one", "two"], second["item"]!["tags"]!.AsArray().Select(tag => (string)tag!));
        page = Page.Replace("dark", "darkness", StringComparison.Ordinal);
        var third = await backend.PostAsync("/api/import", Body(server.Url("/bees")), 200);
        Assert.Equal(("updated", id), ((string)third["outcome"]!, (string)third["item"]!["id"]!));
    }

    [Fact]
    public async Task R1_the_own_machine_and_the_server_itself_are_not_fetched_unless_allowed()
    {
        await using var server = WebServer.Start(Page);
        await using var backend = await TestBackend.StartAsync();
        foreach (var host in new[] { "127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0.0.0.0" })
            await backend.ProblemAsync(HttpMethod.Post, "/api/import", Body(server.Url("/", host)), 422, "address_refused");
        await backend.ProblemAsync(HttpMethod.Post, "/api/import", Body(backend.Origin + "/api/health"), 422, "address_refused");
        Assert.Equal(0, server.Connections);
        // Allowed, it is a stranger there as anybody else.
        await using var allowing = await AllowingAsync();
        await allowing.ProblemAsync(HttpMethod.Post, "/api/import", Body(allowing.Origin + "/api/items"), 502, "page_unavailable");
    }

    [Fact]
    public async Task What_is_wrong_is_told_by_its_field()
    {
        await using var backend = await TestBackend.StartAsync();
        Assert.Equal(["url"], await backend.InvalidFieldsAsync(HttpMethod.Post, "/api/import", "{}"));
        Assert.Equal(["url"], await backend.InvalidFieldsAsync(HttpMethod.Post, "/api/import", Body("ftp://x.test/")));
        Assert.Equal(["url"], await backend.InvalidFieldsAsync(HttpMethod.Post, "/api/import", Body("https://user:secret@x.test/")));
        Assert.Equal(["tags[0]"], await backend.InvalidFieldsAsync(HttpMethod.Post, "/api/import", Body("https://x.test/", new string('x', 201))));
        await backend.ProblemAsync(HttpMethod.Post, "/api/import", "{\"url\":null}", 422, "validation_failed");
    }

    [Theory]
    [InlineData("/none", 502, "page_unavailable")]
    [InlineData("/shell", 422, "needs_browser")]
    [InlineData("/file.pdf", 422, "unsupported_format")]
    [InlineData("/broken", 502, "page_unreachable")]
    public async Task What_cannot_be_had_is_a_problem_of_its_own(string path, int status, string code)
    {
        await using var server = WebServer.Start(request => request.Path switch
        {
            "/shell" => WebServer.Html("<body><div id=root></div><script src=/m.js></script>"),
            "/file.pdf" => WebServer.Ok("application/pdf", "%PDF"),
            "/broken" => "HTTP/1.1 nonsense\r\n\r\n",
            _ => WebServer.Status(404),
        });
        await using var backend = await AllowingAsync();
        var before = backend.LastChange;
        var problem = await backend.ProblemAsync(HttpMethod.Post, "/api/import", Body(server.Url(path)), status, code);
        Assert.Contains("127.0.0.1", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.Equal(before, backend.LastChange);
    }

    private static async Task<TestBackend> AllowingAsync()
    {
        var backend = await TestBackend.StartAsync();
        await backend.PutAsync("/api/settings", "{\"settings\":{\"allow_private_addresses\":\"1\"}}");
        return backend;
    }

    private static string Body(string url, params string[] tags) => JsonSerializer.Serialize(new { url, tags });
}
