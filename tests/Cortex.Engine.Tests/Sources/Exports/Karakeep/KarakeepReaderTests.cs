using Cortex.Contract.Items;

namespace Cortex.Engine.Tests.Sources.Exports.Karakeep;

public sealed class KarakeepReaderTests : IAsyncLifetime
{
    private readonly TestLibrary _library = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Fact]
    public async Task Links_become_pages_texts_notes_and_the_rest_is_counted()
    {
        var report = await _library.ImportAsync(ExportFiles.Of("karakeep.json"));
        Assert.Equal(4, report.Created);
        Assert.Equal(["attachment=1", "duplicate=1", "no_web_page=1", "smart_list=1", "unknown_entry=1"], report.Skipped.Select(pair => $"{pair.Key}={pair.Value}").Order());
        var items = _library.ByTitle();
        var bread = items["Sourdough, day by day"];
        Assert.Equal((ContentType.Webpage, "karakeep", true, new DateTime(2024, 6, 1, 0, 0, 0, DateTimeKind.Utc)), (bread.ContentType, bread.Source, bread.Starred, bread.CreatedAt));
        Assert.Equal(["baking", "bread", "Baking days", "again"], bread.Tags);
        Assert.Equal("Try *rye*\n\nFeed it daily.\n\nA starter from scratch.", bread.Text);
        Assert.Equal(("""[["Kitchen","Baking days"]]""", "True", "Ada", "Try *rye*"), (bread.Text("bookmark_folders"), bread.Text("bookmark_archived"), bread.Text("bookmark_author"), bread.Text("bookmark_note")));
        var highlight = bread.Metadata.GetProperty("bookmark_highlights")[0];
        Assert.Equal(("Flour and water", "only these", "yellow"), (highlight.GetProperty("quote").GetString(), highlight.GetProperty("note").GetString(), highlight.GetProperty("color").GetString()));
        Assert.Equal((ContentType.Note, "# Idea\n\nGrow **oyster mushrooms**."), (items["Idea"].ContentType, items["Idea"].Content));
        Assert.Equal(("Ends in March", "a-77"), (items["Lease.pdf"].Text, items["Lease.pdf"].Text("asset_id")));
        Assert.Contains("Gone", items.Keys);
    }

    [Fact]
    public async Task The_same_export_changes_nothing_and_a_newer_one_updates()
    {
        var json = File.ReadAllText(ExportFiles.Of("karakeep.json"));
        var path = _library.Write("k.json", json);
        await _library.ImportAsync(path);
        Assert.Equal((0, 0, 4), (await _library.ImportAsync(path)).Counts());
        _library.Write("k.json", json.Replace("oyster mushrooms", "shiitake", StringComparison.Ordinal));
        Assert.Equal((0, 1, 3), (await _library.ImportAsync(path)).Counts());
        Assert.Contains("shiitake", _library.ByTitle()["Idea"].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"bookmarks":[{"createdAt":1,"tags":[],"content":{"type":"text","text":"one"}},{"createdAt":""", 1)]
    [InlineData("""{"bookmarks":[{"createdAt":1,"tags":[],"content":{"type":"text","text":"\ud800"}}]}""", 0)]
    [InlineData("""{"bookmarks":[7,null,"x",{"createdAt":[],"tags":{},"content":[]}]}""", 0)]
    public async Task What_is_damaged_costs_a_reason(string json, int created)
    {
        var report = await _library.ImportAsync(_library.Write("k.json", json));
        Assert.Equal(created, report.Created);
        Assert.NotEmpty(report.Skipped);
    }

    [Fact]
    public async Task Any_other_json_is_a_file()
    {
        var report = await _library.ImportAsync(_library.Write("k.json", """{"bookmarks":[]}"""));
        Assert.Equal("k.json", _library.Engine.Items.Get(Assert.Single(report.ItemIds)).Title);
    }
}
