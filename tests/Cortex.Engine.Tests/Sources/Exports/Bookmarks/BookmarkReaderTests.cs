using System.Text;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Sources.Exports;
using Cortex.Engine.Sources.Exports.Bookmarks;

namespace Cortex.Engine.Tests.Sources.Exports.Bookmarks;

public sealed class BookmarkReaderTests : IAsyncLifetime
{
    private readonly TestLibrary _library = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Fact]
    public async Task Chromes_file_becomes_pages_and_says_what_it_left_out()
    {
        var report = await _library.ImportAsync(ExportFiles.Of("chrome.html"));
        Assert.Equal(5, report.Created);
        Assert.Equal(
            new Dictionary<string, int> { ["script"] = 1, ["empty_folder"] = 1, ["duplicate"] = 1, ["no_web_page"] = 1, ["address_refused"] = 1, ["icon"] = 1 }.OrderBy(pair => pair.Key),
            report.Skipped.OrderBy(pair => pair.Key));
        var items = _library.ByTitle();
        var news = items["News & more"];
        Assert.Equal((ContentType.Webpage, "bookmarks", "https://news.example.org/?utm_source=bar", ""), (news.ContentType, news.Source, news.SourceUrl, news.Content));
        Assert.Equal(new DateTime(2020, 2, 1, 0, 0, 0, DateTimeKind.Utc), news.CreatedAt);
        Assert.Empty(news.Tags);
        Assert.Equal("""[["Bookmarks bar"]]""", news.Text("bookmark_folders"));
        var bread = items["Sourdough, day by day"];
        Assert.Equal(["Cooking"], bread.Tags);
        Assert.Equal("""[["Bookmarks bar","Cooking"]]""", bread.Text("bookmark_folders"));
        Assert.Equal(new DateTime(2017, 7, 14, 2, 40, 0, DateTimeKind.Utc), bread.CreatedAt);
        Assert.Equal("95617584000", items["Far future"].Text("bookmark_add_date"));
        Assert.Equal(2020, items["nameless.example.org/a/b"].CreatedAt.Year);
    }

    [Fact]
    public async Task Firefoxs_file_keeps_tags_keyword_description_and_dates()
    {
        var report = await _library.ImportAsync(ExportFiles.Of("firefox.html"));
        Assert.Equal((2, 1, 1), (report.Created, report.Skipped["separator"], report.Skipped["no_web_page"]));
        var items = _library.ByTitle();
        var apples = items["Äpfel schneiden"];
        Assert.Equal("https://garten.example.org/%C3%84pfel?a=1&b=2", apples.SourceUrl);
        Assert.Equal(["Gärten", "obst", "Bäume"], apples.Tags);
        Assert.Equal("Wann und wie, für alte Sorten <hoch>.", apples.Text);
        Assert.Equal(("obst", "https://garten.example.org/favicon.ico", "2022-01-01T00:00:00Z"), (apples.Text("bookmark_keyword"), apples.Text("bookmark_icon_uri"), apples.Text("bookmark_modified_at")));
        Assert.Equal((2021, "x.png"), (items["Later"].CreatedAt.Year, items["Later"].Text("bookmark_data_cover")));
        Assert.Empty(items["Later"].Tags);
    }

    [Fact]
    public async Task Pockets_list_says_what_was_read()
    {
        Assert.Equal(3, (await _library.ImportAsync(ExportFiles.Of("pocket.html"))).Created);
        var items = _library.ByTitle();
        Assert.Equal(["essay", "to read"], items["A long read"].Tags);
        Assert.Equal("Unread", items["A long read"].Text("bookmark_list"));
        Assert.Equal(("Read Archive", 2014), (items["Done"].Text("bookmark_list"), items["Done"].CreatedAt.Year));
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_even_what_a_person_changed()
    {
        await _library.ImportAsync(ExportFiles.Of("chrome.html"));
        var news = _library.ByTitle()["News & more"];
        await _library.Engine.Items.UpdateAsync(news.Id, new UpdateItemRequest { Title = "My news", Tags = ["mine"] });
        var report = await _library.ImportAsync(ExportFiles.Of("chrome.html"));
        Assert.Equal((0, 0, 5), (report.Created, report.Updated, report.Unchanged));
        Assert.Equal(["mine"], _library.ByTitle()["My news"].Tags);
    }

    [Fact]
    public async Task A_newer_file_updates_and_a_page_that_is_there_keeps_its_content()
    {
        var page = new NewItem { Content = "The whole page.", Title = "The page", ContentType = ContentType.Webpage, SourceUrl = "https://p.example.org/", SourceKey = "https://p.example.org/", Source = "web", Tags = ["kept"], Metadata = """{"charset":"utf-8"}""" };
        await _library.Engine.Items.ImportAsync([page], _ => false);
        var path = _library.Write("b.html", File("<DT><A HREF=\"https://p.example.org/\" TAGS=\"new\">Other name</A>\n<DD>Words\n<DT><A HREF=\"https://q.example.org/\">Q</A>"));
        var report = await _library.ImportAsync(path);
        Assert.Equal((1, 1), (report.Created, report.Updated));
        var items = _library.ByTitle();
        Assert.Equal("The whole page.", items["The page"].Content);
        Assert.Equal(["kept", "new"], items["The page"].Tags);
        Assert.Equal(("utf-8", "Words"), (items["The page"].Text("charset"), items["The page"].Text("bookmark_description")));
        _library.Write("b.html", File("<DT><A HREF=\"https://q.example.org/\">Q, renamed</A>\n<DD>Said of it"));
        Assert.Equal(1, (await _library.ImportAsync(path)).Updated);
        Assert.Equal("Said of it", _library.ByTitle()["Q, renamed"].Content);
        Assert.Equal(0, (await _library.ImportAsync(path)).Updated);
    }

    [Fact]
    public async Task Nothing_comes_in_with_a_dry_run()
    {
        var report = await _library.Engine.Importer.ImportAsync(new Engine.Sources.ImportRequest { Paths = [ExportFiles.Of("pocket.html")], DryRun = true }, progress: null, CancellationToken.None);
        Assert.Equal(3, report.Files.Count);
        Assert.EndsWith("pocket.html: A long read", report.Files[0], StringComparison.Ordinal);
        Assert.Equal(0, _library.Engine.Items.List(new ItemQuery()).Total);
    }

    [Theory]
    [InlineData("<DT><H3 FOLDED id=\"com.apple.ReadingList\">Leseliste von heute</H3>\n<DL><p>\n<DT><A HREF=\"https://a.example/\">A</A>\n</DL><p>", "", "{\"bookmark_folders\":[[\"Leseliste von heute\"]]}")]
    [InlineData("<DT><A HREF=\"https://a.example/\" ADD_DATE=\"1380000000\" PRIVATE=\"1\" TOREAD=\"0\" TAGS=\"web,c#\">A</A>\n<DD>said of it\n", "web,c#", "{\"bookmark_description\":\"said of it\",\"bookmark_private\":\"1\",\"bookmark_toread\":\"0\"}")]
    [InlineData("<DT><H3 ADD_DATE=\"1700000000\">Unsorted</H3><DL><p><DT><A HREF=\"https://a.example/\" ADD_DATE=\"1700000000\" LAST_MODIFIED=\"1700000001\" TAGS=\"\" DATA-COVER=\"https://a.example/c.png\" DATA-IMPORTANT=\"true\">A</A></DL><p>", "", "{\"bookmark_modified_at\":\"2023-11-14T22:13:21Z\",\"bookmark_data_cover\":\"https://a.example/c.png\",\"bookmark_data_important\":\"true\",\"bookmark_folders\":[[\"Unsorted\"]]}")]
    public void Safari_Pinboard_and_Raindrop_say_more(string body, string tags, string metadata)
    {
        var item = Assert.Single(Read(File(body)).OfType<ExportedItem>()).Item;
        Assert.Equal((tags, metadata), (string.Join(',', item.Tags), item.Metadata));
    }

    [Theory]
    [InlineData("<A HREF=\"https://a.example/\">Never closed <DT><A HREF='https://b.example/'>B</A>", "Never closed", "B")]
    [InlineData("<A HREF=https://a.example/ >A</A", "A")]
    [InlineData("</DL></DL></DL><A HREF=\"https://a.example/\" HREF=\"https://b.example/\">x < y &amp; z</A>", "x < y & z")]
    [InlineData("<!-- <A HREF=\"https://a.example/\">no</A> -->--><DT><A HREF=\"https://a.example/\"><b>A</b></A><DD><b>Bold</b><DD>", "A")]
    public void Broken_markup_is_read_as_browsers_do(string body, params string[] titles) => Assert.Equal(titles, Read(File(body)).OfType<ExportedItem>().Select(entry => entry.Item.Title));

    [Fact]
    public void Half_a_megabyte_of_icon_is_passed_over() =>
        Assert.Equal("A", Assert.Single(Read(File($"<DT><A HREF=\"https://a.example/\" ICON=\"data:image/png;base64,{new string('A', 500_000)}\">A</A>")).OfType<ExportedItem>()).Item.Title);

    [Fact]
    public void A_hundred_thousand_bookmarks_a_hundred_thousand_deep_take_seconds()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 100_000; i++) text.Append("<DT><H3>F").Append(i).Append("</H3><DL><p><DT><A HREF=\"https://e.example/").Append(i).Append("\">").Append(i).Append("</A>\n");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var items = Read(File(text.ToString())).OfType<ExportedItem>().ToList();
        Assert.Equal(100_000, items.Count);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);
    }

    private static string File(string body) => $"<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n<DL><p>\n{body}\n</DL><p>";

    private List<ExportEntry> Read(string content) =>
        [.. new BookmarkReader().Read(_library.Write("x.html", content), new ExportContext(DateTimeOffset.Parse("2026-01-01Z"), CancellationToken.None))];
}
