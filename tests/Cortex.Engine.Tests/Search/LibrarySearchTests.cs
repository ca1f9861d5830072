using Cortex.Contract.Items;
using Cortex.Contract.Search;

namespace Cortex.Engine.Tests.Search;

public sealed class LibrarySearchTests : IAsyncLifetime
{
    private readonly TestLibrary _library = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Fact]
    public async Task WordsAreFoundByTheirStemsAndMarked()
    {
        var item = await _library.AddAsync("Yesterday we deployed the service. Rolling it back took an hour.");
        var hit = Assert.Single(Search("deploy rollback rolled").Results);
        Assert.Equal(item.Id, hit.ItemId);
        Assert.Equal(["deployed", "Rolling"], hit.Highlights.Select(span => hit.Snippet[span.Start..span.End]));
        Assert.Equal(item.Text[hit.Start..hit.End], hit.Snippet);
        Assert.Contains(item.Chunks, chunk => chunk.Id == hit.ChunkId && chunk.Start <= hit.Start && hit.End <= chunk.End);
    }

    [Fact]
    public async Task APlainQuestionMatchesOnAnyWord()
    {
        var item = await _library.AddAsync("The lease ends in March.");
        Assert.Equal(item.Id, Assert.Single(Search("when does our lease run out?").Results).ItemId);
    }

    [Fact]
    public async Task TitlesWeighMore()
    {
        await _library.AddAsync("A gutter is mentioned here among many other things about houses.", "Houses");
        var item = await _library.AddAsync("Clean it in autumn, among many other things about houses.", "Gutter");
        Assert.Equal(item.Id, Search("gutter").Results[0].ItemId);
        Assert.Equal([new TextSpan(0, 6)], Search("gutter").Results[0].TitleHighlights);
    }

    [Fact]
    public async Task PhrasesMustStandExclusionsMustNot()
    {
        var first = await _library.AddAsync("The red house stands by the river.");
        var second = await _library.AddAsync("The house is red, the river wide.");
        Assert.Equal([first.Id], Ids("\"red house\""));
        Assert.Equal([second.Id], Ids("river -\"red house\""));
        Assert.Equal([first.Id], Ids("\"red house\" wide"));
        Assert.Equal([second.Id], Ids("-stands"));
    }

    [Fact]
    public async Task FiltersNarrow()
    {
        var note = await _library.AddAsync("Compost the leaves.", null, "Garden");
        var page = await _library.Engine.Items.CreateAsync(new CreateItemRequest { Content = "Compost is made of leaves.", SourceUrl = "https://example.com/", Source = "clip" });
        await _library.IndexAsync();
        Assert.Equal([note.Id], Ids("compost tag:garden"));
        Assert.Equal([page.Id], Ids("compost -tag:garden"));
        Assert.Equal([page.Id], Ids("compost type:webpage"));
        Assert.Equal([page.Id], Ids("compost source:clip"));
        Assert.Equal([note.Id], Ids("tag:garden"));
        Assert.Empty(Ids("compost before:2020"));
        Assert.Equal(2, Ids("compost after:2020").Count);
        Assert.Equal([page.Id], _library.Engine.Search.Search(new SearchRequest { Query = "compost", Filters = new SearchFilters { ItemIds = [page.Id, "gone"] } }).Results.Select(hit => hit.ItemId));
        Assert.Empty(_library.Engine.Search.Search(new SearchRequest { Query = "compost", Filters = new SearchFilters { ItemIds = ["gone"] } }).Results);
        await _library.Engine.Items.UpdateAsync(page.Id, new UpdateItemRequest { Starred = true });
        Assert.Equal([page.Id], _library.Engine.Search.Search(new SearchRequest { Query = "compost", Filters = new SearchFilters { Starred = true } }).Results.Select(hit => hit.ItemId));
        Assert.Equal([note.Id], _library.Engine.Search.Search(new SearchRequest { Query = "compost", Filters = new SearchFilters { Starred = false } }).Results.Select(hit => hit.ItemId));
        Assert.Equal([page.Id], _library.Engine.Search.Search(new SearchRequest { Query = "compost", Filters = new SearchFilters { Types = [ContentType.Webpage] } }).Results.Select(hit => hit.ItemId));
    }

    [Fact]
    public async Task OneHitAnItemHoweverManyPassagesMatch()
    {
        var text = string.Join("\n\n", Enumerable.Range(0, 60).Select(i => $"## Part {i}\n\nThe zephyr blows over hill {i}. " + string.Concat(Enumerable.Repeat("Grass grows and water flows. ", 20))));
        var item = await _library.AddAsync(text);
        Assert.True(item.Chunks.Count > 20);
        Assert.Equal([item.Id], Ids("zephyr"));
    }

    [Fact]
    public async Task AChangedItemIsFoundByItsNewWordsOnly()
    {
        var item = await _library.AddAsync("Tulips in the window.");
        await _library.Engine.Items.UpdateAsync(item.Id, new UpdateItemRequest { Content = "Roses in the window." });
        await _library.IndexAsync();
        Assert.Empty(Ids("tulips"));
        Assert.Equal([item.Id], Ids("roses"));
    }

    [Fact]
    public async Task ADeletedItemIsFoundAgainWhenItIsRestored()
    {
        var item = await _library.AddAsync("Tulips in the window.");
        await _library.Engine.Items.DeleteAsync(item.Id);
        Assert.Empty(Ids("tulips"));
        await _library.Engine.Items.RestoreAsync(item.Id);
        await _library.IndexAsync();
        Assert.Equal([item.Id], Ids("tulips"));
    }

    [Fact]
    public async Task WhatIsNotYetReadIsTold()
    {
        await _library.AddAsync("One.");
        await _library.Engine.Items.CreateAsync(new CreateItemRequest { Content = "Two." });
        Assert.Equal(new Coverage(1, 2, 0), Search("one").Coverage);
    }

    [Theory]
    [InlineData("NEAR(a b, 5)")]
    [InlineData("title:x AND (")]
    [InlineData("a* ^b {c d}: e + f")]
    [InlineData("\"\"\" \" \"")]
    [InlineData("x' OR 1=1 --")]
    [InlineData("\0 a\0b \"c\0d\"")]
    [InlineData("-")]
    [InlineData("😀 🎉 ‮ \uFFFD")]
    [InlineData("to be or not to be")]
    [InlineData("")]
    public async Task NoInputReachesTheIndexAsSyntax(string query)
    {
        await _library.AddAsync("a b c d e f x title to be");
        Assert.InRange(Search(query).Results.Count, 0, 1);
    }

    [Fact]
    public async Task ManyWordsAreAQueryToo()
    {
        await _library.AddAsync("needle");
        Assert.NotNull(Search(string.Join(' ', Enumerable.Range(0, 1400).Select(i => $"w{i}"))));
    }

    [Fact]
    public async Task SuggestionsGoOnFromWhatIsTyped()
    {
        var item = await _library.AddAsync("x", "Compost heap", "compostables");
        Assert.Equal([new Suggestion("Compost heap", "title", item.Id), new Suggestion("compostables", "tag", null)], _library.Engine.Search.Suggest("compo").Suggestions);
        Assert.Equal(item.Id, Assert.Single(_library.Engine.Search.Suggest("hea").Suggestions).ItemId);
        Assert.Empty(_library.Engine.Search.Suggest("%").Suggestions);
    }

    private SearchResponse Search(string query) => _library.Engine.Search.Search(new SearchRequest { Query = query });

    private List<string> Ids(string query) => [.. Search(query).Results.Select(hit => hit.ItemId)];
}
