using Cortex.Contract.Errors;
using Cortex.Contract.Items;

namespace Cortex.Engine.Tests.Knowledge.Items;

public sealed class TaggingTests : IAsyncLifetime
{
    private readonly TestLibrary _library = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Fact]
    public async Task TagsAreAddedAndTakenOffAndCounted()
    {
        var one = await _library.AddAsync("one", null, "Work", "old");
        var two = await _library.AddAsync("two", null, "work");
        await _library.Engine.Tags.ChangeAsync([one.Id, two.Id], ["new", "WORK"], ["OLD"]);
        Assert.Equal(["Work", "new"], _library.Engine.Items.Get(one.Id).Tags);
        Assert.Equal(["work", "new"], _library.Engine.Items.Get(two.Id).Tags);
        Assert.Equal([("new", 2), ("Work", 2)], _library.Engine.Tags.List().Select(tag => (tag.Tag, tag.Items)));
        await _library.Engine.Items.DeleteAsync(two.Id);
        Assert.All(_library.Engine.Tags.List(), tag => Assert.Equal(1, tag.Items));
    }

    [Fact]
    public async Task NothingChangesWhereNothingIsToChange()
    {
        var item = await _library.AddAsync("one", null, "work");
        await _library.Engine.Tags.ChangeAsync([item.Id], ["work"], ["never"]);
        Assert.Equal(item.Version, _library.Engine.Items.Get(item.Id).Version);
    }

    [Fact]
    public async Task AllOfThemOrNone()
    {
        var item = await _library.AddAsync("one");
        var full = await _library.AddAsync("two", null, [.. Enumerable.Range(0, 200).Select(at => $"t{at}")]);
        var tooMany = await Assert.ThrowsAsync<CortexException>(() => _library.Engine.Tags.ChangeAsync([item.Id, full.Id], ["x"], []));
        Assert.Equal(ErrorCode.ValidationFailed, tooMany.Code);
        Assert.Empty(_library.Engine.Items.Get(item.Id).Tags);
    }

    [Fact]
    public async Task OnlyWhatChangedIsTold()
    {
        var (tagged, plain, gone) = (await _library.AddAsync("one", null, "x"), await _library.AddAsync("two"), await _library.AddAsync("three"));
        await _library.Engine.Items.DeleteAsync(gone.Id);
        Assert.Equal([plain.Id], await _library.Engine.Tags.ChangeAsync([tagged.Id, plain.Id, gone.Id, Guid.NewGuid().ToString()], ["x"], []));
    }

    [Fact]
    public async Task OpeningIsNoChange()
    {
        var item = await _library.AddAsync("one");
        await _library.Engine.Items.MarkOpenedAsync(item.Id);
        var opened = _library.Engine.Items.Get(item.Id);
        Assert.NotNull(opened.OpenedAt);
        Assert.Equal((item.Version, item.UpdatedAt), (opened.Version, opened.UpdatedAt));
        await _library.Engine.Items.MarkOpenedAsync(item.Id);
        Assert.Equal(opened.OpenedAt, _library.Engine.Items.Get(item.Id).OpenedAt);
        await _library.Engine.Items.UpdateAsync(item.Id, new UpdateItemRequest { Version = item.Version, Starred = true });
    }
}
