namespace Cortex.Engine.Tests.Sources.Exports.Readwise;

public sealed class ReadwiseReaderTests : IAsyncLifetime
{
    private readonly TestLibrary _library = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Fact]
    public async Task A_book_is_an_item_that_reads_as_its_quotations()
    {
        var report = await _library.ImportAsync(ExportFiles.Of("readwise.csv"));
        Assert.Equal((2, 1), (report.Created, report.Skipped["empty"]));
        var book = _library.ByTitle()["The Plain Book"];
        Assert.Equal("Ada Byron\n\nLess is \"more\", he said. On two lines.\n\n*Stars* and [brackets] stay\n\nLike this, too", book.Text);
        Assert.Equal(["design", "2020"], book.Tags);
        Assert.Equal(("Ada Byron", "B00PLAIN"), (book.Text("author"), book.Text("amazon_book_id")));
        Assert.Equal(new DateTime(2019, 10, 7, 13, 29, 0, DateTimeKind.Utc), book.CreatedAt);
        var highlights = book.Metadata.GetProperty("highlights");
        Assert.Equal(["Less is \"more\", he said.\nOn two lines.", "", "yellow", "120", "location", "2020-11-15T21:08:00Z", "[]"], highlights[0].EnumerateObject().Select(field => field.Value.ToString()));
        Assert.Equal(["quote", "note", "color", "location", "location_type", "created_at", "tags"], highlights[0].EnumerateObject().Select(field => field.Name));
        Assert.Equal(["favorite", "quote"], highlights[1].GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.Equal("hive.example.org", _library.ByTitle()["How bees dance"].Text("author"));
    }

    [Fact]
    public async Task A_newer_export_is_a_revision_of_the_book()
    {
        var text = File.ReadAllText(ExportFiles.Of("readwise.csv"));
        var path = _library.Write("r.csv", text);
        await _library.ImportAsync(path);
        Assert.Equal(2, (await _library.ImportAsync(path)).Unchanged);
        _library.Write("r.csv", text + "A third line,The Plain Book,Ada Byron,B00PLAIN,,,,location,140,2021-01-01 00:00:00+00:00,\n");
        Assert.Equal(1, (await _library.ImportAsync(path)).Updated);
        var book = _library.ByTitle()["The Plain Book"];
        Assert.Equal((2L, 3), (book.Revision, book.Metadata.GetProperty("highlights").GetArrayLength()));
        Assert.EndsWith("A third line", book.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_columns_are_kept_and_a_broken_table_is_a_reason()
    {
        await _library.ImportAsync(_library.Write("r.csv", "Book Title,Highlight,Chapter Name\nB,Words,Three\n"));
        Assert.Equal("Three", _library.ByTitle()["B"].Metadata.GetProperty("highlights")[0].GetProperty("chapter_name").GetString());
        Assert.Equal(1, (await _library.ImportAsync(_library.Write("s.csv", "Book Title,Highlight\nB,\"Words\n"))).Skipped["unreadable_content"]);
    }
}
