using System.Text.Json.Nodes;

namespace Cortex.Backend.Tests.Endpoints;

public sealed class ItemEndpointsTests(SharedBackend shared) : IClassFixture<SharedBackend>
{
    private static readonly string[] SummaryFields = ["id", "version", "title", "excerpt", "content_type", "source_url", "source", "tags", "metadata", "processing_status", "stages", "error", "starred", "opened_at", "created_at", "updated_at", "vanished_at", "deleted_at"];
    private static readonly string[] ItemFields = [.. SummaryFields.Where(field => field is not ("excerpt" or "deleted_at")), "content", "revision", "text", "blocks", "chunks", "original", "near_duplicates", "extraction"];
    private readonly TestBackend _backend = shared.Backend;

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public async Task An_item_is_created_read_changed_listed_and_deleted(string slash)
    {
        using var response = await _backend.SendAsync(HttpMethod.Post, "/api/items" + slash, "{\"content\":\"# Lease\\n\\nCall the landlord.\"}");
        Assert.Equal(201, (int)response.StatusCode);
        var item = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        var id = (string)item["id"]!;
        Assert.Equal($"/api/items/{id}", response.Headers.Location?.ToString());
        Assert.Equal(id, (string?)(await _backend.GetAsync($"/api/items/{id}{slash}"))["id"]);
        Assert.Equal("New", (string?)(await _backend.PutAsync($"/api/items/{id}{slash}", "{\"title\":\"New\"}"))["title"]);
        Assert.Equal(id, (string?)(await _backend.GetAsync("/api/items" + slash))["items"]![0]!["id"]);
        using var deleted = await _backend.SendAsync(HttpMethod.Delete, $"/api/items/{id}{slash}");
        Assert.Equal(204, (int)deleted.StatusCode);
        Assert.Empty(await deleted.Content.ReadAsByteArrayAsync());
        await _backend.ProblemAsync(HttpMethod.Get, $"/api/items/{id}{slash}", null, 404, "item_not_found");
        await _backend.ProblemAsync(HttpMethod.Delete, $"/api/items/{id}{slash}", null, 404, "item_not_found");
    }

    [Fact]
    public async Task A_new_item_carries_every_field_null_or_empty_where_there_is_nothing()
    {
        var item = await _backend.CreateAsync("Just this.");
        Assert.Equal(ItemFields.Order(StringComparer.Ordinal), item.Select(field => field.Key).Order(StringComparer.Ordinal));
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", (string)item["id"]!);
        Assert.Equal("""{"version":1,"title":"Just this.","content_type":"note","source_url":null,"source":"api","tags":[],"metadata":{},"processing_status":"pending","stages":{"words":{"status":"waiting","reason":null},"meaning":{"status":"waiting","reason":null},"extraction":{"status":"waiting","reason":null},"connections":{"status":"waiting","reason":null}},"error":null,"starred":false,"opened_at":null,"revision":1}""",
            new JsonObject([.. ((string[])["version", "title", "content_type", "source_url", "source", "tags", "metadata", "processing_status", "stages", "error", "starred", "opened_at", "revision"]).Select(name => KeyValuePair.Create(name, item[name]?.DeepClone()))]).ToJsonString());
        Assert.Equal((string?)item["created_at"], (string?)item["updated_at"]);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$", (string)item["created_at"]!);
    }

