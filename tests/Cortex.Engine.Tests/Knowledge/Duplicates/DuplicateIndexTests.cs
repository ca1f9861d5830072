using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Duplicates;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Tests.Knowledge.Duplicates;

public sealed class DuplicateIndexTests : IAsyncLifetime
{
    private static readonly string Text = SampleText.Of(1, 200);
    private readonly TestLibrary _library = new();

    private Library Items => _library.Engine.Items;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Fact]
    public async Task Copies_are_shown_with_each_other_and_nothing_is_dropped()
    {
        var original = await _library.AddAsync(Text, "Original");
        await _library.AddAsync(SampleText.Of(2, 200), "Unrelated");
        var near = await _library.AddAsync(Text + " and a remark", "Near");
        var exact = await _library.AddAsync(Text, "Another title");
        Assert.Equal([new NearDuplicate(original.Id, "Original", 1), new NearDuplicate(near.Id, "Near", exact.NearDuplicates[1].Similarity)], exact.NearDuplicates);
        Assert.InRange(exact.NearDuplicates[1].Similarity, 0.8, 0.99);
        Assert.Equal([exact.Id, near.Id], Items.Get(original.Id).NearDuplicates.Select(copy => copy.ItemId));
        Assert.Equal(4, Items.List(new ItemQuery()).Total);
    }

    [Fact]
    public async Task An_item_without_text_is_no_copy()
    {
        await _library.AddAsync("", "Same title");
        Assert.Empty((await _library.AddAsync("", "Same title")).NearDuplicates);
        await _library.AddAsync("!!!");
        Assert.Empty((await _library.AddAsync("!!!")).NearDuplicates);
    }

    [Fact]
    public async Task Another_text_has_other_copies()
    {
        var (one, other) = (await _library.AddAsync(Text), await _library.AddAsync(SampleText.Of(2, 200)));
        var item = await _library.AddAsync(Text);
        await Items.UpdateAsync(item.Id, new UpdateItemRequest { Content = SampleText.Of(2, 200) + " more" });
        await _library.IndexAsync();
        Assert.Equal(other.Id, Assert.Single(Items.Get(item.Id).NearDuplicates).ItemId);
        Assert.Empty(Items.Get(one.Id).NearDuplicates);
        // The older of the two changes: the pair stays one.
        await Items.UpdateAsync(other.Id, new UpdateItemRequest { Title = "Renamed" });
        await _library.IndexAsync();
        Assert.Equal("Renamed", Assert.Single(_library.Engine.Duplicates.List().Duplicates).OfTitle);
        await Items.UpdateAsync(item.Id, new UpdateItemRequest { Content = "", Title = "Emptied" });
        await _library.IndexAsync();
        Assert.Equal(0, _library.Engine.Duplicates.List().Total);
    }

    [Fact]
    public async Task What_is_in_the_trash_is_no_copy_until_it_comes_back()
    {
        var one = await _library.AddAsync(Text);
        var other = await _library.AddAsync(Text);
        await Items.DeleteAsync(one.Id);
        Assert.Empty(Items.Get(other.Id).NearDuplicates);
        Assert.Empty(_library.Engine.Duplicates.List().Duplicates);
        Assert.Equal(other.Id, Assert.Single((await _library.AddAsync(Text)).NearDuplicates).ItemId);
        await Items.RestoreAsync(one.Id);
        await _library.IndexAsync();
        Assert.Equal(2, Items.Get(one.Id).NearDuplicates.Count);
        Assert.Contains(Items.Get(other.Id).NearDuplicates, copy => copy.ItemId == one.Id);
        Assert.Equal(3, _library.Engine.Duplicates.List().Total);
    }

    [Fact]
    public async Task What_is_purged_leaves_nothing_behind()
    {
        var one = await _library.AddAsync(Text);
        await _library.AddAsync(Text);
        _library.Engine.Database.Writer.Run(Durability.Derived, db => { db.Execute("DELETE FROM items WHERE id = ?1", one.Id); });
        Assert.Equal((1, 0), (Count("fingerprints"), Count("near_duplicates")));
    }

    [Fact]
    public async Task Boilerplate_many_times_over_stays_linear()
    {
        const int Copies = 400;
        await Task.WhenAll(Enumerable.Range(0, Copies).Select(i => Items.CreateAsync(new CreateItemRequest { Content = $"{Text} page {i}" })));
        var exact = await Items.CreateAsync(new CreateItemRequest { Content = Text + " page 3" });
        await _library.IndexAsync();
        Assert.InRange(Count("near_duplicates"), Copies - 1, Copies * 8);
        var shown = Items.Get(exact.Id).NearDuplicates;
        Assert.InRange(shown.Count, 1, 20);
        Assert.Equal((1, $"{Text[..20]}"), (shown[0].Similarity, shown[0].Title[..20]));
    }

    [Fact]
    public async Task Another_process_finds_copies_of_what_this_one_read_and_this_one_goes_on()
    {
        var first = await _library.AddAsync(Text, "First");
        await using var other = CortexEngine.Open(_library.Engine.Database.Folder, TimeProvider.System, "other");
        var second = await other.Items.CreateAsync(new CreateItemRequest { Content = Text, Title = "Second" });
        Assert.True(await other.Runner.TryDrainAsync(CancellationToken.None));
        Assert.Equal(first.Id, Assert.Single(Items.Get(second.Id).NearDuplicates).ItemId);
        Assert.Equal([first.Id, second.Id], (await _library.AddAsync(Text)).NearDuplicates.Select(copy => copy.ItemId));
    }

    [Fact]
    public async Task A_restored_library_is_read_anew()
    {
        var database = _library.Engine.Database;
        await _library.AddAsync(Text);
        var item = await _library.AddAsync(Text);
        var index = new DuplicateIndex();
        database.Read(db => Read(db, index));
        database.Writer.Run(Durability.Derived, db =>
        {
            // As a backup may bring it: another epoch, lower numbers, other items.
            db.Execute("UPDATE library SET value = 'other' WHERE key = 'epoch'");
            db.Execute("DELETE FROM near_duplicates");
            db.Execute("DELETE FROM fingerprints WHERE seq = 1");
            db.Execute("UPDATE fingerprints SET seq = 1, minhash = ?1", Fingerprint.Of(SampleText.Of(9, 200), [])!.Value.Stored);
            db.Execute("INSERT INTO items (pk, id, title, title_derived, content_type, format, source, content_hash, metadata, created_at, updated_at) VALUES (77, 'x', '', 0, 'note', 'text', '', x'00', '{}', 0, 0)");
        });
        database.Read(db => Read(db, index));
        database.Writer.Run(Durability.Derived, db => index.Replace(db, 77, 1, Fingerprint.Of(SampleText.Of(9, 200), [])));
        Assert.Equal("x", Assert.Single(Items.Get(item.Id).NearDuplicates).ItemId);
    }

    private static bool Read(Db db, DuplicateIndex index)
    {
        index.ReadOn(db);
        return true;
    }

    private long Count(string table) => _library.Engine.Database.Read(db => db.Long($"SELECT count(*) FROM {table}"))!.Value;
}
