using Cortex.Contract.Import;
using Cortex.Contract.Items;
using Cortex.Engine.Sources;

namespace Cortex.Engine.Tests.Knowledge.Duplicates;

public sealed class DuplicateFinderTests : IAsyncLifetime
{
    private readonly TestLibrary _library = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Fact]
    public async Task Pairs_are_listed_newest_first_page_by_page()
    {
        var items = new List<Item>();
        foreach (var seed in (int[])[1, 2, 1, 2]) items.Add(await _library.AddAsync(SampleText.Of(seed, 100), $"Text {seed}"));
        var page = _library.Engine.Duplicates.List();
        Assert.Equal((2, 0, 20), (page.Total, page.Offset, page.Limit));
        Assert.Equal([new DuplicatePair(items[3].Id, "Text 2", items[1].Id, "Text 2", 1), new DuplicatePair(items[2].Id, "Text 1", items[0].Id, "Text 1", 1)], page.Duplicates);
        Assert.Equal(page.Duplicates[1], Assert.Single(_library.Engine.Duplicates.List(offset: 1, limit: 1).Duplicates));
        Assert.Empty(_library.Engine.Duplicates.List(offset: 2).Duplicates);
        foreach (var limit in (int[])[0, -1, 101]) Assert.Throws<CortexException>(() => _library.Engine.Duplicates.List(limit: limit));
    }

    [Fact]
    public async Task An_import_tells_what_of_it_is_nearly_a_copy()
    {
        var (kept, other) = (await _library.AddAsync(SampleText.Of(1, 100), "Kept"), await _library.AddAsync(SampleText.Of(9, 100) + " old", "Other"));
        await _library.AddAsync(SampleText.Of(1, 100) + " a few words more here", "Less like it");
        Write("Copy", SampleText.Of(1, 100));
        Write("New", SampleText.Of(2, 100));
        Write("Twice", SampleText.Of(3, 100));
        Write("Twice too", SampleText.Of(3, 100) + " end");
        var report = await ImportAsync();
        Assert.Equal(2, report.NearDuplicateCount);
        Assert.Equal(["Copy", "Kept"], [report.NearDuplicates[0].Title, report.NearDuplicates[0].OfTitle]);
        Assert.Equal((kept.Id, 1), (report.NearDuplicates[0].OfItemId, report.NearDuplicates[0].Similarity));
        Assert.Equal(["Twice", "Twice too"], ((string[])[report.NearDuplicates[1].Title, report.NearDuplicates[1].OfTitle]).Order(StringComparer.Ordinal));
        // Nothing changed, nothing is told again; what changed into a copy is.
        Assert.Equal((0, 0), ((await ImportAsync()).NearDuplicateCount, (await ImportAsync()).NearDuplicates.Count));
        Write("New", SampleText.Of(9, 100));
        Assert.Equal(other.Id, Assert.Single((await ImportAsync()).NearDuplicates).OfItemId);
    }

    [Fact]
    public async Task The_first_hundred_are_named_and_all_are_counted()
    {
        for (var i = 0; i < 130; i++) _library.Write($"{i}.txt", $"{SampleText.Of(1, 300)} {i}");
        var report = await ImportAsync();
        // All but the first, unless those that each is compared with fall into sets of their own.
        Assert.InRange(report.NearDuplicateCount, 120, 129);
        Assert.Equal(100, report.NearDuplicates.Count);
        Assert.Equal(report.NearDuplicates.Count, report.NearDuplicates.Select(pair => pair.ItemId).Distinct().Count());
    }

    private void Write(string title, string text) => _library.Write($"{title}.md", $"# {title}\n\n{text}\n");

    private async Task<ImportReport> ImportAsync()
    {
        var changed = new List<string>();
        var report = await _library.Engine.Importer.ImportAsync(new ImportRequest { Paths = [_library.Files] }, progress: null, CancellationToken.None, changed);
        await _library.IndexAsync();
        return _library.Engine.Duplicates.Report(report, changed);
    }
}
