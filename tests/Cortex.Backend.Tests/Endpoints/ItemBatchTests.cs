using System.Net;

namespace Cortex.Backend.Tests.Endpoints;

public sealed class ItemBatchTests(SharedBackend shared) : IClassFixture<SharedBackend>
{
    private readonly TestBackend _backend = shared.Backend;

    [Fact]
    public async Task Results_are_in_order_and_a_bad_item_does_not_stop_the_rest()
    {
        var result = await _backend.PostAsync("/api/items/batch", """{"items":[{"content":"one"},{"title":"no content"},null,7,{"content":"two","tags":["t"]},{"content":"x","content_type":"video"}]}""");
        Assert.Equal(["results", "created", "failed"], result.Select(field => field.Key));
        Assert.Equal([201, 422, 422, 422, 201, 422], result["results"]!.AsArray().Select(each => (int)each!["status"]!));
        Assert.Equal((2, 4), ((int)result["created"]!, (int)result["failed"]!));
        Assert.Equal("two", (string?)result["results"]![4]!["item"]!["content"]);
        Assert.Null(result["results"]![4]!["error"]);
        Assert.Null(result["results"]![1]!["item"]);
        Assert.Equal("validation_failed", (string?)result["results"]![1]!["error"]!["code"]);
        Assert.Equal("content", (string?)result["results"]![1]!["error"]!["errors"]![0]!["field"]);
        foreach (var each in result["results"]!.AsArray().Where(each => (int)each!["status"]! == 201)) await _backend.GetAsync($"/api/items/{each!["item"]!["id"]}");
    }

    [Fact]
    public async Task At_most_a_thousand_are_taken_and_at_least_one()
    {
        var before = _backend.LastChange;
        Assert.Equal(["items"], await _backend.InvalidFieldsAsync(HttpMethod.Post, "/api/items/batch", Items(1001)));
        Assert.Equal(["items"], await _backend.InvalidFieldsAsync(HttpMethod.Post, "/api/items/batch", Items(0)));
        Assert.Equal(["items"], await _backend.InvalidFieldsAsync(HttpMethod.Post, "/api/items/batch", "{}"));
        Assert.Equal(["items"], await _backend.InvalidFieldsAsync(HttpMethod.Post, "/api/items/batch", """{"items":{}}"""));
        Assert.Equal(before, _backend.LastChange);
        Assert.Equal(1000, (int)(await _backend.PostAsync("/api/items/batch", Items(1000)))["created"]!);
    }

    [Fact]
    public async Task Many_are_deleted_and_brought_back_and_those_that_are_not_there_are_passed_over()
    {
        var created = await _backend.PostAsync("/api/items/batch", Items(120));
        var ids = created["results"]!.AsArray().Select(each => (string)each!["item"]!["id"]!).ToList();
        Assert.Equal(120, (int)(await _backend.PostAsync("/api/items/delete", Chosen([.. ids, ids[0], "gone"])))["changed"]!);
        Assert.Equal(0, (int)(await _backend.PostAsync("/api/items/delete", Chosen(ids)))["changed"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await _backend.SendAsync(HttpMethod.Get, $"/api/items/{ids[7]}")).StatusCode);
        Assert.Equal(119, (int)(await _backend.PostAsync("/api/items/restore", Chosen([.. ids.Skip(1), "gone"])))["changed"]!);
        await _backend.GetAsync($"/api/items/{ids[7]}");
        Assert.Equal(HttpStatusCode.NotFound, (await _backend.SendAsync(HttpMethod.Get, $"/api/items/{ids[0]}")).StatusCode);
        foreach (var path in new[] { "/api/items/delete", "/api/items/restore" })
        {
            Assert.Equal(["item_ids"], await _backend.InvalidFieldsAsync(HttpMethod.Post, path, Chosen([])));
            Assert.Equal(["item_ids"], await _backend.InvalidFieldsAsync(HttpMethod.Post, path, Chosen(Enumerable.Repeat("x", 1001))));
        }
    }

    private static string Chosen(IEnumerable<string> ids) => $$"""{"item_ids":[{{string.Join(',', ids.Select(id => $"\"{id}\""))}}]}""";

    private static string Items(int count) => $$"""{"items":[{{string.Join(',', Enumerable.Repeat("{\"content\":\"x\"}", count))}}]}""";
}
