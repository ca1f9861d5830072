using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cortex.Backend.Tests.Endpoints;

/// <summary>What is sent comes back as it was sent.</summary>
public sealed class ItemFidelityTests(SharedBackend shared) : IClassFixture<SharedBackend>
{
    private readonly TestBackend _backend = shared.Backend;

    public static TheoryData<string> Texts => new()
    {
        "  leading and trailing  ", "\ttab\r\nCRLF\rCR\n", "nul \0 inside", "\0", "emoji 👩‍👩‍👧‍👦 🇩🇪", "e\u0301 is not \u00e9", "\u202Eright to left", "\uFEFFbyte order mark",
        "\u2028 line \u2029 paragraph", "<script>alert(1)</script> & \"quotes\" 'single' \\back\\slash", "\u0001\u001f\u007f\u0085", "\uFFFD\uFFFE\uFFFF", "日本語 العربية עברית",
        "%00%2e%2e/", "{{7*7}} ${jndi:x} '; DROP TABLE items; --",
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Every_string_comes_back_exactly(string text)
    {
        var sent = JsonSerializer.Serialize(new { title = "t" + text, content = "c" + text, source = text, tags = new[] { text, text + "2" }, metadata = new Dictionary<string, object> { [text] = new[] { text } } });
        var created = await _backend.PostAsync("/api/items", sent, 201);
        var id = (string)created["id"]!;
        Check(created);
        await _backend.UntilCompletedAsync(id);
        Check(await _backend.GetAsync("/api/items/" + id));
        var page = await _backend.GetAsync("/api/items?source=" + Uri.EscapeDataString(text));
        if (!text.Contains('\0', StringComparison.Ordinal)) Assert.Equal(id, (string?)page["items"]![0]!["id"]);
        var changed = await _backend.PutAsync("/api/items/" + id, sent);
        Check(changed);

        void Check(JsonObject item)
        {
            Assert.Equal("t" + text, (string?)item["title"]);
            Assert.Equal("c" + text, (string?)item["content"]);
            Assert.Equal(text, (string?)item["source"]);
            Assert.Equal([text, text + "2"], item["tags"]!.AsArray().Select(tag => (string?)tag));
            Assert.Equal(text, (string?)item["metadata"]![text]![0]);
        }
    }

    [Theory]
    [InlineData("""{"big":9007199254740993,"bigger":123456789012345678901234567890,"negative":-9007199254740993}""")]
    [InlineData("""{"one":1.0,"huge":1e400,"tiny":1E-400,"zero":-0,"exact":0.1000000000000000055511151231257827}""")]
    [InlineData("""{"z":1,"a":{"y":[1,[2,{"x":null}],true,false]},"m":{}}""")]
    [InlineData("""{"":"empty name","a b":"space","ключ":"ü"}""")]
    [InlineData("""{"same":1,"same":2}""")]
    [InlineData("{}")]
    public async Task Metadata_comes_back_digit_by_digit_in_its_order(string metadata)
    {
        var raw = await RawMetadataAsync(HttpMethod.Post, "/api/items", $"{{\"content\":\"x\",\"metadata\":{metadata}}}");
        Assert.Equal(metadata, raw.Metadata);
        await _backend.UntilCompletedAsync(raw.Id);
        Assert.Equal(metadata, (await RawMetadataAsync(HttpMethod.Get, "/api/items/" + raw.Id)).Metadata);
        Assert.Equal(metadata, (await RawMetadataAsync(HttpMethod.Put, "/api/items/" + raw.Id, $"{{\"metadata\":{metadata}}}")).Metadata);
        using var page = await _backend.SendAsync(HttpMethod.Get, "/api/items?limit=1");
        Assert.Contains($"\"metadata\":{metadata},", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"content":"half \ud800 a pair"}""")]
    [InlineData("""{"content":"half \udc00 a pair"}""")]
    [InlineData("""{"content":"x","title":"\udbff"}""")]
    [InlineData("""{"content":"x","tags":["\ud83d"]}""")]
    [InlineData("""{"content":"x","metadata":{"a":"\ud83d"}}""")]
    [InlineData("""{"content":"x","metadata":{"a":[{"b":"\ud83d\ud83d"}]}}""")]
    [InlineData("""{"content":"x","metadata":{"\ude00":1}}""")]
    public async Task Half_a_surrogate_pair_is_no_text(string body)
    {
        var before = _backend.LastChange;
        await _backend.ProblemAsync(HttpMethod.Post, "/api/items", body, 400, "malformed_json");
        var batch = await _backend.PostAsync("/api/items/batch", $"{{\"items\":[{body}]}}");
        Assert.Equal(400, (int?)batch["results"]![0]!["status"]);
        Assert.Equal("malformed_json", (string?)batch["results"]![0]!["error"]!["code"]);
        Assert.Equal(before, _backend.LastChange);
    }

    [Theory]
    [InlineData("{\"content\":\"\u00ff\"}")]
    [InlineData("{\"content\":\"x\",\"metadata\":{\"a\":\"\u00c0\u0080\"}}")]
    [InlineData("{\"content\":\"x\",\"metadata\":{\"\u00ed\u00a0\u0080\":1}}")]
    public async Task Bytes_that_are_no_utf8_are_no_text(string latin)
    {
        var before = _backend.LastChange;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_backend.Origin + "/api/items")) { Content = new ByteArrayContent(Encoding.Latin1.GetBytes(latin)) };
        request.Content.Headers.ContentType = new("application/json");
        using var response = await _backend.Client.SendAsync(request);
        await TestBackend.ProblemAsync(response, 400, "malformed_json");
        Assert.Equal(before, _backend.LastChange);
    }

    [Fact]
    public async Task Metadata_as_deep_as_is_taken_can_be_read_everywhere()
    {
        const int Depth = 62;
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", Depth)) + "1" + new string('}', Depth);
        var id = (await RawMetadataAsync(HttpMethod.Post, "/api/items", $"{{\"content\":\"deep\",\"metadata\":{deep}}}")).Id;
        Assert.Equal(deep, (await RawMetadataAsync(HttpMethod.Get, "/api/items/" + id)).Metadata);
        using var page = await _backend.SendAsync(HttpMethod.Get, "/api/items?limit=100");
        Assert.Contains(deep, await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<(string Id, string Metadata)> RawMetadataAsync(HttpMethod method, string path, string? body = null)
    {
        using var response = await _backend.SendAsync(method, path, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        using var item = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 256 });
        return (item.RootElement.GetProperty("id").GetString()!, item.RootElement.GetProperty("metadata").GetRawText());
    }
}
