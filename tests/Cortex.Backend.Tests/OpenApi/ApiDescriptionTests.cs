using System.Text.Json.Nodes;
using Cortex.Backend.OpenApi;
using Cortex.Engine.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cortex.Backend.Tests.OpenApi;

public sealed class ApiDescriptionTests
{
    private static readonly string File = Path.Combine(Repository.Root, "contract", "openapi.json");

    [Fact]
    public async Task The_committed_description_is_current()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"cortex-backend-{Guid.NewGuid():N}");
        var current = await ApiDescription.WriteAsync(new LibraryFolder(folder));
        Directory.Delete(folder, recursive: true);
        Assert.True(await System.IO.File.ReadAllTextAsync(File) == current, "contract/openapi.json is out of date. Run: ./cortex contract write");
    }

    [Fact]
    public async Task Every_route_but_the_sockets_and_the_page_is_described()
    {
        await using var backend = await TestBackend.StartAsync();
        var served = from endpoint in backend.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                     let path = "/" + endpoint.RoutePattern.RawText!.Trim('/')
                     where path.StartsWith("/api/", StringComparison.Ordinal) && (path == "/api/ws/workflows" || !path.StartsWith("/api/ws/", StringComparison.Ordinal))
                     from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
                     select $"{method} {path}";
        var described = Description()["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"));
        Assert.Equal(served.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Schemas_say_what_generated_types_need()
    {
        var document = Description();
        foreach (var (path, schema) in Schemas(document, "$"))
        {
            if (schema["enum"] is not null) Assert.True((string?)schema["type"] == "string", $"{path}: an enum is a string");
            if (schema["type"] is JsonArray types) Assert.False(types.Any(type => (string?)type == "integer") && types.Any(type => (string?)type == "string"), $"{path}: an integer is no string");
            Assert.False(schema["type"]?.ToJsonString().Contains("array", StringComparison.Ordinal) == true && schema["items"] is null, $"{path}: an array of what?");
        }

        var schemas = document["components"]!["schemas"]!;
        foreach (var kind in schemas["CortexEvent"]!["oneOf"]!.AsArray())
        {
            var name = ((string)kind!["$ref"]!).Split('/')[^1];
            Assert.Equal("type", (string?)schemas[name]!["required"]![0]);
            Assert.Single(schemas[name]!["properties"]!["type"]!["enum"]!.AsArray());
        }

        var problem = "{\"$ref\":\"#/components/schemas/Problem\"}";
        foreach (var operation in document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()))
        {
            var responses = operation.Value!["responses"]!.AsObject();
            Assert.All(responses.Where(response => response.Key[0] is '4' or 'd'), response => Assert.Equal(problem, response.Value!["content"]!["application/problem+json"]!["schema"]!.ToJsonString()));
        }
    }

    private static JsonObject Description() => JsonNode.Parse(System.IO.File.ReadAllText(File))!.AsObject();

    private static IEnumerable<(string Path, JsonObject Schema)> Schemas(JsonNode? node, string path)
    {
        if (node is JsonObject found)
        {
            if (found["type"] is JsonValue or JsonArray || found["enum"] is JsonArray) yield return (path, found);
            foreach (var (name, inner) in found)
            {
                foreach (var each in Schemas(inner, $"{path}.{name}")) yield return each;
            }
        }
        else if (node is JsonArray list)
        {
            foreach (var each in list.SelectMany((inner, index) => Schemas(inner, $"{path}[{index}]"))) yield return each;
        }
    }
}
