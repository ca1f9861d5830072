using Cortex.Engine.Understanding;

namespace Cortex.Engine.Tests.Understanding;

public sealed class DateFinderTests
{
    [Theory]
    [InlineData("on 2024-03-05.", "2024-03-05", "2024-03-05")]
    [InlineData("at 2024-03-05T10:00", "2024-03-05", "2024-03-05")]
    [InlineData("2024/03/05", "2024-03-05", "2024/03/05")]
    [InlineData("in 2024-03", "2024-03", "2024-03")]
    [InlineData("am 05.03.2024.", "2024-03-05", "05.03.2024")]
    [InlineData("25/12/2024", "2024-12-25", "25/12/2024")]
    [InlineData("on 5 March 2024", "2024-03-05", "5 March 2024")]
    [InlineData("the 5th of March, 2024", "2024-03-05", "5th of March, 2024")]
    [InlineData("on March 5, 2024,", "2024-03-05", "March 5, 2024")]
    [InlineData("on Dec. 31, 1999", "1999-12-31", "Dec. 31, 1999")]
    [InlineData("in March 2024", "2024-03", "March 2024")]
    [InlineData("le 1er mars 2024", "2024-03-01", "1er mars 2024")]
    [InlineData("5. März 2024", "2024-03-05", "5. März 2024")]
    [InlineData("el 5 de marzo de 2024", "2024-03-05", "5 de marzo de 2024")]
    [InlineData("5 марта 2024 года", "2024-03-05", "5 марта 2024")]
    [InlineData("2024年3月5日", "2024-03-05", "2024年3月5日")]
    [InlineData("于2024年3月发布", "2024-03", "2024年3月")]
    [InlineData("2024년 3월 5일", "2024-03-05", "2024년 3월 5일")]
    [InlineData("5 مارس 2010", "2010-03-05", "5 مارس 2010")]
    [InlineData("It began in 1998.", "1998", "1998")]
    [InlineData("en 1998, il", "1998", "1998")]
    public void ADateIsFoundWhereItStands(string text, string date, string words)
    {
        var found = Assert.Single(DateFinder.Find(text));
        Assert.Equal((date, words), (found.Date, text[found.Span.Start..found.Span.End]));
    }

    [Theory]
    [InlineData("3/4/2024")]
    [InlineData("31.02.2024")]
    [InlineData("version 2024.1")]
    [InlineData("room 1998")]
    [InlineData("A1998B")]
    [InlineData("12024")]
    [InlineData("2024-13-45")]
    [InlineData("about 2000 people came after 1500 more")]
    public void WhatIsNoneOrCouldBeTwoIsLeftOut(string text) => Assert.Empty(DateFinder.Find(text));
}
