using System.Text.Json.Nodes;

namespace Cortex.Backend.Tests.Endpoints;

/// <summary>PUT changes just the fields it carries.</summary>
public sealed class ItemUpdateTests(SharedBackend shared) : IClassFixture<SharedBackend>
{
    private const string Full = """{"title":"T","content":"Some words.","content_type":"note","source_url":"https://example.org/","source":"s","tags":["a"],"metadata":{"k":1}}""";
    private static readonly string[] Changing = ["version", "updated_at", "processing_status", "stages", "revision", "text", "blocks", "chunks", "near_duplicates", "extraction"];
    private readonly TestBackend _backend = shared.Backend;

    [Theory]
    [InlineData("title", "\"Other\"")]
    [InlineData("content", "\"Other words.\"")]
    [InlineData("content_type", "\"file\"")]
    [InlineData("source_url", "\"https://example.org/other\"")]
    [InlineData("source_url", "null")]
    [InlineData("source", "\"other\"")]
    [InlineData("tags", "[\"b\",\"c\"]")]
    [InlineData("tags", "[]")]
    [InlineData("metadata", "{\"other\":[1]}")]
    [InlineData("metadata", "{}")]
    [InlineData("starred", "true")]
    public async Task Only_the_field_that_is_sent_changes(string field, string value)
    {
        var before = await _backend.PostAsync("/api/items", Full, 201);
        var after = await _backend.PutAsync($"/api/items/{before["id"]}", $"{{\"{field}\":{value}}}");
        Assert.Equal(value, after[field]?.ToJsonString() ?? "null");
        foreach (var (name, was) in before.Where(pair => pair.Key != field && !Changing.Contains(pair.Key, StringComparer.Ordinal)))
            Assert.True(JsonNode.DeepEquals(was, after[name]), $"{name} changed with {field}");
        Assert.Equal(2, (long)after["version"]!);
        Assert.True((DateTime)after["updated_at"]! >= (DateTime)before["created_at"]!);
    }

    [Fact]
    public async Task Null_empties_what_can_be_empty_and_derives_the_title()
    {
        var id = (string)(await _backend.PostAsync("/api/items", Full, 201))["id"]!;
        var item = await _backend.PutAsync("/api/items/" + id, """{"title":null,"tags":null,"metadata":null,"source_url":null}""");
        Assert.Equal("Some words.", (string?)item["title"]);
        Assert.Empty(item["tags"]!.AsArray());
        Assert.Equal("{}", item["metadata"]!.ToJsonString());
        Assert.Null(item["source_url"]);
    }

    [Fact]
    public async Task Url_is_another_name_for_the_source_url()
    {
        var id = (string)(await _backend.PostAsync("/api/items", Full, 201))["id"]!;
        Assert.Equal("https://example.org/u", (string?)(await _backend.PutAsync("/api/items/" + id, """{"url":"https://example.org/u"}"""))["source_url"]);
        Assert.Equal("https://example.org/s", (string?)(await _backend.PutAsync("/api/items/" + id, """{"url":"https://example.org/u","source_url":"https://example.org/s"}"""))["source_url"]);
        Assert.Equal(["url"], await _backend.InvalidFieldsAsync(HttpMethod.Put, "/api/items/" + id, """{"url":"javascript:1"}"""));
    }

    [Fact]
    public async Task A_stale_version_is_refused_and_changes_nothing()
    {
        var id = (string)(await _backend.PostAsync("/api/items", Full, 201))["id"]!;
        Assert.Equal(2, (long)(await _backend.PutAsync("/api/items/" + id, """{"version":1,"title":"Two"}"""))["version"]!);
        foreach (var version in (long[])[1, 0, -1, 3, long.MaxValue])
            await _backend.ProblemAsync(HttpMethod.Put, "/api/items/" + id, $"{{\"version\":{version},\"title\":\"Late\"}}", 409, "version_conflict");
        var item = await _backend.GetAsync("/api/items/" + id);
        Assert.Equal(("Two", 2), ((string)item["title"]!, (long)item["version"]!));
    }

    [Fact]
    public async Task Of_many_who_change_the_same_version_one_wins()
    {
        var id = (string)(await _backend.PostAsync("/api/items", Full, 201))["id"]!;
        var statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            using var response = await _backend.SendAsync(HttpMethod.Put, "/api/items/" + id, $"{{\"version\":1,\"title\":\"By {i}\"}}");
            return (int)response.StatusCode;
        }));
        Assert.Equal([200, .. Enumerable.Repeat(409, 7)], statuses.Order());
    }

    [Theory]
    [InlineData("""{"content":null}""", "content")]
    [InlineData("""{"content_type":null}""", "content_type")]
    [InlineData("""{"content_type":"Note"}""", "content_type")]
    [InlineData("""{"content_type":7}""", "content_type")]
    [InlineData("""{"source":null}""", "source")]
    [InlineData("""{"starred":null}""", "starred")]
    [InlineData("""{"starred":"yes"}""", "starred")]
    [InlineData("""{"version":"1"}""", "version")]
    [InlineData("""{"version":1.5}""", "version")]
    [InlineData("""{"version":99999999999999999999}""", "version")]
    [InlineData("""{"source_url":"x"}""", "source_url")]
    [InlineData("""{"tags":[null]}""", "tags[0]")]
    [InlineData("""{"metadata":1}""", "metadata")]
    [InlineData("""{"title":null,"content":""}""", "content")]
    public async Task A_field_that_is_wrong_is_named_and_nothing_changes(string body, string field)
    {
        var id = (string)(await _backend.PostAsync("/api/items", Full, 201))["id"]!;
        Assert.Equal([field], await _backend.InvalidFieldsAsync(HttpMethod.Put, "/api/items/" + id, body));
        Assert.Equal(1, (long)(await _backend.GetAsync("/api/items/" + id))["version"]!);
    }

    [Fact]
    public async Task Half_a_surrogate_pair_changes_nothing()
    {
        var id = (string)(await _backend.PostAsync("/api/items", Full, 201))["id"]!;
        await _backend.ProblemAsync(HttpMethod.Put, "/api/items/" + id, """{"metadata":{"a":"\ud800"}}""", 400, "malformed_json");
        Assert.Equal(1, (long)(await _backend.GetAsync("/api/items/" + id))["version"]!);
    }

    [Fact]
    public async Task New_content_is_a_revision_and_is_found_by_its_words()
    {
        var id = await _backend.CreateSearchableAsync("About axolotls.");
        Assert.Equal(2, (long)(await _backend.PutAsync("/api/items/" + id, """{"content":"About capybaras."}"""))["revision"]!);
        await _backend.UntilCompletedAsync(id);
        Assert.Empty((await _backend.PostAsync("/api/search", """{"query":"axolotls","mode":"words"}"""))["results"]!.AsArray());
        Assert.Equal(id, (string?)(await _backend.PostAsync("/api/search", """{"query":"capybaras"}"""))["results"]![0]!["item_id"]);
    }
}
