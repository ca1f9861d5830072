using Cortex.Engine.Search;
using Cortex.Engine.Search.Adaptive;

namespace Cortex.Engine.Tests.Search.Adaptive;

public class TimeReadingTests
{
    // A Wednesday, half past one at night in a place two hours ahead: still Tuesday in UTC.
    private static readonly TimeProvider Time = new FixedTime(new DateTimeOffset(2024, 5, 14, 23, 30, 0, TimeSpan.Zero), TimeSpan.FromHours(2));

    [Theory]
    [InlineData("what I saved last week about solar", "saved 2024-05-06 to 2024-05-12", "solar")]
    [InlineData("what did I read yesterday", "saved on 2024-05-14", "")]
    [InlineData("notes from March 2024", "saved 2024-03-01 to 2024-03-31", "")]
    [InlineData("notes from March 2024 about heat pumps", "saved 2024-03-01 to 2024-03-31", "heat pumps")]
    [InlineData("articles last week", "saved 2024-05-06 to 2024-05-12", "")]
    [InlineData("solar panels I saved in March", "saved 2024-03-01 to 2024-03-31", "solar panels")]
    [InlineData("what I wrote in November", "saved 2023-11-01 to 2023-11-30", "")]
    [InlineData("pages saved since 2024-02-01", "saved since 2024-02-01", "")]
    [InlineData("bread recipes saved before 2023", "saved before 2023-01-01", "bread recipes")]
    [InlineData("clipped on 3 May 2024", "saved on 2024-05-03", "")]
    [InlineData("clipped on May 3rd, 2024", "saved on 2024-05-03", "")]
    [InlineData("documents added between January 2024 and March 2024", "saved 2024-01-01 to 2024-03-31", "")]
    [InlineData("saved in the past 3 days", "saved since 2024-05-12", "")]
    [InlineData("what I saved 2 weeks ago about bread", "saved 2024-04-29 to 2024-05-05", "bread")]
    [InlineData("this week, everything about tax", "saved 2024-05-13 to 2024-05-19", "tax")]
    [InlineData("notes after March 2024", "saved since 2024-04-01", "")]
    [InlineData("was ich letzte Woche über Solar gespeichert habe", "saved 2024-05-06 to 2024-05-12", "Solar")]
    [InlineData("Notizen vom 3. Mai 2024", "saved on 2024-05-03", "")]
    [InlineData("gespeichert vor 3 Tagen", "saved on 2024-05-12", "")]
    [InlineData("articles enregistrés la semaine dernière", "saved 2024-05-06 to 2024-05-12", "")]
    [InlineData("notes de mars 2024", "saved 2024-03-01 to 2024-03-31", "")]
    [InlineData("enregistré il y a 2 mois", "saved 2024-03-01 to 2024-03-31", "")]
    [InlineData("lo que guardé la semana pasada sobre pan", "saved 2024-05-06 to 2024-05-12", "pan")]
    [InlineData("notas de marzo de 2024", "saved 2024-03-01 to 2024-03-31", "")]
    public void A_time_of_saving_is_read(string query, string read, string rest)
    {
        var reading = Read(query);
        Assert.NotNull(reading);
        Assert.Equal((read, rest), (reading.Range.Describe(), reading.Query.Text));
        Assert.True(reading.IsSure);
    }

    [Theory]
    [InlineData("the 2008 financial crisis")]
    [InlineData("march of the penguins")]
    [InlineData("gdp growth in March 2024")]
    [InlineData("what happened in 1989")]
    [InlineData("The Beatles Yesterday")]
    [InlineData("the last week of pregnancy")]
    [InlineData("notes about the march 2024 protests")]
    [InlineData("what I wrote about the march 2024 protests")]
    [InlineData("what I read about last week")]
    [InlineData("may the force be with you")]
    [InlineData("articles about elections in 2023")]
    [InlineData("\"last week\" notes")]
    [InlineData("notes from March 2024 after:2020")]
    [InlineData("was steht hier")]
    [InlineData("day after tomorrow")]
    [InlineData("today show host")]
    [InlineData("september 11 attacks")]
    public void Else_it_is_words(string query) => Assert.Null(Read(query));

    [Fact]
    public void A_time_at_the_end_without_more_is_a_guess()
    {
        var reading = Read("solar panels last week")!;
        Assert.Equal(("solar panels", false), (reading.Query.Text, reading.IsSure));
    }

    [Fact]
    public void Days_begin_where_the_reader_is()
    {
        var reading = Read("saved yesterday")!;
        Assert.Equal((new DateTime(2024, 5, 13, 22, 0, 0, DateTimeKind.Utc), new DateTime(2024, 5, 14, 22, 0, 0, DateTimeKind.Utc)), (reading.Query.After, reading.Query.Before));
    }

    private static TimeReading? Read(string query) => TimeReading.Of(QueryParser.Parse(query, filters: null), Time);
}
