using System.Net;

namespace Cortex.Backend.Tests.Endpoints;

public sealed class ConnectionEndpointTests
{
    [Fact]
    public async Task An_item_is_shown_with_what_it_is_linked_with()
    {
        await using var backend = await TestBackend.StartAsync();
        var id = await backend.CreateSearchableAsync("See [[Elsewhere]].", "note");
        var found = await backend.GetAsync($"/api/items/{id}/connections");
        Assert.Equal(["item_id", "connections", "unresolved", "discovered"], found.AsObject().Select(field => field.Key));
        var link = found["unresolved"]!.AsArray().Single()!;
        Assert.Equal(("Elsewhere", id, 0, 14, "See Elsewhere."), ((string)link["target"]!, (string)link["evidence"]![0]!["item_id"]!, (int)link["evidence"]![0]!["start"]!, (int)link["evidence"]![0]!["end"]!, (string)link["evidence"]![0]!["quote"]!));
        using var missing = await backend.SendAsync(HttpMethod.Get, "/api/items/nothing/connections");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }
}
