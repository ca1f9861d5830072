using Cortex.Contract.Items;
using Cortex.Contract.Search;
using Cortex.Engine.Search;
using FsCheck;
using FsCheck.Fluent;

namespace Cortex.Engine.Tests.Search;

public class QueryParserTests
{
    [Fact]
    public void WordsPhrasesAndExclusionsAreTakenApart()
    {
        var query = QueryParser.Parse("deploy \"roll back\" -staging -\"dry run\" again", null);
        Assert.Equal(["deploy", "again"], query.Words);
        Assert.Equal(["roll back"], query.Phrases);
        Assert.Equal(["staging", "dry run"], query.Excluded);
    }

    [Fact]
    public void OperatorsBecomeFilters()
    {
        var query = QueryParser.Parse("TAG:work tag:\"two words\" -tag:old type:note source:import before:2024-05-01 after:2023", null);
        Assert.True(query.HasNoTerms);
        Assert.Equal(["work", "two words"], query.Tags);
        Assert.Equal(["old"], query.ExcludedTags);
        Assert.Equal([ContentType.Note], query.Types);
        Assert.Equal(["import"], query.Sources);
        Assert.Equal(new DateTime(2024, 5, 1, 0, 0, 0, DateTimeKind.Utc), query.Before);
        Assert.Equal(new DateTime(2023, 1, 1, 0, 0, 0, DateTimeKind.Utc), query.After);
    }

    [Theory]
    [InlineData("type:nonsense", "type", "nonsense")]
    [InlineData("before:tomorrow", "before", "tomorrow")]
    public void WhatIsNoOperatorIsWords(string text, params string[] words) => Assert.Equal(words, QueryParser.Parse(text, null).Words);

    [Theory]
    [InlineData("\"never closed", "never closed")]
    [InlineData("a -- b", null)]
    [InlineData("tag:", null)]
    [InlineData("- -", null)]
    public void LooseEndsAreNoErrors(string text, string? phrase) => Assert.Equal(phrase is null ? [] : [phrase], QueryParser.Parse(text, null).Phrases);

    [Fact]
    public void FiltersOfTheRequestJoinThoseOfTheText()
    {
        var query = QueryParser.Parse("after:2024-01-01 x", new SearchFilters { After = "2023-01-01", Before = "2025-01-01T10:00:00+02:00", Tags = ["a"] });
        Assert.Equal(new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc), query.After);
        Assert.Equal(new DateTime(2025, 1, 1, 8, 0, 0, DateTimeKind.Utc), query.Before);
        Assert.Equal(["a"], query.Tags);
    }

    [Fact]
    public void AWrongFilterDateIsTold()
    {
        var error = Assert.Throws<CortexException>(() => QueryParser.Parse("x", new SearchFilters { After = "soon" }));
        Assert.Equal("filters.after", error.Fields.Single().Field);
    }

    [Fact]
    public void AnyTextIsAQuery() => Prop.ForAll<NonNull<string>>(text => QueryParser.Parse(text.Get, null) is not null).QuickCheckThrowOnFailure();

    [Fact]
    public void AQueryHasALimit() => Assert.Equal("query", Assert.Throws<CortexException>(() => QueryParser.Parse(new string('a', 10_001), null)).Fields.Single().Field);
}
