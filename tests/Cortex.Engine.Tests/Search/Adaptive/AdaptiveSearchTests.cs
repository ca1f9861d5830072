using Cortex.Contract.Items;
using Cortex.Contract.Search;
using Cortex.Engine.Answers.Graph;
using Cortex.Engine.Search.Adaptive;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Tests.Search.Adaptive;

public sealed class AdaptiveSearchTests : IAsyncLifetime
{
    private readonly TestLibrary _library = new();
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    public async Task InitializeAsync()
    {
        await KeepAsync("solar", "Solar panels on the roof feed the battery; the inverter hums. We receive money for what flows back.");
        await KeepAsync("wind", "A wind turbine behind the barn; its blades were painted. The barn is old.");
        await KeepAsync("both", "Solar by day and wind by night: the battery is full more often.");
        await KeepAsync("parcel", "To receive a parcel somebody has to be at home.");
        await KeepAsync("heat", "The heat pump is loud. Its compressor sits on rubber feet.");
        await KeepAsync("pump", "Another heat pump, with a compressor that was replaced in winter.");
        await _library.IndexAsync();
    }

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Fact]
    public void What_goes_well_is_as_it_was()
    {
        var query = new SearchRequest { Query = "what feeds the battery" };
        var (plain, adaptive) = (_library.Engine.Search.Plain(query), _library.Engine.Search.Search(query));
        Assert.Equal(plain.Results.Select(hit => (hit.ItemId, hit.Score)), adaptive.Results.Select(hit => (hit.ItemId, hit.Score)));
        Assert.Equal((SearchKind.Simple, 0, "words"), (adaptive.Kind, adaptive.Steps.Count, adaptive.QueryType));
    }

    [Fact]
    public void A_misspelt_word_is_looked_for_as_the_library_has_it_and_that_is_said()
    {
        var found = Search("recieve");
        Assert.Equal(new SearchStep("spelling", "spelling: recieve → receive"), Assert.Single(found.Steps));
        Assert.Equal(new[] { _ids["solar"], _ids["parcel"] }.Order(), found.Results.Select(hit => hit.ItemId).Order());
        var hit = found.Results.Single(hit => hit.ItemId == _ids["parcel"]);
        Assert.Equal("receive", hit.Snippet[hit.Highlights[0].Start..hit.Highlights[0].End]);
    }

    [Fact]
    public void What_holds_a_word_that_was_typed_stays_before_what_was_only_corrected()
    {
        var found = Search("turbine recieve");
        Assert.Equal(_ids["wind"], found.Results[0].ItemId);
        Assert.Equal(3, found.Results.Count);
        Assert.Equal(found.Results.Select(hit => hit.Score).OrderDescending(), found.Results.Select(hit => hit.Score));
    }

    [Fact]
    public void What_is_like_nothing_stays_as_it_was_typed()
    {
        var found = Search("xyzzy plugh");
        Assert.Empty(found.Results);
        Assert.Empty(found.Steps);
    }

    [Fact]
    public void Of_several_things_what_bears_on_more_comes_first_and_each_is_there()
    {
        var found = Search("solar vs wind");
        Assert.Equal(SearchKind.MultiFaceted, found.Kind);
        Assert.Equal("searched for each of “solar” and “wind” as well", Assert.Single(found.Steps).Detail);
        Assert.Equal(_ids["both"], found.Results[0].ItemId);
        Assert.Equal(3, found.Results.Count);
    }

    [Theory]
    [InlineData("difference between heat pumps and solar panels", "heat pumps|solar panels")]
    [InlineData("compare solar with wind power", "solar|wind power")]
    [InlineData("solar and wind", "solar|wind")]
    [InlineData("Wärmepumpe und Solaranlage", "Wärmepumpe|Solaranlage")]
    [InlineData("How loud is the pump? Where does the battery stand?", "How loud is the pump|Where does the battery stand")]
    [InlineData("how do research and development costs relate", "")]
    [InlineData("the old man and the sea by the fire", "")]
    [InlineData("solar", "")]
    [InlineData("\"solar and wind\"", "")]
    public void Parts_are_taken_only_where_they_are_clear(string query, string parts) =>
        Assert.Equal(parts, string.Join('|', QueryParts.Of(Engine.Search.QueryParser.Parse(query, filters: null)).Select(QueryParts.Shown)));

    [Fact]
    public async Task A_time_is_a_filter_until_it_leaves_nothing()
    {
        await AgeAsync("wind", 400);
        var recent = Search("what I saved this year about the barn and the battery");
        Assert.Equal(SearchKind.Temporal, recent.Kind);
        Assert.DoesNotContain(recent.Results, hit => hit.ItemId == _ids["wind"]);
        var none = Search("what I saved this year about the turbine");
        Assert.Equal(["time", "time_dropped"], none.Steps.Select(step => step.Name));
        Assert.Equal(_ids["wind"], none.Results[0].ItemId);
        var listed = Search("notes from this year");
        Assert.Equal(("filter", 5), (listed.QueryType, listed.Results.Count));
    }

    [Fact]
    public async Task A_guessed_time_only_sorts()
    {
        await AgeAsync("both", 400);
        var found = Search("battery this year");
        Assert.Equal([_ids["solar"], _ids["both"]], found.Results.Select(hit => hit.ItemId));
    }

    [Fact]
    public void Where_little_is_found_what_stands_beside_it_is_searched_for_too()
    {
        var found = Search("pump qvwxz");
        Assert.Contains(found.Steps, step => step.Name == "added" && step.Detail.Contains("compressor", StringComparison.Ordinal));
        Assert.Equal(new[] { _ids["heat"], _ids["pump"] }.Order(), found.Results.Take(2).Select(hit => hit.ItemId).Order());
    }

    [Fact]
    public void A_question_is_rewritten_by_spelling_and_then_by_what_stands_beside_it()
    {
        Assert.Equal("where do we receive parcels?", Rewrite("where do we recieve parcels?", 1));
        Assert.StartsWith("why is the pump loud? ", Rewrite("why is the pump loud?", 2), StringComparison.Ordinal);
        Assert.Null(Rewrite("xyzzy?", 1));
        Assert.Null(Rewrite("xyzzy?", 2));

        string? Rewrite(string question, int attempt) => _library.Engine.Database.ReadSnapshot(db => QuestionRewriter.Rewrite(db, question, attempt));
    }

    [Fact]
    public void Its_graph_is_listed() => Assert.Contains(_library.Engine.Graphs, graph => graph.Name == "adaptive_search");

    [Theory]
    [InlineData("receive", "receive", 0)]
    [InlineData("recieve", "receive", 1)]
    [InlineData("receve", "receive", 1)]
    [InlineData("reeecive", "receive", 2)]
    [InlineData("port", "portugal", 4)]
    [InlineData("", "ab", 2)]
    public void Letters_apart(string one, string other, int expected)
    {
        Assert.Equal(expected, EditDistance.Of(one, other, 4));
        Assert.Equal(expected, EditDistance.Of(other, one, 4));
    }

    private SearchResponse Search(string query) => _library.Engine.Search.Search(new SearchRequest { Query = query });

    private async Task KeepAsync(string name, string content) => _ids[name] = (await _library.Engine.Items.CreateAsync(new CreateItemRequest { Content = content, Title = name + " note" })).Id;

    private async Task AgeAsync(string name, int days) => await _library.Engine.Database.Writer.RunAsync(Durability.Captured, db =>
        db.Execute("UPDATE items SET created_at = created_at - ?2 WHERE id = ?1", _ids[name], (long)TimeSpan.FromDays(days).TotalMilliseconds));
}
