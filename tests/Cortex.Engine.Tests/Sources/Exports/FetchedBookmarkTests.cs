using Cortex.Contract.Import;
using Cortex.Engine.Sources.Web;
using Cortex.Engine.Tests.Sources.Web;

namespace Cortex.Engine.Tests.Sources.Exports;

/// <summary>A bookmark and its page are one item, in whatever order they come.</summary>
public sealed class FetchedBookmarkTests : IAsyncLifetime
{
    private const string Page = "<!doctype html><title>Bees</title><article><h1>Bees</h1><p>They dance in the dark of the hive.</p></article>";
    private readonly TestLibrary _library = new();
    private readonly Fetching _web = new();

    private PageImporter Importer => new(_library.Engine.Items, _web.Time, () => _web.Current, _web.Recording);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Fact]
    public async Task A_fetched_page_takes_the_place_of_the_words_and_keeps_what_was_said()
    {
        await using var server = WebServer.Start(request => request.Path == "/short" ? WebServer.Redirect("/bees") : WebServer.Html(Page));
        var path = Bookmarks(server.Url("/short", "public.test"), "Dancing", "Read this");
        await _library.ImportAsync(path);
        var stub = _library.ByTitle()["Dancing"];
        Assert.Equal([stub.SourceUrl ?? ""], _library.Engine.Exports.UnreadPages([path], CancellationToken.None));
        var (outcome, item) = await FetchAsync(stub.SourceUrl ?? "");
        Assert.Equal((ImportOutcome.Updated, stub.Id), (outcome, item.Id));
        await _library.IndexAsync();
        item = _library.ByTitle()["Dancing"];
        Assert.Contains("dark of the hive", item.Text, StringComparison.Ordinal);
        Assert.Equal((stub.CreatedAt, "Read this", server.Url("/bees", "public.test")), (item.CreatedAt, item.Text("bookmark_description"), item.SourceUrl));
        Assert.NotNull(item.Text("fetched_at"));
        Assert.Equal((0, 0, 1), (await _library.ImportAsync(path)).Counts());
        Assert.Empty(_library.Engine.Exports.UnreadPages([path], CancellationToken.None));
        var again = await FetchAsync(server.Url("/bees", "public.test"));
        Assert.Equal((ImportOutcome.Unchanged, stub.Id), (again.Outcome, again.Item.Id));
        // A newer export says more of it, and still is no page.
        Bookmarks(server.Url("/short", "public.test"), "Dancing bees", "Read this soon");
        Assert.Equal((0, 1, 0), (await _library.ImportAsync(path)).Counts());
        item = _library.ByTitle()["Dancing"];
        Assert.Equal("Read this soon", item.Text("bookmark_description"));
        Assert.Contains("dark of the hive", item.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bookmark_that_leads_to_a_page_of_the_library_becomes_one_with_it()
    {
        await using var server = WebServer.Start(request => request.Path == "/short" ? WebServer.Redirect("/bees") : WebServer.Html(Page));
        var (_, page) = await FetchAsync(server.Url("/bees", "public.test"));
        var path = Bookmarks(server.Url("/short", "public.test"), "Dancing", "Read this");
        Assert.Equal((1, 0, 0), (await _library.ImportAsync(path)).Counts());
        Assert.Equal(page.Id, (await FetchAsync(server.Url("/short", "public.test"))).Item.Id);
        await _library.IndexAsync();
        var item = Assert.Single(_library.ByTitle()).Value;
        Assert.Equal((page.Id, "Bees", "Read this"), (item.Id, item.Title, item.Text("bookmark_description")));
        Assert.Equal(["hive"], item.Tags);
        Assert.Equal((0, 0, 1), (await _library.ImportAsync(path)).Counts());
        Assert.Empty(_library.Engine.Exports.UnreadPages([path], CancellationToken.None));
    }

    private string Bookmarks(string url, string title, string description) => _library.Write("b.html",
        $"<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p><DT><H3>hive</H3><DL><p><DT><A HREF=\"{url}\" ADD_DATE=\"1600000000\">{title}</A><DD>{description}\n</DL><p></DL><p>");

    private Task<ImportPageResult> FetchAsync(string url) => Importer.ImportAsync(new ImportPageRequest { Url = url }, progress: null, CancellationToken.None);
}
