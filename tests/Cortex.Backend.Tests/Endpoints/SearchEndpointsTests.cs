using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cortex.Backend.Tests.Endpoints;

public sealed class SearchEndpointsTests : IAsyncLifetime
{
    private TestBackend _backend = null!;
    private string _otter = "", _beaver = "", _page = "", _file = "";

    public async Task InitializeAsync()
    {
        _backend = await TestBackend.StartAsync();
        _otter = await _backend.CreateSearchableAsync("# Otters\n\nThe sea otter 🦦 holds hands while it sleeps. Otters eat clams.", "Otters", "animals", "sea");
        _beaver = await _backend.CreateSearchableAsync("# Beavers\n\nThe beaver builds a dam of wood. It holds water.", "Beavers", "Animals");
        _page = (string)(await _backend.PostAsync("/api/items", """{"title":"Deploying","content":"<p>To roll back a deploy, run the rollback script. It holds the old release.</p>","url":"https://example.org/deploy","source":"clipper","tags":["work"]}""", 201))["id"]!;
        _file = (string)(await _backend.PostAsync("/api/items", """{"title":"notes.txt","content":"Nothing about mammals. C++ and foo_bar, 50% off.","content_type":"file"}""", 201))["id"]!;
        await _backend.UntilCompletedAsync(_page);
        await _backend.UntilCompletedAsync(_file);
    }

    public async Task DisposeAsync() => await _backend.DisposeAsync();

    [Fact]
    public async Task A_hit_shows_where_in_the_text_it_matched()
    {
        var response = await _backend.PostAsync("/api/search", """{"query":"sleeping otters"}""");
        Assert.Equal(["results", "query_type", "kind", "steps", "took_ms", "coverage", "notices"], response.Select(field => field.Key));
        Assert.Equal("hybrid", (string?)response["query_type"]);
        Assert.Equal("""{"searchable":4,"total":4,"by_meaning":4}""", response["coverage"]!.ToJsonString());
        var hit = response["results"]![0]!.AsObject();
        Assert.Equal(["item_id", "chunk_id", "title", "content_type", "source_url", "source", "tags", "created_at", "snippet", "highlights", "title_highlights", "matched", "sentence", "similarity", "score", "start", "end", "page"], hit.Select(field => field.Key));
        Assert.Equal(_otter, (string?)hit["item_id"]);
        var item = await _backend.GetAsync("/api/items/" + _otter);
        Assert.Contains((long)hit["chunk_id"]!, item["chunks"]!.AsArray().Select(chunk => (long)chunk!["id"]!));
        var snippet = (string)hit["snippet"]!;
        Assert.Equal(((string)item["text"]!)[(int)hit["start"]!..(int)hit["end"]!], snippet);
        Assert.Equal(["Otters", "otter", "sleeps", "Otters"], hit["highlights"]!.AsArray().Select(span => snippet[(int)span!["start"]!..(int)span["end"]!]));
        Assert.Equal(["Otters"], hit["title_highlights"]!.AsArray().Select(span => ((string)hit["title"]!)[(int)span!["start"]!..(int)span["end"]!]));
        Assert.True((double)hit["score"]! > 0);
    }

