using System.Text.Json.Nodes;

namespace Cortex.Backend.Tests.Endpoints;

public sealed class ItemListTests : IAsyncLifetime
{
    private TestBackend _backend = null!;

    public async Task InitializeAsync() => _backend = await TestBackend.StartAsync();

    public async Task DisposeAsync() => await _backend.DisposeAsync();

    [Theory]
    [InlineData("", "b,A,c")]
    [InlineData("?sort=newest", "b,A,c")]
    [InlineData("?sort=oldest", "c,A,b")]
    [InlineData("?sort=title", "A,b,c")]
    [InlineData("?sort=updated", "c,b,A")]
    public async Task The_list_and_its_ids_have_the_order_that_was_asked_for(string query, string titles)
    {
        foreach (var title in (string[])["c", "A", "b"]) await _backend.CreateAsync("text", title);
        var oldest = (await _backend.GetAsync("/api/items?sort=oldest"))["items"]![0]!;
        await _backend.PutAsync($"/api/items/{oldest["id"]}", "{\"starred\": true}");

        var items = (await _backend.GetAsync("/api/items" + query))["items"]!.AsArray();
        Assert.Equal(titles, string.Join(',', items.Select(item => (string)item!["title"]!)));
        var ids = (await _backend.GetAsync("/api/items/ids" + query))["ids"]!.AsArray();
        Assert.Equal(items.Select(item => (string)item!["id"]!), ids.Select(id => (string)id!));
    }

    [Fact]
    public async Task The_ids_keep_to_the_filters()
    {
        await _backend.CreateAsync("one", tags: ["kept"]);
        await _backend.CreateAsync("two");
        Assert.Single((await _backend.GetAsync("/api/items/ids?tag=kept"))["ids"]!.AsArray());
        Assert.Equal(["sort"], await _backend.InvalidFieldsAsync(HttpMethod.Get, "/api/items/ids?sort=best"));
    }

    [Fact]
    public async Task Tags_are_put_on_and_taken_off_many_items_at_once()
    {
        var first = (string)(await _backend.CreateAsync("one", tags: ["old"]))["id"]!;
        var second = (string)(await _backend.CreateAsync("two"))["id"]!;
        var result = await _backend.PostAsync("/api/items/tags", $$"""{"item_ids": ["{{first}}", "{{second}}"], "add": ["new"], "remove": ["old"]}""");
        Assert.Equal(2, (int)result["changed"]!);

        var tags = (await _backend.GetAsync("/api/tags"))["tags"]!.AsArray();
        Assert.Equal(["new 2"], tags.Select(tag => $"{tag!["tag"]} {tag["items"]}"));
    }

    [Fact]
    public async Task Tagging_tells_which_items_it_changed()
    {
        var tagged = (string)(await _backend.CreateAsync("one", tags: ["new"]))["id"]!;
        var plain = (string)(await _backend.CreateAsync("two"))["id"]!;
        var result = await _backend.PostAsync("/api/items/tags", $$"""{"item_ids": ["{{tagged}}", "nothing", "{{plain}}"], "add": ["new"]}""");
        Assert.Equal([plain], result["item_ids"]!.AsArray().Select(id => (string)id!));
        Assert.Equal(1, (int)result["changed"]!);
        Assert.Equal(["item_ids"], await _backend.InvalidFieldsAsync(HttpMethod.Post, "/api/items/tags", """{"item_ids": []}"""));
    }
}
