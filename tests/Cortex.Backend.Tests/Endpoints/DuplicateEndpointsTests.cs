namespace Cortex.Backend.Tests.Endpoints;

public sealed class DuplicateEndpointsTests
{
    private static readonly string Text = string.Join(' ', Enumerable.Range(0, 120).Select(i => $"word{i * 7919 % 1009}"));

    [Fact]
    public async Task Pairs_are_listed_and_shown_with_their_items()
    {
        await using var backend = await TestBackend.StartAsync();
        Assert.Equal("""{"duplicates":[],"total":0,"offset":0,"limit":20}""", (await backend.GetAsync("/api/duplicates")).ToJsonString());
        var first = await backend.CreateSearchableAsync(Text, " \u202efirst\t\"x\" ");
        var near = await backend.CreateSearchableAsync(Text + " and more", "near");
        var exact = await backend.CreateSearchableAsync(Text, "exact");
        var page = await backend.GetAsync("/api/duplicates?offset=1&limit=1");
        Assert.Equal((3, 1, 1), ((long)page["total"]!, (long)page["offset"]!, (int)page["limit"]!));
        var pair = page["duplicates"]!.AsArray().Single()!.AsObject();
        Assert.Equal(["item_id", "title", "of_item_id", "of_title", "similarity"], pair.Select(field => field.Key));
        Assert.Equal((exact, "exact", first, " \u202efirst\t\"x\" ", 1.0), ((string)pair["item_id"]!, (string)pair["title"]!, (string)pair["of_item_id"]!, (string)pair["of_title"]!, (double)pair["similarity"]!));
        var copies = (await backend.GetAsync("/api/items/" + first))["near_duplicates"]!.AsArray();
        Assert.Equal([exact, near], copies.Select(copy => (string)copy!["item_id"]!));
        Assert.Equal(["item_id", "title", "similarity"], copies[0]!.AsObject().Select(field => field.Key));
        Assert.InRange((double)copies[1]!["similarity"]!, 0.8, 0.99);
        using var deleted = await backend.SendAsync(HttpMethod.Delete, "/api/items/" + first);
        Assert.Equal(1, (long)(await backend.GetAsync("/api/duplicates"))["total"]!);
        Assert.Equal(near, (string)Assert.Single((await backend.GetAsync("/api/items/" + exact))["near_duplicates"]!.AsArray())!["item_id"]!);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=010", "limit")]
    [InlineData("offset=-1", "offset")]
    [InlineData("offset=9007199254740992", "offset")]
    [InlineData("offset=1&offset=2", "offset")]
    public async Task A_query_number_is_plain_digits_in_its_range(string query, string field)
    {
        await using var backend = await TestBackend.StartAsync();
        Assert.Equal([field], await backend.InvalidFieldsAsync(HttpMethod.Get, "/api/duplicates?" + query));
    }
}
