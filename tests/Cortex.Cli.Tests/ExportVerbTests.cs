using Cortex.Engine.Tests.Sources.Web;

namespace Cortex.Cli.Tests;

[Trait("Speed", "slow")]
public sealed class ExportVerbTests : IDisposable
{
    private const string Page = "<!doctype html><title>Bees</title><article><h1>Bees</h1><p>They dance in the dark of the hive.</p></article>";
    private readonly TemporaryHome _home = new();

    [Fact]
    public async Task Bookmarks_are_fetched_when_asked_for_and_each_once()
    {
        _home.Environment["CORTEX_ALLOW_PRIVATE_ADDRESSES"] = "1";
        var gone = true;
        await using var server = WebServer.Start(request => request.Path switch { "/moved" => WebServer.Redirect("/bees"), "/gone" when gone => WebServer.Status(410), _ => WebServer.Html(Page) });
        var file = _home.File("b.html", $"""
            <!DOCTYPE NETSCAPE-Bookmark-file-1>
            <TITLE>Bookmarks</TITLE>
            <DL><p>
            <DT><H3>Hive</H3><DL><p><DT><A HREF="{server.Url("/moved")}" ADD_DATE="1600000000">Dancing</A></DL><p>
            <DT><A HREF="{server.Url("/gone", "127.0.0.2")}" ADD_DATE="1600000000">{"\u001b"}[31mGone</A>
            <DT><A HREF="javascript:alert(1)">Script</A>
            </DL><p>
            """);
        var told = _home.Run("import", file).Expect(0);
        Assert.Contains("2 new", told.Out);
        Assert.Contains("1 script", told.Out);
        Assert.Empty(server.Requests);
        var report = _home.Run("import", "--fetch", file, "--json").Expect(0).Json;
        Assert.Equal((1, 2, 1), (report.GetProperty("fetched").GetInt32(), report.GetProperty("unchanged").GetInt32(), report.GetProperty("skipped").GetProperty("page_unavailable").GetInt32()));
        var found = Assert.Single(_home.Run("search", "dance", "tag:Hive", "--json").Expect(0).Json.GetProperty("results").EnumerateArray());
        Assert.Equal("Dancing", found.GetProperty("title").GetString());
        var before = server.Paths.Count(path => path == "/bees");
        gone = false;
        told = _home.Run("import", "--fetch", file).Expect(0);
        Assert.Contains("1 page fetched.", told.Out);
        Assert.Equal(before, server.Paths.Count(path => path == "/bees"));
        Assert.DoesNotContain('\u001b', _home.Run("import", "--dry-run", file).Expect(0).Out);
        Assert.Equal(0, _home.Run("import", "--fetch", file, "--json").Expect(0).Json.GetProperty("fetched").GetInt32());
        Assert.Equal(2, _home.Run("status", "--json").Expect(0).Json.GetProperty("database").GetProperty("items").GetInt64());
    }

    [Fact]
    public void Connections_are_told_with_their_sentence()
    {
        _home.File("v/a.md", "# A\n\nThis leads to [[b]] and [[no\u202eone]].\n");
        _home.File("v/b.md", "# B\n");
        var ids = _home.Run("import", _home.At("v"), "--json").Expect(0).Json.GetProperty("item_ids");
        var told = _home.Run("connections", ids[0].GetString()!).Expect(0).Out;
        Assert.Contains("→  B", told);
        Assert.Contains("This leads to b and", told);
        Assert.Contains("Not in your library: noone", told);
        Assert.Contains("←  A", _home.Run("connections", ids[1].GetString()!).Expect(0).Out);
        var found = _home.Run("connections", ids[1].GetString()!, "--json").Expect(0).Json.GetProperty("connections")[0];
        Assert.Equal(("in", "link", 1.0), (found.GetProperty("direction").GetString(), found.GetProperty("kind").GetString(), found.GetProperty("strength").GetDouble()));
        Assert.Equal("item_not_found", _home.Run("connections", "01890000-0000-7000-8000-000000000000", "--json").Expect(1).Json.GetProperty("code").GetString());
    }

    public void Dispose() => _home.Dispose();
}
