using Cortex.Contract.Search;
using Cortex.Engine.Knowledge;

namespace Cortex.Engine.Tests.Knowledge;

public sealed class QuotedPlaceTests
{
    private const string Text = "First the lease ends. Then it begins. At last the lease ends. Nothing follows.";

    [Fact]
    public void WhatStandsWhereItStoodIsThere()
    {
        var place = QuotedPlace.Of(Text, 1, 46, 61);
        Assert.Equal("the lease ends.", place.Quote);
        Assert.Equal(new TextSpan(46, 61), place.FindIn(Text, 1));
    }

    [Fact]
    public void OfSeveralPlacesTheOneWithTheSameAroundItIsMeant()
    {
        var place = QuotedPlace.Of(Text, 1, 46, 61);
        const string Longer = "A new beginning. " + Text;
        Assert.Equal(new TextSpan(63, 78), place.FindIn(Longer, 2));
        Assert.Equal("the lease ends.", Longer[63..78]);
    }

    [Fact]
    public void WhatIsGoneIsGone()
    {
        Assert.Null(QuotedPlace.Of(Text, 1, 46, 61).FindIn("Quite another text.", 2));
        Assert.Null(QuotedPlace.Of(Text, 1, 46, 61).FindIn("", 2));
        Assert.Null(QuotedPlace.Of("", 1, 0, 0).FindIn(Text, 1));
    }

    [Theory]
    [InlineData(-5, 3)]
    [InlineData(70, 5000)]
    [InlineData(5000, 6000)]
    [InlineData(9, 4)]
    public void OffsetsOutsideOfTheTextAreBroughtIn(int start, int end)
    {
        var place = QuotedPlace.Of(Text, 1, start, end);
        Assert.InRange(place.Start, 0, Text.Length);
        Assert.InRange(place.End, place.Start, Text.Length);
    }

    [Fact]
    public void ALongPassageIsKnownByItsBeginning()
    {
        var text = string.Join(' ', Enumerable.Range(0, 5000));
        var place = QuotedPlace.Of(text, 1, 100, 20_000);
        Assert.InRange(place.Quote.Length, 100, 2000);
        Assert.Equal(new TextSpan(106, 20_006), place.FindIn("Before" + text, 2));
    }
}