    [Fact]
    public async Task A_processed_item_shows_its_text_blocks_and_chunks()
    {
        var id = await _backend.CreateSearchableAsync("# Otters\n\nThey hold *hands* while they sleep. 🦦 They do.");
        var item = await _backend.GetAsync("/api/items/" + id);
        Assert.Equal(ItemFields.Order(StringComparer.Ordinal), item.Select(field => field.Key).Order(StringComparer.Ordinal));
        var text = (string)item["text"]!;
        Assert.Equal(["Otters", "They hold hands while they sleep. 🦦 They do."], item["blocks"]!.AsArray().Select(block => text[(int)block!["start"]!..(int)block["end"]!]));
        Assert.All(item["blocks"]!.AsArray(), block => Assert.Equal(["kind", "start", "end", "level", "language", "number", "page", "marks"], block!.AsObject().Select(field => field.Key)));
        var chunk = Assert.Single(item["chunks"]!.AsArray())!;
        Assert.Equal((0, text.Length), ((int)chunk["start"]!, (int)chunk["end"]!));
        Assert.True((int)chunk["token_count"]! > 5);
        Assert.Equal(["words done", "meaning done", "extraction done", "connections done"], item["stages"]!.AsObject().Select(stage => $"{stage.Key} {stage.Value!["status"]}"));
    }

    [Fact]
    public async Task A_list_shows_an_excerpt_in_place_of_the_content()
    {
        await _backend.CreateAsync("A list's row.");
        var row = (await _backend.GetAsync("/api/items?limit=1"))["items"]![0]!.AsObject();
        Assert.Equal(SummaryFields.Order(StringComparer.Ordinal), row.Select(field => field.Key).Order(StringComparer.Ordinal));
        Assert.Equal("A list's row.", (string?)row["excerpt"]);
    }

    [Theory]
    [InlineData("""{"content":"x","url":"https://example.org/a?b=c#d"}""", "webpage")]
    [InlineData("""{"content":"x","source_url":"https://example.org/a?b=c#d"}""", "webpage")]
    [InlineData("""{"content":"x","source_url":"https://example.org/a?b=c#d","url":"https://other.example/"}""", "webpage")]
    [InlineData("""{"content":"x","source_url":"https://example.org/a?b=c#d","content_type":"note"}""", "note")]
    [InlineData("""{"content":"x","url":"https://example.org/a?b=c#d","content_type":"file"}""", "file")]
    public async Task With_an_address_an_item_is_a_web_page_unless_it_is_said(string body, string type)
    {
        var item = await _backend.PostAsync("/api/items", body, 201);
        Assert.Equal("https://example.org/a?b=c#d", (string?)item["source_url"]);
        Assert.Equal(type, (string?)item["content_type"]);
    }

    [Fact]
    public async Task The_same_content_sent_twice_is_two_items()
    {
        var (one, other) = (await _backend.CreateAsync("twice"), await _backend.CreateAsync("twice"));
        Assert.NotEqual((string?)one["id"], (string?)other["id"]);
    }

