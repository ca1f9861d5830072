using Cortex.Contract.Errors;
using Cortex.Contract.Items;
using Cortex.Contract.Search;
using Cortex.Engine.Jobs;

namespace Cortex.Engine.Tests.Search;

public sealed class HybridSearchTests : IAsyncLifetime
{
    private readonly TestLibrary _library = new();
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    public async Task InitializeAsync()
    {
        await KeepAsync("lease", "Flat in Mill Street", "We signed in 2021. The lease ends in March. The landlord keeps two months of deposit.", "home");
        await KeepAsync("bread", "Sourdough", "Feed the starter the evening before. Bake it hot, with steam in the first ten minutes.", "kitchen");
        await KeepAsync("bike", "Cycling to work", "The chain was cleaned and the brakes were tightened. Winter tyres go on in November.", "home");
        await KeepAsync("server", "Deploy notes", "The service listens on port 8742. Roll back with the previous image.", "work");
        await KeepAsync("trip", "Lisbon", "We took the tram up the hill and ate grilled fish by the harbour.", "travel");
        await _library.EmbedAsync();
    }

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Theory]
    [InlineData("rental contract runs out", "lease")]
    [InlineData("baking a loaf", "bread")]
    [InlineData("bicycle maintenance", "bike")]
    [InlineData("holiday in Portugal", "trip")]
    public void What_is_meant_is_found_without_its_words(string query, string expected)
    {
        var found = Search(query);
        Assert.Equal("hybrid", found.QueryType);
        Assert.Equal(_ids[expected], found.Results[0].ItemId);
        Assert.Contains("meaning", found.Results[0].Matched);
        Assert.InRange(found.Results[0].Similarity!.Value, 0.2, 1);
    }

    [Fact]
    public void A_hit_says_why_and_shows_the_sentence()
    {
        var hit = Search("when does my rental contract run out").Results[0];
        Assert.Equal(["meaning"], hit.Matched);
        var item = _library.Engine.Items.Get(hit.ItemId);
        Assert.Equal("The lease ends in March.", item.Text[hit.Sentence!.Value.Start..hit.Sentence.Value.End]);
        Assert.Equal(item.Text[hit.Start..hit.End], hit.Snippet);
        Assert.StartsWith("The lease ends in March.", hit.Snippet);

        var both = Search("the lease of the flat").Results[0];
        Assert.Equal((_ids["lease"], "words, meaning"), (both.ItemId, string.Join(", ", both.Matched)));
        Assert.NotEmpty(both.Highlights);
    }

    [Fact]
    public void Either_ranking_can_be_asked_for_alone()
    {
        Assert.Empty(Search("rental contract runs out", SearchMode.Words).Results);
        var words = Search("lease", SearchMode.Words);
        Assert.Equal(("words", "words"), (words.QueryType, string.Join(", ", Assert.Single(words.Results).Matched)));
        Assert.Null(words.Results[0].Similarity);
        var meaning = Search("rental contract", SearchMode.Meaning);
        Assert.Equal(("meaning", _ids["lease"], "meaning"), (meaning.QueryType, meaning.Results[0].ItemId, string.Join(", ", meaning.Results[0].Matched)));
    }

    [Fact]
    public void Nothing_like_it_is_nothing_found() => Assert.Empty(Search("xyzzy plugh 99").Results);

    [Fact]
    public void Filters_exclusions_and_phrases_bind_meaning_too()
    {
        Assert.DoesNotContain(Search("rental contract runs out tag:travel").Results, hit => hit.ItemId == _ids["lease"]);
        Assert.DoesNotContain(Search("rental contract runs out -landlord").Results, hit => hit.ItemId == _ids["lease"]);
        Assert.Equal([_ids["lease"]], Search("rental contract \"two months\"").Results.Select(hit => hit.ItemId));
        Assert.All(Search("rental contract runs out tag:home").Results, hit => Assert.Contains("home", hit.Tags));
        Assert.Equal(_ids["lease"], Search("rental contract runs out tag:home").Results[0].ItemId);
    }

    [Fact]
    public async Task The_title_and_the_phrase_that_were_asked_for_stay_on_top()
    {
        await KeepAsync("title", "Winter tyres", "Stored in the cellar behind the shelf.");
        for (var n = 0; n < 5; n++) await KeepAsync($"near-{n}", $"Garage bill {n}", $"Changed the tyres for winter, tyres winter tyres, in year {2015 + n}, wheels balanced.");
        await KeepAsync("phrase", "Diary", "A long day. In the evening we watched the old man and the sea by the fire and slept.");
        for (var n = 0; n < 5; n++) await KeepAsync($"book-{n}", $"Hemingway {n}", $"The sea, an old fisherman, a man and his fish; sea man old story number {n}.");
        await _library.EmbedAsync();
        Assert.Equal(_ids["title"], Search("winter tyres").Results[0].ItemId);
        Assert.Equal(_ids["phrase"], Search("the old man and the sea by the fire").Results[0].ItemId);
    }

    [Fact]
    public async Task What_was_just_captured_is_found_by_its_words_and_the_coverage_says_so()
    {
        var item = await _library.Engine.Items.CreateAsync(new CreateItemRequest { Content = "The boiler is serviced each October." });
        Assert.True(await OnlyWordsAsync());
        var found = Search("boiler");
        Assert.Equal(item.Id, found.Results[0].ItemId);
        Assert.Equal(new Coverage(6, 6, 6), (await SettledAsync()).Coverage);
    }

    [Fact]
    public async Task Deleted_items_are_not_found_by_meaning()
    {
        await _library.Engine.Items.DeleteAsync(_ids["lease"]);
        Assert.DoesNotContain(Search("rental contract runs out").Results, hit => hit.ItemId == _ids["lease"]);
        await _library.Engine.Items.RestoreAsync(_ids["lease"]);
        await _library.EmbedAsync();
        Assert.Equal(_ids["lease"], Search("rental contract runs out").Results[0].ItemId);
    }

    [Fact]
    public async Task A_changed_text_is_found_by_what_it_says_now()
    {
        await _library.Engine.Items.UpdateAsync(_ids["trip"], Update("Notes on growing tomatoes: water them in the morning, tie them to canes."));
        await _library.EmbedAsync();
        Assert.Equal(_ids["trip"], Search("vegetable gardening").Results[0].ItemId);
        Assert.DoesNotContain(Search("seafood at the port", SearchMode.Meaning).Results, hit => hit.ItemId == _ids["trip"]);
    }

    [Fact]
    public void Without_the_model_words_go_on()
    {
        _library.Engine.Database.Writer.Run(Engine.Storage.Durability.Derived, db => { db.Execute("UPDATE generations SET location = '/nowhere/model.gguf'"); });
        var found = Search("lease");
        Assert.Equal(("words", _ids["lease"]), (found.QueryType, found.Results[0].ItemId));
    }

    [Fact]
    public void Similar_items_come_with_the_passages_that_are_alike()
    {
        var similar = _library.Engine.Similar.Find(_ids["lease"]);
        Assert.True(similar.Ready);
        Assert.DoesNotContain(similar.Results, item => item.ItemId == _ids["lease"]);
        Assert.All(similar.Results, item => Assert.Equal(_library.Engine.Items.Get(item.ItemId).Text[item.Passage.Start..item.Passage.End], item.Passage.Text));
        Assert.Equal(ErrorCode.ItemNotFound, Assert.Throws<CortexException>(() => _library.Engine.Similar.Find("nobody")).Code);
        Assert.Equal(ErrorCode.ValidationFailed, Assert.Throws<CortexException>(() => _library.Engine.Similar.Find(_ids["lease"], 0)).Code);
    }

    private static UpdateItemRequest Update(string content) =>
        System.Text.Json.JsonSerializer.Deserialize($$"""{"content":{{System.Text.Json.JsonSerializer.Serialize(content)}},"title":"Tomatoes"}""", Contract.CortexJson.Default.UpdateItemRequest)!;

    private async Task KeepAsync(string name, string title, string content, params string[] tags) =>
        _ids[name] = (await _library.Engine.Items.CreateAsync(new CreateItemRequest { Title = title, Content = content, Tags = tags })).Id;

    // The runner works in the background already: words first.
    private Task<bool> OnlyWordsAsync()
    {
        Storage.TemporaryLibrary.Until(() => _library.Engine.Ledger.Open(Stage.Words) == 0, "the words");
        return Task.FromResult(true);
    }

    private async Task<SearchResponse> SettledAsync()
    {
        await _library.EmbedAsync();
        return Search("boiler");
    }

    private SearchResponse Search(string query, SearchMode? mode = null) => _library.Engine.Search.Search(new SearchRequest { Query = query, Mode = mode });
}
