using System.Text;
using Cortex.Contract.Errors;
using Cortex.Contract.Import;
using Cortex.Contract.Items;
using Cortex.Contract.Search;
using Cortex.Engine.Network;
using Cortex.Engine.Sources.Web;

namespace Cortex.Engine.Tests.Sources.Web;

public sealed class PageImporterTests : IAsyncLifetime
{
    private const string Article = """
        <!doctype html><html lang="en"><head><title>How bees dance | The Hive</title><link rel="canonical" href="/bees">
        <meta property="og:site_name" content="The Hive"><meta name="author" content="Ada Byron"><meta property="article:published_time" content="2024-05-01T10:00:00Z"></head>
        <body><nav><a href="/">Home</a><a href="/shop">Shop</a></nav><article><h1>How bees dance</h1>
        <p>A bee and her waggle tell the others where to fly, and how far it is, and whether it is worth the way at all.</p>
        <p>They read the angle against the sun, in the dark of the hive, by touch alone: see <a href="angle">the angle</a>.</p></article><footer>All rights reserved.</footer></body></html>
        """;

    private readonly TestLibrary _library = new();
    private readonly Fetching _web = new();

    private PageImporter Importer => new(_library.Engine.Items, _web.Time, () => _web.Current, _web.Recording);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Fact]
    public async Task A_page_becomes_an_item_that_reads_well()
    {
        await using var server = WebServer.Start(request => request.Path.StartsWith("/r", StringComparison.Ordinal) ? WebServer.Redirect("/2024/bees.html?utm_source=mail") : WebServer.Html(Article, "ETag: \"7\"\r\nLast-Modified: Tue, 05 Mar 2024 10:00:00 GMT\r\n"));
        var (outcome, item) = await ImportAsync(server.Url("/r", "public.test"), tags: "bees");
        Assert.Equal(ImportOutcome.Created, outcome);
        Assert.Equal((ContentType.Webpage, "web", ProcessingStatus.Pending), (item.ContentType, item.Source, item.ProcessingStatus));
        await _library.IndexAsync();
        item = _library.Engine.Items.Get(item.Id);
        Assert.Equal(("How bees dance", Article), (item.Title, item.Content));
        Assert.Equal(["bees"], item.Tags);
        Assert.StartsWith("How bees dance\n\nA bee and her waggle", item.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("rights reserved", item.Text, StringComparison.Ordinal);
        Assert.Equal(server.Url("/2024/bees.html?utm_source=mail", "public.test"), item.SourceUrl);
        Assert.Equal(server.Url("/2024/angle", "public.test"), item.Blocks.SelectMany(block => block.Marks).Single().Href);
        string Field(string name) => item.Metadata.GetProperty(name).GetString()!;
        Assert.Equal(("Ada Byron", "2024-05-01T10:00:00+00:00", "The Hive", server.Url("/bees", "public.test")), (Field("byline"), Field("published_at"), Field("site_name"), Field("canonical_url")));
        Assert.Equal((server.Url("/r", "public.test"), item.SourceUrl, "utf-8", "\"7\"", "Tue, 05 Mar 2024 10:00:00 GMT"), (Field("requested_url"), Field("final_url"), Field("charset"), Field("etag"), Field("last_modified")));
        Assert.True(DateTimeOffset.Parse(Field("fetched_at")) > DateTimeOffset.UnixEpoch);
        Assert.Equal(item.Id, _library.Engine.Search.Search(new SearchRequest { Query = "waggle source:web type:webpage" }).Results.Single().ItemId);
    }

    [Fact]
    public async Task The_same_page_is_the_same_item_by_whatever_address()
    {
        var page = Article;
        await using var server = WebServer.Start(_ => WebServer.Html(page));
        var (_, first) = await ImportAsync(server.Url("/a?utm_source=x", "public.test"));
        Assert.Equal((ImportOutcome.Unchanged, first.Id), await OutcomeAsync(server.Url("/a?fbclid=1#part", "public.test")));
        Assert.Equal((ImportOutcome.Unchanged, first.Id), await OutcomeAsync(server.Url("/bees", "public.test")));
        page = Article.Replace("worth the way", "worth the long way", StringComparison.Ordinal);
        Assert.Equal((ImportOutcome.Updated, first.Id), await OutcomeAsync(server.Url("/bees?new", "public.test")));
        await _library.IndexAsync();
        var item = _library.Engine.Items.Get(first.Id);
        Assert.Equal((2L, server.Url("/bees?new", "public.test")), (item.Revision, item.SourceUrl));
        Assert.Contains("long way", item.Text, StringComparison.Ordinal);
        Assert.Equal(1, _library.Engine.Items.List(new Engine.Knowledge.Items.ItemQuery { Limit = 10 }).Total);
        // Out of the trash it does not come back by itself: the page is a new item then.
        await _library.Engine.Items.DeleteAsync(first.Id);
        Assert.Equal(ImportOutcome.Created, (await OutcomeAsync(server.Url("/bees", "public.test"))).Outcome);
    }

    [Fact]
    public async Task What_is_said_with_a_page_that_is_there_already_is_kept()
    {
        await using var server = WebServer.Start(Article);
        await ImportAsync(server.Url("/a", "public.test"), tags: ["one"]);
        var (outcome, item) = await ImportAsync(server.Url("/a", "public.test"), "My title", "One", "two");
        Assert.Equal((ImportOutcome.Unchanged, "My title"), (outcome, item.Title));
        Assert.Equal(["one", "two"], item.Tags);
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_take_an_items_place()
    {
        await using var server = WebServer.Start(request => WebServer.Html(request.Header("Host")!.StartsWith("evil", StringComparison.Ordinal) ? Article.Replace("/bees", $"http://public.test:{request.Header("Host")!.Split(':')[1]}/bees", StringComparison.Ordinal) : Article));
        var (_, own) = await ImportAsync(server.Url("/bees", "public.test"));
        var (outcome, other) = await ImportAsync(server.Url("/bees", "evil.test"));
        Assert.Equal(ImportOutcome.Created, outcome);
        Assert.NotEqual(own.Id, other.Id);
    }

    [Theory]
    [InlineData("text/html; charset=windows-1251", "windows-1251", "<p>Пчёлы танцуют в тёмном улье, и другие понимают их.</p>")]
    [InlineData("text/html", "shift_jis", "<meta charset=Shift_JIS><p>ミツバチは踊りで花の場所を仲間に伝える。</p>")]
    [InlineData("text/html; charset=iso-8859-1", "utf-8", "<p>Bienen tänzeln über Blüten.</p>")]
    [InlineData("text/html; charset=nonsense", "utf-8", "<p>Bienen tänzeln über Blüten.</p>")]
    [InlineData("text/html;charset=\"ISO-8859-1\"", "windows-1252", "<p>Bienen tänzeln “über” Blüten.</p>")]
    [InlineData("text/html", "utf-16", "\uFEFF<p>Bienen tänzeln über Blüten.</p>")]
    [InlineData("application/xhtml+xml", "iso-8859-2", "<?xml version=\"1.0\" encoding=\"iso-8859-2\"?><html><body><p>Pszczoły tańczą.</p></body></html>")]
    public async Task Any_charset_is_read(string type, string charset, string page)
    {
        await using var server = WebServer.Start((_, stream, stop) => stream.WriteAsync(WebServer.Bytes($"Content-Type: {type}\r\n", Encoding.GetEncoding(charset).GetBytes(page)), stop).AsTask());
        var (_, item) = await ImportAsync(server.Url("/", "public.test"));
        Assert.Equal(page.TrimStart('\uFEFF'), item.Content);
        Assert.Equal(charset, item.Metadata.GetProperty("charset").GetString());
    }

    [Theory]
    [InlineData("text/plain", "/notes", "# Not a heading\n\ntext", "# Not a heading\n\ntext")]
    [InlineData("text/markdown; charset=utf-8", "/notes", "# Heading\n\n**text**", "Heading\n\ntext")]
    [InlineData("text/plain", "/README.md", "# Heading\n\n**text**", "Heading\n\ntext")]
    [InlineData("", "/page", "<!doctype html><p>Found out by its beginning.</p>", "Found out by its beginning.")]
    [InlineData("", "/page", "Only text.", "Only text.")]
    public async Task Texts_are_read_as_what_they_are(string type, string path, string content, string text)
    {
        await using var server = WebServer.Start(_ => WebServer.Ok(type, content));
        var (_, item) = await ImportAsync(server.Url(path, "public.test"));
        await _library.IndexAsync();
        Assert.Equal(text, _library.Engine.Items.Get(item.Id).Text);
    }

    [Theory]
    [InlineData("application/pdf", "%PDF-1.7", ErrorCode.UnsupportedFormat, "a PDF")]
    [InlineData("", "%PDF-1.7\nbinary", ErrorCode.UnsupportedFormat, "a PDF")]
    [InlineData("image/png", "x", ErrorCode.UnsupportedFormat, "an image")]
    [InlineData("application/octet-stream", "x", ErrorCode.UnsupportedFormat, "application/octet-stream")]
    [InlineData("application/json", "{}", ErrorCode.UnsupportedFormat, "application/json")]
    [InlineData("text/html", "", ErrorCode.UnreadableContent, "empty")]
    [InlineData("text/html", "<p>\0\0\0\0\u0001\u0002\0", ErrorCode.BinaryContent, "")]
    [InlineData("text/html", "<body><div id=root></div><script src=a.js></script>", ErrorCode.NeedsBrowser, "scripts")]
    [InlineData("text/html", "<meta http-equiv=refresh content='0;url=http://127.0.0.1/secret'>", ErrorCode.NeedsBrowser, "http://127.0.0.1/secret")]
    public async Task What_is_no_page_is_told_and_not_stored(string type, string body, string code, string told)
    {
        await using var server = WebServer.Start(_ => WebServer.Ok(type, body));
        var error = await Assert.ThrowsAsync<CortexException>(() => ImportAsync(server.Url("/", "public.test")));
        Assert.Equal(code, error.Code);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _library.Engine.Items.List(new Engine.Knowledge.Items.ItemQuery { Limit = 1 }).Total);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(400, "", ErrorCode.PageUnavailable, "answered 400")]
    [InlineData(401, "", ErrorCode.PageUnavailable, "needs a sign-in")]
    [InlineData(403, "", ErrorCode.PageUnavailable, "refuses")]
    [InlineData(403, "cf-mitigated: challenge\r\n", ErrorCode.NeedsBrowser, "person")]
    [InlineData(404, "", ErrorCode.PageUnavailable, "no page")]
    [InlineData(410, "", ErrorCode.PageUnavailable, "for good")]
    [InlineData(429, "Retry-After: 90\r\n", ErrorCode.PageUnavailable, "in 90 seconds")]
    [InlineData(429, "Retry-After: 3600\r\n", ErrorCode.PageUnavailable, "in 60 minutes")]
    [InlineData(429, "Retry-After: nonsense\r\n", ErrorCode.PageUnavailable, "later")]
    [InlineData(500, "", ErrorCode.PageUnavailable, "fault of its own")]
    [InlineData(503, "Retry-After: 30\r\n", ErrorCode.PageUnavailable, "in 30 seconds")]
    [InlineData(304, "", ErrorCode.PageUnavailable, "304")]
    [InlineData(302, "", ErrorCode.PageUnavailable, "302")]
    public async Task A_server_that_gives_no_page_is_told_in_words(int status, string headers, string code, string told)
    {
        await using var server = WebServer.Start(_ => WebServer.Status(status, headers + "Content-Type: text/html\r\n", status == 304 ? "" : Article));
        var error = await Assert.ThrowsAsync<CortexException>(() => ImportAsync(server.Url("/", "public.test")));
        Assert.Equal(code, error.Code);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_pages_of_a_host_are_fetched_as_it_allows_and_with_pauses()
    {
        await using var server = WebServer.Start(request => request.Path switch
        {
            "/robots.txt" => WebServer.Ok("text/plain", "User-agent: *\nDisallow: /private\nCrawl-delay: 3"),
            "/moved" => WebServer.Redirect("/private/b"),
            _ => WebServer.Html(Article.Replace("/bees", request.Path, StringComparison.Ordinal)),
        });
        var web = new Fetching { Time = new SkippingTime() };
        var importer = new PageImporter(_library.Engine.Items, web.Time, () => web.Current, web.Recording);
        string[] paths = ["/one", "/private/a", "/two", "/moved"];
        var results = await ToListAsync(importer.ImportAllAsync([.. paths.Select(path => new ImportPageRequest { Url = server.Url(path, "public.test") }), new ImportPageRequest { Url = "nonsense" }, new ImportPageRequest { Url = server.Url("/private/c", "other.test") }], null, CancellationToken.None));
        Assert.Equal([null, ErrorCode.RobotsDisallowed, null, ErrorCode.RobotsDisallowed, ErrorCode.ValidationFailed, null], results.Select(result => result.Error?.Code));
        Assert.Equal(["/robots.txt", "/one", "/two", "/moved", "/private/c"], server.Paths);
        Assert.Equal([3.0, 3.0], ((SkippingTime)web.Time).Skipped.Select(pause => pause.TotalSeconds));
        Assert.Equal(NetworkPurpose.Robots, web.Log[0].Purpose);
    }

    [Theory]
    [InlineData(404, 2)]
    [InlineData(403, 2)]
    [InlineData(429, 0)]
    [InlineData(500, 0)]
    [InlineData(0, 0)]
    public async Task Without_a_robots_file_all_is_allowed_and_without_an_answer_nothing(int status, int pages)
    {
        await using var server = WebServer.Start(request => request.Path != "/robots.txt" ? WebServer.Html(Article.Replace("/bees", request.Path, StringComparison.Ordinal)) : status == 0 ? "HTTP/1.1 banana\r\n\r\n" : WebServer.Status(status));
        var web = new Fetching { Time = new SkippingTime() };
        var importer = new PageImporter(_library.Engine.Items, web.Time, () => web.Current, web.Recording);
        var results = await ToListAsync(importer.ImportAllAsync([new() { Url = server.Url("/a", "public.test") }, new() { Url = server.Url("/b", "public.test") }], null, CancellationToken.None));
        Assert.Equal(pages, results.Count(result => result.Result is not null));
        Assert.Single(server.Paths, path => path == "/robots.txt");
    }

    [Fact]
    public async Task One_page_at_a_persons_request_needs_no_robots_file()
    {
        await using var server = WebServer.Start(Article);
        await ImportAsync(server.Url("/a", "public.test"));
        Assert.Equal(["/a"], server.Paths);
    }

    private async Task<(ImportOutcome Outcome, Item Item)> ImportAsync(string url, string? title = null, params string[] tags)
    {
        var result = await Importer.ImportAsync(new ImportPageRequest { Url = url, Title = title, Tags = tags }, progress: null, CancellationToken.None);
        return (result.Outcome, result.Item);
    }

    private async Task<(ImportOutcome Outcome, string Id)> OutcomeAsync(string url)
    {
        var (outcome, item) = await ImportAsync(url);
        return (outcome, item.Id);
    }

    private static async Task<List<PageImport>> ToListAsync(IAsyncEnumerable<PageImport> pages)
    {
        var result = new List<PageImport>();
        await foreach (var page in pages) result.Add(page);
        return result;
    }

    /// <summary>Pauses pass at once and are counted; limits are never reached.</summary>
    private sealed class SkippingTime : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        public List<TimeSpan> Skipped { get; } = [];

        public override DateTimeOffset GetUtcNow() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            // A pause is shorter than every limit.
            if (dueTime >= new FetchOptions().Connect || dueTime < TimeSpan.Zero) return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Skipped.Add(dueTime);
            _now += dueTime;
            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