    [Theory]
    [InlineData("{}", "content")]
    [InlineData("""{"content":null}""", "content")]
    [InlineData("""{"content":7}""", "content")]
    [InlineData("""{"content":["x"]}""", "content")]
    [InlineData("""{"content":""}""", "content")]
    [InlineData("""{"content":"x","title":7}""", "title")]
    [InlineData("""{"content":"x","content_type":"video"}""", "content_type")]
    [InlineData("""{"content":"x","content_type":1}""", "content_type")]
    [InlineData("""{"content":"x","content_type":99}""", "content_type")]
    [InlineData("""{"content":"x","content_type":"1"}""", "content_type")]
    [InlineData("""{"content":"x","content_type":"Note"}""", "content_type")]
    [InlineData("""{"content":"x","content_type":"note, file"}""", "content_type")]
    [InlineData("""{"content":"x","content_type":""}""", "content_type")]
    [InlineData("""{"content":"x","tags":"a"}""", "tags")]
    [InlineData("""{"content":"x","tags":[1]}""", "tags[0]")]
    [InlineData("""{"content":"x","tags":["a",null]}""", "tags[1]")]
    [InlineData("""{"content":"x","metadata":[]}""", "metadata")]
    [InlineData("""{"content":"x","metadata":"a"}""", "metadata")]
    [InlineData("""{"content":"x","url":"javascript:alert(1)"}""", "url")]
    [InlineData("""{"content":"x","source_url":"file:///etc/passwd"}""", "source_url")]
    [InlineData("""{"content":"x","source_url":"/relative"}""", "source_url")]
    [InlineData("""{"content":"x","source_url":""}""", "source_url")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    [InlineData("\"text\"", "")]
    public async Task A_field_that_is_wrong_is_named(string body, string field)
    {
        var before = _backend.LastChange;
        Assert.Equal([field], await _backend.InvalidFieldsAsync(HttpMethod.Post, "/api/items", body));
        Assert.Equal(before, _backend.LastChange);
    }

    [Fact]
    public async Task Every_field_that_is_wrong_is_named_at_once()
    {
        var body = $$"""{"content":"","source_url":"x","source":"{{new string('s', 501)}}","tags":["{{new string('t', 201)}}"],"metadata":7}""";
        Assert.Equal(["content", "source_url", "source", "tags[0]", "metadata"], await _backend.InvalidFieldsAsync(HttpMethod.Post, "/api/items", body));
    }

    [Fact]
    public async Task A_title_alone_is_enough_and_unknown_fields_are_ignored() =>
        Assert.Equal("Alone", (string?)(await _backend.PostAsync("/api/items", """{"title":"Alone","content":"","colour":"red"}""", 201))["title"]);

    [Theory]
    [InlineData("offset", "007")]
    [InlineData("offset", "+1")]
    [InlineData("offset", "%2B1")]
    [InlineData("offset", "-1")]
    [InlineData("offset", " 1")]
    [InlineData("offset", "1 ")]
    [InlineData("offset", "１")]
    [InlineData("offset", "١")]
    [InlineData("offset", "1e1")]
    [InlineData("offset", "1.0")]
    [InlineData("offset", "0x1")]
    [InlineData("offset", "")]
    [InlineData("offset", "00")]
    [InlineData("offset", "99999999999999999999")]
    [InlineData("offset", "1&offset=2")]
    [InlineData("limit", "0")]
    [InlineData("limit", "101")]
    [InlineData("limit", "010")]
    [InlineData("limit", "ten")]
    [InlineData("limit", "1%00")]
    [InlineData("content_type", "Note")]
    [InlineData("content_type", "1")]
    [InlineData("status", "")]
    [InlineData("starred", "1")]
    [InlineData("after", "yesterday")]
    [InlineData("before", "2024-13-01")]
    [InlineData("before", "")]
    public async Task A_parameter_that_is_wrong_is_named_and_never_clamped(string name, string value)
    {
        var escaped = value.Contains('&', StringComparison.Ordinal) || value.Contains('%', StringComparison.Ordinal) ? value : Uri.EscapeDataString(value);
        Assert.Equal([name], await _backend.InvalidFieldsAsync(HttpMethod.Get, $"/api/items?{name}={escaped}"));
    }

    [Theory]
    [InlineData("offset=0&limit=1", 0, 1)]
    [InlineData("limit=100", 0, 100)]
    [InlineData("offset=1000", 1000, 20)]
    [InlineData("offset=3000000000", 3000000000, 20)]
    [InlineData("unknown=1&page=x&%00=y", 0, 20)]
    public async Task A_page_says_what_it_is(string query, long offset, int limit)
    {
        await _backend.CreateAsync("one of a page");
        var page = await _backend.GetAsync("/api/items?" + query);
        Assert.Equal(["items", "total", "offset", "limit"], page.Select(field => field.Key));
        Assert.Equal((offset, limit), ((long)page["offset"]!, (int)page["limit"]!));
        Assert.True((long)page["total"]! >= 1);
        if (offset >= 1000) Assert.Empty(page["items"]!.AsArray());
    }

    [Theory]
    [InlineData("..%2f")]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    [InlineData("%20")]
    [InlineData("x'%20OR%20'1'='1")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("%E2%80%AE")]
    [InlineData("%F0%9F%A6%A6")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("batch")]
    [InlineData("{10KB}")]
    [InlineData("%25%30%30")]
    [InlineData("a;b=c")]
    public async Task An_id_of_any_form_is_looked_for_before_the_body_is_looked_at(string id)
    {
        var path = "/api/items/" + id.Replace("{10KB}", new string('x', 10 * 1024), StringComparison.Ordinal);
        foreach (var (method, type, body) in ((string, string, string)[])[("GET", "application/json", ""), ("DELETE", "application/json", ""), ("PUT", "application/json", "{\"title\":\"x\"}"), ("PUT", "application/json", "{not json"), ("PUT", "text/plain", "x"), ("PUT", "application/json", "{\"title\":7}"), ("PUT", "application/json", "")])
        {
            var answer = await _backend.RawAsync($"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {_backend.Token}\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
            Assert.True(answer.StartsWith("HTTP/1.1 404 ", StringComparison.Ordinal) && answer.Contains("\"item_not_found\"", StringComparison.Ordinal), $"{method} {id}: {answer}");
        }
    }

    [Fact]
    public async Task A_nul_in_a_path_is_refused_by_the_server_itself() =>
        Assert.Equal(400, await _backend.RawStatusAsync($"GET /api/items/%00 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {_backend.Token}\r\nConnection: close\r\n\r\n"));

    [Fact]
    public async Task A_list_is_filtered_newest_first()
    {
        await using var backend = await TestBackend.StartAsync();
        var note = await backend.CreateSearchableAsync("first", "First", "Work", "two");
        var page = (string)(await backend.PostAsync("/api/items", """{"content":"<p>second</p>","url":"https://example.org/","source":"clipper","tags":["work"]}""", 201))["id"]!;
        await backend.UntilCompletedAsync(page);
        await backend.PutAsync("/api/items/" + page, "{\"starred\":true}");
        Assert.Equal([page, note], await Ids(""));
        Assert.Equal([page], await Ids("content_type=webpage"));
        Assert.Equal([note], await Ids("content_type=note"));
        Assert.Equal([page, note], await Ids("tag=WORK"));
        Assert.Equal([note], await Ids("tag=two"));
        Assert.Equal([page], await Ids("source=clipper"));
        Assert.Equal([page], await Ids("starred=true"));
        Assert.Equal([note], await Ids("starred=false"));
        Assert.Equal([page, note], await Ids("status=completed"));
        Assert.Empty(await Ids("status=failed"));
        Assert.Equal([page, note], await Ids("after=2020"));
        Assert.Equal([page, note], await Ids("after=2020-01-01T00:00:00Z&before=2999-12-31T23:59:59.999%2B01:00"));
        Assert.Empty(await Ids("before=2020-01-01"));
        Assert.Equal([note], await Ids("offset=1&limit=1"));

        async Task<string[]> Ids(string query) => [.. (await backend.GetAsync("/api/items?" + query))["items"]!.AsArray().Select(item => (string)item!["id"]!)];
    }

    [Fact]
    public async Task A_deleted_item_comes_back_from_the_trash_and_is_found_again()
    {
        var id = await _backend.CreateSearchableAsync("A wombat digs.", "Wombat");
        using (var deleted = await _backend.SendAsync(HttpMethod.Delete, "/api/items/" + id)) Assert.Equal(204, (int)deleted.StatusCode);
        Assert.Empty((await _backend.PostAsync("/api/search", "{\"query\":\"wombat\"}"))["results"]!.AsArray());
        var restored = await _backend.ReadAsync(HttpMethod.Post, $"/api/items/{id}/restore", null, 200);
        Assert.Equal("A wombat digs.", (string?)restored["content"]);
        await _backend.UntilCompletedAsync(id);
        Assert.Equal(id, (string?)(await _backend.PostAsync("/api/search", "{\"query\":\"wombat\"}"))["results"]![0]!["item_id"]);
        await _backend.ProblemAsync(HttpMethod.Post, $"/api/items/{id}/restore", null, 404, "item_not_found");
    }
}
