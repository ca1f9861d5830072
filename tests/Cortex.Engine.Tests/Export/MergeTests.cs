using Cortex.Contract.Items;
using Cortex.Engine.Export;
using Cortex.Engine.Tests.Sources;
using Cortex.Engine.Tests.Storage;

namespace Cortex.Engine.Tests.Export;

/// <summary>An export into a library that has some of its items: the newer state counts, and no content is lost.</summary>
public sealed class MergeTests : IDisposable
{
    private readonly TemporaryLibrary _library = new();
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task WhatIsNewerHereStaysAndTheOtherIsAnEarlierRevision()
    {
        var id = _library.Add("first").Id;
        Export();
        await ChangeAsync(id, "second");
        await ImportAsync();
        Assert.Equal(("second", 2L), (_library.Items.Get(id).Content, _library.Items.Get(id).Revision));
        Assert.Equal(["first", "second"], Contents(id));
        Assert.Equal(1, _library.Count("SELECT count(*) FROM items"));
    }

    [Fact]
    public async Task WhatIsNewerThereComesInAndTheOtherIsAnEarlierRevision()
    {
        using var other = new TemporaryLibrary();
        var id = _library.Add("first").Id;
        Export();
        await ImportAsync(other);
        // Changed on both sides, there later.
        await ChangeAsync(id, "changed here");
        await other.Items.UpdateAsync(id, new UpdateItemRequest { Content = "changed there", Tags = ["there"] });
        SetUpdated(other, id, DateTimeOffset.UnixEpoch.AddYears(90));
        Export(other);
        var report = (await ImportAsync()).Import;
        Assert.Equal((0, 1, 0), (report.Created, report.Updated, report.Unchanged));
        var item = _library.Items.Get(id);
        Assert.Equal(("changed there", "there"), (item.Content, Assert.Single(item.Tags)));
        Assert.Equal(["first", "changed here", "changed there"], Contents(id));
        Assert.Equal(item.Revision, _library.Count($"SELECT max(revision) FROM jobs"));
        // Again: nothing more.
        Assert.Equal(1, (await ImportAsync()).Import.Unchanged);
        Assert.Equal(3, Contents(id).Count);
    }

    [Fact]
    public async Task AnEarlierHistoryOfItsOwnGoesBelowTheFirstRevision()
    {
        using var other = new TemporaryLibrary();
        var id = _library.Add("first").Id;
        Export();
        await ImportAsync(other);
        await ChangeAsync(id, "a");
        await ChangeAsync(id, "b");
        await other.Items.UpdateAsync(id, new UpdateItemRequest { Content = "x" });
        await other.Items.UpdateAsync(id, new UpdateItemRequest { Content = "y" });
        SetUpdated(other, id, DateTimeOffset.UnixEpoch.AddYears(20));
        Export(other);
        await ImportAsync();
        Assert.Equal("b", _library.Items.Get(id).Content);
        Assert.Equal(["a", "b", "first", "x", "y"], Contents(id).Order(StringComparer.Ordinal));
        // And out again, whole.
        using var third = new TemporaryLibrary();
        Export();
        await ImportAsync(third);
        Assert.Equal(SampleLibrary.Describe(_library.Database), SampleLibrary.Describe(third.Database));
    }

    [Fact]
    public async Task WhatWasThrownAwayHereComesBackAndASourceHasOneItem()
    {
        var id = _library.Add("kept there").Id;
        Export();
        await _library.Items.DeleteAsync(id);
        Assert.Equal(1, (await ImportAsync()).Import.Updated);
        Assert.Equal("kept there", _library.Items.Get(id).Content);
        // The same file came in on both sides, under different ids.
        using var other = new TemporaryLibrary();
        foreach (var library in (TemporaryLibrary[])[_library, other]) await library.Items.ImportAsync([new Engine.Knowledge.Items.NewItem { Content = "a file", SourceKey = "/notes/a.md", Source = "import" }], _ => false);
        Export(other);
        Assert.Equal(1, (await ImportAsync()).Import.Unchanged);
        Assert.Equal(1, _library.Count("SELECT count(*) FROM items WHERE source_key = '/notes/a.md'"));
    }

    public void Dispose()
    {
        _library.Dispose();
        _folder.Dispose();
    }

    private void Export(TemporaryLibrary? library = null) => new LibraryExport((library ?? _library).Database).ToFolder(_folder.At("export"), null, CancellationToken.None);

    private Task<TakeoverReport> ImportAsync(TemporaryLibrary? library = null) => new LibraryTakeover((library ?? _library).Database).ImportAsync(_folder.At("export"), dryRun: false, null, CancellationToken.None);

    private async Task ChangeAsync(string id, string content)
    {
        await _library.Items.UpdateAsync(id, new UpdateItemRequest { Content = content });
        SetUpdated(_library, id, DateTimeOffset.UnixEpoch.AddYears(80));
    }

    private static void SetUpdated(TemporaryLibrary library, string id, DateTimeOffset time) =>
        library.Database.Writer.Run(Engine.Storage.Durability.Captured, db => db.Execute("UPDATE items SET updated_at = ?2 WHERE id = ?1", id, time.ToUnixTimeMilliseconds()));

    private List<string> Contents(string id) => _library.Database.Read(db => db.Query("SELECT r.content FROM revisions r JOIN items i ON i.pk = r.item_pk WHERE i.id = ?1 ORDER BY r.revision", row => row.Text(0), id));
}
