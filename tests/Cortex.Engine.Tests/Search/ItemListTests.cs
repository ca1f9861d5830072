using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Search;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Tests.Search;

public sealed class ItemListTests : IAsyncLifetime
{
    private readonly TestLibrary _library = new();

    public async Task InitializeAsync()
    {
        await _library.Engine.Items.CreateAsync(new NewItem { Content = "Oldest", Title = "a", Tags = ["Work"], CreatedAt = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc) });
        await _library.Engine.Items.CreateAsync(new NewItem { Content = "Newest", Title = "c", Tags = ["home"], Starred = true, CreatedAt = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc) });
        await _library.Engine.Items.CreateAsync(new NewItem { Content = "Middle", Title = "b", Tags = ["work", "home"], Source = "import", ContentType = ContentType.File, CreatedAt = new DateTime(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc) });
    }

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Theory]
    [InlineData("", "cba")]
    [InlineData("tag:work", "ba")]
    [InlineData("tag:home -tag:work", "c")]
    [InlineData("type:file", "b")]
    [InlineData("source:import", "b")]
    [InlineData("after:2021 before:2023", "b")]
    public void FiltersAreThoseOfASearch(string filters, string titles) => Assert.Equal(titles, List(filters, new ItemListRequest()));

    [Fact]
    public async Task MarksAndTheTrash()
    {
        Assert.Equal("c", List("", new ItemListRequest { Starred = true }));
        Assert.Equal("", List("", new ItemListRequest { Failed = true }));
        _library.Engine.Database.Writer.Run(Durability.Captured, db =>
        {
            db.Execute("UPDATE items SET vanished_at = 1 WHERE title = 'b'");
            db.Execute("UPDATE jobs SET status = 'failed' WHERE item_pk = (SELECT pk FROM items WHERE title = 'a') AND stage = 'words'");
        });
        Assert.Equal("b", List("", new ItemListRequest { Vanished = true }));
        Assert.Equal("a", List("", new ItemListRequest { Failed = true }));
        foreach (var title in (string[])["c", "a"]) await _library.Engine.Items.DeleteAsync(_library.Engine.Database.Read(db => db.Text("SELECT id FROM items WHERE title = ?1", title))!);
        Assert.Equal("b", List("", new ItemListRequest()));
        var trash = _library.Engine.List.Find(QueryParser.Parse("", null), new ItemListRequest { Trash = true });
        Assert.Equal(2, trash.Items.Count);
        Assert.All(trash.Items, item => Assert.NotNull(item.DeletedAt));
    }

    [Fact]
    public void LimitAndOffset()
    {
        var page = _library.Engine.List.Find(QueryParser.Parse("", null), new ItemListRequest { Limit = 1, Offset = 1 });
        Assert.Equal(("b", 3), (Assert.Single(page.Items).Title, page.Total));
        Assert.Throws<CortexException>(() => _library.Engine.List.Find(QueryParser.Parse("", null), new ItemListRequest { Limit = 0 }));
    }

    private string List(string filters, ItemListRequest request) => string.Concat(_library.Engine.List.Find(QueryParser.Parse(filters, null), request).Items.Select(item => item.Title));
}