    [Theory]
    [InlineData("holds", "otter beaver page")]
    [InlineData("\"holds hands\"", "otter")]
    [InlineData("\"hands holds\"", "")]
    [InlineData("holds -water", "otter page")]
    [InlineData("holds -\"old release\"", "otter beaver")]
    [InlineData("holds tag:animals", "otter beaver")]
    [InlineData("holds tag:ANIMALS -tag:sea", "beaver")]
    [InlineData("holds type:webpage", "page")]
    [InlineData("holds type:note source:api", "otter beaver")]
    [InlineData("holds source:clipper", "page")]
    [InlineData("tag:animals", "otter beaver")]
    [InlineData("type:file", "file")]
    [InlineData("-holds", "file")]
    [InlineData("holds before:2000-01-01", "")]
    [InlineData("holds after:2000", "otter beaver page")]
    [InlineData("holds after:2000-01-01T00:00:00Z before:2999-01", "otter beaver page")]
    [InlineData("the of to", "otter beaver page")]
    [InlineData("zebra", "")]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("foo_bar", "file")]
    [InlineData("C++", "file")]
    public async Task Words_phrases_exclusions_and_filters_choose(string query, string expected)
    {
        var found = await FindAsync(new JsonObject { ["query"] = query });
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), found.Select(Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"types":["note"]}""", "otter beaver")]
    [InlineData("""{"types":["note","webpage"]}""", "otter beaver page")]
    [InlineData("""{"tags":["work","sea"]}""", "otter page")]
    [InlineData("""{"sources":["clipper"]}""", "page")]
    [InlineData("""{"tags":["animals"],"types":["webpage"]}""", "")]
    [InlineData("""{"after":"2000-01-01"}""", "otter beaver page")]
    [InlineData("""{"before":"2000-01-01T10:00:00+02:00"}""", "")]
    [InlineData("""{"types":[],"tags":[],"sources":[]}""", "otter beaver page")]
    [InlineData("""{"types":null,"tags":null,"sources":null,"after":null,"before":null}""", "otter beaver page")]
    [InlineData("null", "otter beaver page")]
    public async Task Filters_of_the_request_hold_as_well(string filters, string expected)
    {
        var found = await FindAsync(JsonNode.Parse($$"""{"query":"holds","filters":{{filters}}}""")!.AsObject());
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), found.Select(Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Limit_counts_items()
    {
        Assert.Single(await FindAsync(new JsonObject { ["query"] = "holds", ["limit"] = 1 }));
        await _backend.CreateSearchableAsync(string.Join("\n\n", Enumerable.Range(0, 40).Select(i => $"# Part {i}\n\n" + string.Concat(Enumerable.Repeat("The heron stands in cold shallow water and waits. ", 12)))), "Heron");
        await _backend.CreateSearchableAsync("Another heron.", "Second");
        Assert.Equal(2, (await FindAsync(new JsonObject { ["query"] = "heron", ["limit"] = 2 })).Count);
    }

    [Theory]
    [InlineData("{}", "query")]
    [InlineData("""{"query":null}""", "query")]
    [InlineData("""{"query":1}""", "query")]
    [InlineData("""{"query":"x","limit":0}""", "limit")]
    [InlineData("""{"query":"x","limit":101}""", "limit")]
    [InlineData("""{"query":"x","limit":"10"}""", "limit")]
    [InlineData("""{"query":"x","limit":1.5}""", "limit")]
    [InlineData("""{"query":"x","filters":[]}""", "filters")]
    [InlineData("""{"query":"x","filters":{"types":["video"]}}""", "filters.types[0]")]
    [InlineData("""{"query":"x","filters":{"types":[1]}}""", "filters.types[0]")]
    [InlineData("""{"query":"x","filters":{"tags":[null]}}""", "filters.tags[0]")]
    [InlineData("""{"query":"x","filters":{"sources":["a",null]}}""", "filters.sources[1]")]
    [InlineData("""{"query":"x","filters":{"after":"soon"}}""", "filters.after")]
    [InlineData("""{"query":"x","filters":{"before":""}}""", "filters.before")]
    public async Task A_field_that_is_wrong_is_named(string body, string field) => Assert.Equal([field], await _backend.InvalidFieldsAsync(HttpMethod.Post, "/api/search", body));

    [Fact]
    public async Task A_query_has_up_to_10_000_characters()
    {
        Assert.Single(await FindAsync(new JsonObject { ["query"] = "zzz ".PadRight(9_995, 'y') + " dam " }));
        Assert.Equal(["query"], await _backend.InvalidFieldsAsync(HttpMethod.Post, "/api/search", JsonSerializer.Serialize(new { query = new string('x', 10_001) })));
        Assert.Equal(["question"], await _backend.InvalidFieldsAsync(HttpMethod.Post, "/api/ask", JsonSerializer.Serialize(new { question = new string('x', 10_001) })));
    }

    [Fact]
    public async Task More_filters_than_anybody_chooses_are_refused()
    {
        var many = JsonSerializer.Serialize(new { query = "holds", filters = new { tags = Enumerable.Range(0, 40_000).Select(i => $"t{i}"), sources = Enumerable.Range(0, 40_000).Select(i => $"s{i}") } });
        Assert.Equal(["filters.tags", "filters.sources"], await _backend.InvalidFieldsAsync(HttpMethod.Post, "/api/search", many));
    }

    [Theory]
    [InlineData("ott", "title:Otters")]
    [InlineData("be", "title:Beavers")]
    [InlineData("ani", "tag:animals")]
    [InlineData("txt", "")]
    [InlineData("%", "")]
    [InlineData("_", "")]
    [InlineData("\\", "")]
    [InlineData("", "")]
    [InlineData("\0", "")]
    public async Task Suggestions_go_on_from_what_is_typed(string typed, string expected)
    {
        var suggestions = (await _backend.GetAsync("/api/search/suggestions?q=" + Uri.EscapeDataString(typed)))["suggestions"]!.AsArray();
        Assert.Equal(expected.ToUpperInvariant(), string.Join(' ', suggestions.Select(each => $"{each!["kind"]}:{each["text"]}")).ToUpperInvariant());
        Assert.All(suggestions, each => Assert.Equal((string?)each!["kind"] == "title", each["item_id"] is not null));
    }

    [Fact]
    public async Task Suggestions_take_as_long_a_text_as_a_search()
    {
        Assert.Empty((await _backend.GetAsync("/api/search/suggestions?q=" + Uri.EscapeDataString(new string('語', 10_000))))["suggestions"]!.AsArray());
        Assert.Equal(["q"], await _backend.InvalidFieldsAsync(HttpMethod.Get, "/api/search/suggestions?q=" + new string('x', 10_001)));
        Assert.Empty((await _backend.GetAsync("/api/search/suggestions"))["suggestions"]!.AsArray());
    }

    [Theory]
    [InlineData("NEAR(otter hands)")]
    [InlineData("otter NEAR hands")]
    [InlineData("otter AND")]
    [InlineData("OR NOT AND")]
    [InlineData("ott*")]
    [InlineData("*")]
    [InlineData("^otter")]
    [InlineData("title:otter")]
    [InlineData("{title text}: otter")]
    [InlineData("- {title} : x")]
    [InlineData("chunks_fts:otter")]
    [InlineData("rowid:1")]
    [InlineData("\"unbalanced otter")]
    [InlineData("\"\"\"\"\"")]
    [InlineData("\"")]
    [InlineData("\"\" \"\"")]
    [InlineData("'; DROP TABLE items; --")]
    [InlineData("otter\0hands")]
    [InlineData("\0")]
    [InlineData("\"\0\"")]
    [InlineData("-\0")]
    [InlineData("((((((((((((otter))))))))))))")]
    [InlineData("otter + hands")]
    [InlineData("otter : hands")]
    [InlineData("tag:")]
    [InlineData("tag:\"")]
    [InlineData("type:video")]
    [InlineData("before:never after:")]
    [InlineData("--- --otter - -")]
    [InlineData("🦦 \uFFFD \u0000 \u202E ﷽")]
    [InlineData("%_\\")]
    public async Task R11_syntax_of_the_index_is_only_words(string query)
    {
        foreach (var path in (string[])["search", "ask"])
        {
            using var response = await _backend.SendAsync(HttpMethod.Post, "/api/" + path, JsonSerializer.Serialize(path == "search" ? new { query } : new { question = query } as object));
            var body = await response.Content.ReadAsStringAsync();
            Assert.True((int)response.StatusCode is 200 or 422, $"{(int)response.StatusCode}: {body}");
            Assert.True((int)response.StatusCode == 200 || (path == "ask" && string.IsNullOrWhiteSpace(query)), body);
        }

        Assert.Equal(4, (long)(await _backend.GetAsync("/api/items"))["total"]!);
    }

    [Fact]
    public async Task R11_queries_at_every_limit_give_results_or_a_clean_error()
    {
        List<string> queries = ["", new string('"', 10_000), new string('(', 10_000), new string('-', 10_000), new string('*', 10_000), new string('\0', 10_000)];
        queries.Add(string.Concat(Enumerable.Range(0, 2_000).Select(i => $"w{i} "))[..9_999]);
        queries.Add("\"" + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"w{i} "))[..9_990] + "\"");
        queries.Add(string.Concat(Enumerable.Repeat("\"a b\" ", 1_600)));
        queries.Add(string.Concat(Enumerable.Range(0, 1_600).Select(i => $"\"p{i} b\" "))[..9_999]);
        queries.Add(string.Concat(Enumerable.Range(0, 1_200).Select(i => $"-n{i} "))[..6_000] + "otter");
        queries.Add(string.Concat(Enumerable.Range(0, 1_400).Select(i => $"tag:t{i} "))[..9_999]);
        queries.Add(string.Concat(Enumerable.Range(0, 900).Select(i => $"source:s{i} "))[..9_999]);
        queries.Add(string.Concat(Enumerable.Repeat("a\u0301", 5_000)));
        queries.Add(string.Concat(Enumerable.Repeat("🦦", 5_000)));
        foreach (var query in queries)
        {
            using var response = await _backend.SendAsync(HttpMethod.Post, "/api/search", JsonSerializer.Serialize(new { query }));
            Assert.True((int)response.StatusCode is 200, $"{query[..Math.Min(40, query.Length)]}…: {await response.Content.ReadAsStringAsync()}");
            using var asked = await _backend.SendAsync(HttpMethod.Post, "/api/ask", JsonSerializer.Serialize(new { question = query }));
            Assert.True((int)asked.StatusCode is 200 or 422, $"{query[..Math.Min(40, query.Length)]}…: {await asked.Content.ReadAsStringAsync()}");
        }

        foreach (var path in (string[])["search", "ask"])
            Assert.Equal([path == "ask" ? "question" : "query"], await _backend.InvalidFieldsAsync(HttpMethod.Post, "/api/" + path, JsonSerializer.Serialize(path == "search" ? new { query = new string('x', 1024 * 1024) } : new { question = new string('x', 1024 * 1024) } as object)));
    }

    [Fact]
    public async Task A_search_is_kept_and_forgotten()
    {
        var kept = await _backend.PostAsync("/api/searches", """{"query":"otters","filters":{"tags":["river"]}}""");
        Assert.Equal("otters", (string?)kept["name"]);
        var listed = Assert.Single((await _backend.GetAsync("/api/searches"))["searches"]!.AsArray());
        Assert.Equal("river", (string?)listed!["filters"]!["tags"]![0]);
        Assert.Equal(["query"], await _backend.InvalidFieldsAsync(HttpMethod.Post, "/api/searches", """{"query":" "}"""));
        Assert.Equal(HttpStatusCode.NoContent, (await _backend.SendAsync(HttpMethod.Delete, $"/api/searches/{kept["id"]}")).StatusCode);
        await _backend.ProblemAsync(HttpMethod.Delete, $"/api/searches/{kept["id"]}", null, 404, "not_found");
    }

    private async Task<List<string>> FindAsync(JsonObject request) => [.. (await _backend.PostAsync("/api/search", request.ToJsonString()))["results"]!.AsArray().Select(hit => (string)hit!["item_id"]!)];

    private string Name(string id) => id == _otter ? "otter" : id == _beaver ? "beaver" : id == _page ? "page" : id == _file ? "file" : id;
}
