using Cortex.Contract.Items;
using Cortex.Engine.Sources.Exports.Kindle;

namespace Cortex.Engine.Tests.Sources.Exports.Kindle;

public sealed class KindleReaderTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-01-01Z");
    private readonly TestLibrary _library = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Fact]
    public async Task A_book_is_an_item_with_highlights_and_their_notes()
    {
        var report = await _library.ImportAsync(ExportFiles.Of("kindle.txt"));
        Assert.Equal(6, report.Created);
        Assert.Equal(["clipping_limit=1", "page_mark=1", "superseded=1"], report.Skipped.Select(pair => $"{pair.Key}={pair.Value}").Order());
        var items = _library.ByTitle();
        var sea = items["The Old Sea"];
        Assert.Equal("Melville, Herman\n\nCall me what you like. I will come.\n\nNice opening", sea.Text);
        Assert.Equal(("Melville, Herman", new DateTime(2017, 3, 3, 22, 23, 0, DateTimeKind.Utc)), (sea.Text("author"), sea.CreatedAt));
        Assert.Equal(("176-179", "location", "12", "Nice opening"), (Field(sea, "location"), Field(sea, "location_type"), Field(sea, "page"), Field(sea, "note")));
        Assert.Equal(("Müller, Eva (Hg.)", "2017-03-05T08:01:02Z"), (items["Schweigen (Reihe 3)"].Text("author"), Field(items["Schweigen (Reihe 3)"], "created_at")));
        Assert.Equal(("7", "page", "Encore.", "2017-05-02T14:00:00Z"), (Field(items["Un livre"], "location"), Field(items["Un livre"], "location_type"), Field(items["Un livre"], "note"), Field(items["Un livre"], "created_at")));
        Assert.Equal("2017-03-06T10:22:11Z", Field(items["Un libro"], "created_at"));
        Assert.Equal(("2017-03-06T22:22:11Z", "10-11", "作者"), (Field(items["书"], "created_at"), Field(items["书"], "location"), items["书"].Text("author")));
        // A language that is not known: the structure is the same, and the date stays as it was.
        Assert.Equal(("Prsi.", "Pridano v utery 7. brezna 2017 v 10:22"), (Field(items["Kniha"], "quote"), Field(items["Kniha"], "created_at")));
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        await _library.ImportAsync(ExportFiles.Of("kindle.txt"));
        Assert.Equal((0, 0, 6), (await _library.ImportAsync(ExportFiles.Of("kindle.txt"))).Counts());
    }

    [Theory]
    [InlineData("Added on Friday, 4 June 2020 12:18:46", "2020-06-04T12:18:46Z")]
    [InlineData("Added on Monday, January 1, 2024, 12:05 AM", "2024-01-01T00:05:00Z")]
    [InlineData("Aggiunto in data mercoledì 7 agosto 2019 09:05:06", "2019-08-07T09:05:06Z")]
    [InlineData("Adicionado: sexta-feira, 1 de setembro de 2023 23:59:59", "2023-09-01T23:59:59Z")]
    [InlineData("Toegevoegd op donderdag 3 maart 2022 07:08:09", "2022-03-03T07:08:09Z")]
    [InlineData("Добавлено: пятница, 1 мая 2020 г. в 10:30:45", "2020-05-01T10:30:45Z")]
    [InlineData("追加日: 2019年10月5日土曜日 1:02:03", "2019-10-05T01:02:03Z")]
    [InlineData("추가됨: 2019년 10월 5일 토요일 오후 1:02:03", "2019-10-05T13:02:03Z")]
    [InlineData("Added on Friday, 31 February 2020 12:18:46", null)]
    [InlineData("Added on Friday, 4 June 3020 12:18:46", null)]
    [InlineData("", null)]
    public void Dates_are_read_in_many_languages(string text, string? expected) =>
        Assert.Equal(expected, ClippingDate.Parse(text, Now) is { } time ? Cortex.Engine.Sources.Exports.ExportTime.Iso(time) : null);

    [Fact]
    public void Twenty_thousand_highlights_of_one_place_are_bearable()
    {
        var clippings = Enumerable.Range(0, 20_000).Select(i => new Clipping { Book = "B", Kind = ClippingKind.Highlight, Text = $"text {i}", Location = (1, 2) }).ToList();
        Assert.InRange(ClippingMerge.Merge(clippings).Count, 10_000, 20_000);
    }

    private static string? Field(Item item, string name) => item.Metadata.GetProperty("highlights")[0].GetProperty(name).GetString();
}
