using System.Net;
using System.Text.Json.Nodes;

namespace Cortex.Backend.Tests.Endpoints;

public sealed class DigestEndpointsTests
{
    [Fact]
    public async Task A_digest_is_made_found_and_listed()
    {
        await using var backend = await TestBackend.StartAsync();
        using var none = await backend.SendAsync(HttpMethod.Get, "/api/digest");
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (none.StatusCode, none.Content.Headers.ContentType!.MediaType));
        var item = await backend.CreateSearchableAsync("The compressor is loud.", "Heat pump");
        using var made = await backend.SendAsync(HttpMethod.Post, "/api/digest", """{"period":"daily"}""");
        var digest = JsonNode.Parse(await made.Content.ReadAsStringAsync())!;
        Assert.Equal(["id", "period", "from", "until", "created_at", "markdown", "sections", "model"], digest.AsObject().Select(field => field.Key));
        Assert.Equal(item, (string)digest["sections"]!["recent"]![0]!["item_id"]!);
        Assert.Contains($"(/items/{item})", (string)digest["markdown"]!, StringComparison.Ordinal);
        Assert.Equal((string)digest["id"]!, (string)(await backend.GetAsync("/api/digest?period=daily"))["id"]!);
        Assert.Equal((string)digest["markdown"]!, (string)(await backend.GetAsync($"/api/digests/{digest["id"]}"))["markdown"]!);
        await backend.ProblemAsync(HttpMethod.Get, "/api/digests/none", null, 404, "not_found");
        Assert.Equal(1, (long)(await backend.GetAsync("/api/digests"))["total"]!);
        using var other = await backend.SendAsync(HttpMethod.Get, "/api/digest?date=2001-02-03");
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Theory]
    [InlineData("period=hourly", "period")]
    [InlineData("date=yesterday", "date")]
    public async Task What_is_asked_for_is_checked(string query, string field)
    {
        await using var backend = await TestBackend.StartAsync();
        Assert.Equal([field], await backend.InvalidFieldsAsync(HttpMethod.Get, "/api/digest?" + query));
    }
}
