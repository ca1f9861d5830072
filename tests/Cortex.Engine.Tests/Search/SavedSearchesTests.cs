using Cortex.Contract.Errors;
using Cortex.Contract.Events;
using Cortex.Contract.Search;
using Cortex.Engine.Events;
using Cortex.Engine.Search;

namespace Cortex.Engine.Tests.Search;

public sealed class SavedSearchesTests : IAsyncDisposable
{
    private readonly TestLibrary _library = new();

    private SavedSearches Searches => _library.Engine.SavedSearches;

    public ValueTask DisposeAsync() => _library.DisposeAsync();

    [Fact]
    public async Task TheyAreKeptByNameAndTold()
    {
        var before = _library.Engine.Database.Read(ChangeLog.LastSeq);
        var work = await Searches.SaveAsync(new SaveSearchRequest(" release notes ", "Work", new SearchFilters { Tags = ["work"] }));
        await Searches.SaveAsync(new SaveSearchRequest("bread"));
        Assert.Equal(["bread", "Work"], Searches.List().Select(search => search.Name));
        Assert.Equal(("release notes", "work"), (work.Query, Assert.Single(work.Filters!.Tags!)));
        Assert.All(_library.Engine.Database.Read(db => ChangeLog.After(db, before, 10)), change => Assert.IsType<SettingsChanged>(change));
        await Searches.DeleteAsync(work.Id);
        Assert.Equal("bread", Assert.Single(Searches.List()).Name);
        Assert.Equal(ErrorCode.NotFound, (await Assert.ThrowsAsync<CortexException>(() => Searches.DeleteAsync(work.Id))).Code);
    }

    [Fact]
    public async Task TheSameIsKeptOnceAndRenamed()
    {
        var first = await Searches.SaveAsync(new SaveSearchRequest("bread", Filters: new SearchFilters { Starred = true }));
        var again = await Searches.SaveAsync(new SaveSearchRequest("bread", "Baking", new SearchFilters { Starred = true }));
        Assert.Equal(first.Id, again.Id);
        Assert.Equal("Baking", Assert.Single(Searches.List()).Name);
        await Searches.SaveAsync(new SaveSearchRequest("bread", Filters: new SearchFilters()));
        Assert.Equal(2, Searches.List().Count);
        Assert.Contains(Searches.List(), search => search.Filters is null);
    }

    [Fact]
    public async Task WhatIsNoSearchIsRefused()
    {
        foreach (var wrong in new[]
        {
            new SaveSearchRequest("  "), new SaveSearchRequest(new string('x', QueryParser.MaxLength + 1), "long"), new SaveSearchRequest("x", new string('n', SavedSearches.LongestName + 1)),
            new SaveSearchRequest("x", Filters: new SearchFilters { After = "yesterday" }),
        })
            Assert.Equal(ErrorCode.ValidationFailed, (await Assert.ThrowsAsync<CortexException>(() => Searches.SaveAsync(wrong))).Code);
        Assert.Empty(Searches.List());
        Assert.Equal("starred", (await Searches.SaveAsync(new SaveSearchRequest("", "starred", new SearchFilters { Starred = true }))).Name);
    }
}
