using Cortex.Engine.Tests.Sources.Web;

namespace Cortex.Cli.Tests;

[Trait("Speed", "slow")]
public sealed class AddPageTests : IDisposable
{
    private const string Page = "<!doctype html><title>Bees</title><meta name=author content=Ada><article><h1>Bees</h1><p>They dance in the dark of the hive.</p></article>";
    private readonly TemporaryHome _home = new();

    public AddPageTests() => _home.Environment["CORTEX_ALLOW_PRIVATE_ADDRESSES"] = "1";

    [Fact]
    public async Task An_address_alone_is_a_page_and_among_words_a_note()
    {
        await using var server = WebServer.Start(Page);
        var told = _home.Run("add", server.Url("/bees"), "--tag", "animal").Expect(0);
        Assert.Contains("Kept “Bees”", told.Out);
        Assert.Contains("Ada", told.Out);
        Assert.Contains("Unchanged “Bees”", _home.Run("add", server.Url("/bees#part")).Expect(0).Out);
        Assert.Contains("Bees", _home.Run("search", "dance", "type:webpage", "tag:animal").Expect(0).Out);
        var requests = server.Requests.Count;
        var note = _home.Run("add", "see", server.Url("/bees"), "--json").Expect(0).Json;
        Assert.Equal("note", note.GetProperty("content_type").GetString());
        Assert.Equal(requests, server.Requests.Count);
    }

    [Fact]
    public async Task Json_says_what_became_of_one_or_of_each()
    {
        await using var server = WebServer.Start(request => request.Path switch { "/robots.txt" => WebServer.Status(404), "/gone" => WebServer.Status(410), _ => WebServer.Html(Page) });
        var one = _home.Run("add", server.Url("/bees"), "--json").Expect(0).Json;
        Assert.Equal(("created", "done"), (one.GetProperty("outcome").GetString(), one.GetProperty("item").GetProperty("stages").GetProperty("words").GetProperty("status").GetString()));
        var several = _home.Run("add", server.Url("/bees"), server.Url("/gone"), "--json").Expect(1).Json;
        Assert.Equal((0, 1, 1), (several.GetProperty("created").GetInt32(), several.GetProperty("unchanged").GetInt32(), several.GetProperty("failed").GetInt32()));
        Assert.Equal("page_unavailable", several.GetProperty("pages")[1].GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("page_unavailable", _home.Run("add", server.Url("/gone"), "--json").Expect(1).Json.GetProperty("code").GetString());
        Assert.Equal("invalid_argument", _home.Run("add", server.Url("/a"), server.Url("/b"), "--title", "x", "--json").Expect(1).Json.GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_own_network_is_refused_with_what_to_do()
    {
        _home.Environment.Clear();
        await using var server = WebServer.Start(Page);
        Assert.Contains("CORTEX_ALLOW_PRIVATE_ADDRESSES=1", _home.Run("add", server.Url("/", "localhost")).Expect(1).Error);
        Assert.Equal(0, server.Connections);
        Assert.Equal(0, _home.Run("status", "--json").Expect(0).Json.GetProperty("database").GetProperty("items").GetInt64());
    }

    [Fact]
    public async Task Without_the_setting_no_proxy_is_used_and_with_it_only_that()
    {
        await using var proxy = WebServer.Start(request => request.Path.StartsWith("http://public.example/", StringComparison.Ordinal) ? WebServer.Html(Page) : null);
        _home.Environment["http_proxy"] = proxy.Url();
        Assert.Contains("public.example is not known", _home.Run("add", "http://public.example/bees").Expect(1).Error);
        Assert.Equal(0, proxy.Connections);
        _home.Environment["CORTEX_USE_PROXY"] = "1";
        _home.Environment["CORTEX_ALLOW_PRIVATE_ADDRESSES"] = "0";
        Assert.Contains("Kept “Bees”", _home.Run("add", "http://public.example/bees").Expect(0).Out);
        Assert.Contains("10.0.0.1 is a private address", _home.Run("add", "http://10.0.0.1/").Expect(1).Error);
        Assert.Single(proxy.Requests);
    }

    public void Dispose() => _home.Dispose();
}
