using Cortex.Contract.Events;
using Cortex.Engine.Events;
using Cortex.Engine.Storage;
using Cortex.Engine.Tests.Storage;

namespace Cortex.Engine.Tests.Events;

public sealed class ChangeFeedTests : IAsyncLifetime
{
    private readonly TemporaryLibrary _library = new();
    private readonly ChangeFeed _feed;
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(30));

    public ChangeFeedTests() => _feed = new ChangeFeed(_library.Database);

    [Fact]
    public async Task A_follower_resumes_where_it_was_and_goes_on_live()
    {
        _library.Add("one");
        var two = _library.Add("two");
        var all = _library.Database.Read(db => ChangeLog.After(db, 0, 10));
        await using var events = _feed.FollowAsync(all[0].Seq, _deadline.Token).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());
        Assert.Equal(two.Id, Assert.IsType<ItemCreated>(events.Current).ItemId);
        var next = events.MoveNextAsync();
        var three = _library.Add("three");
        Assert.True(await next);
        Assert.Equal(three.Id, Assert.IsType<ItemCreated>(events.Current).ItemId);
    }

    [Fact]
    public async Task What_another_process_commits_is_seen()
    {
        _library.Add("mine");
        await using var events = _feed.FollowAsync(_library.Database.Read(ChangeLog.LastSeq), _deadline.Token).GetAsyncEnumerator();
        var next = events.MoveNextAsync();
        using (var other = Database.Connect(_library.Folder.Database)) ChangeLog.Append(other, ChangeLog.Deleted, "theirs");
        Assert.True(await next);
        Assert.Equal("theirs", Assert.IsType<ItemDeleted>(events.Current).ItemId);
    }

    [Fact]
    public async Task More_than_a_page_comes_whole_and_in_order()
    {
        _library.Database.Writer.Run(Durability.Captured, db =>
        {
            for (var n = 0; n < 1200; n++) ChangeLog.Append(db, ChangeLog.Created, $"{n}");
        });
        var seen = new List<string>();
        await foreach (var change in _feed.FollowAsync(0, _deadline.Token))
        {
            seen.Add(((ItemCreated)change).ItemId);
            if (seen.Count == 1200) break;
        }

        Assert.Equal(Enumerable.Range(0, 1200).Select(n => $"{n}"), seen);
    }

    [Fact]
    public void Who_resumes_from_before_the_log_is_told_to_read_anew()
    {
        _library.AddMany(5);
        _library.Database.Writer.Run(Durability.Captured, db => { db.Execute("DELETE FROM changes WHERE seq <= 3"); });
        Assert.Equal(5, Assert.IsType<LibraryReloaded>(Assert.Single(After(2))).Seq);
        Assert.Equal([4L, 5L], After(3).Select(change => change.Seq));
        Assert.Empty(After(5));
        Assert.IsType<LibraryReloaded>(Assert.Single(After(6)));
        _library.Database.Writer.Run(Durability.Captured, db => { db.Execute("DELETE FROM changes"); });
        Assert.IsType<LibraryReloaded>(Assert.Single(After(4)));
        Assert.Empty(After(5));
    }

    [Fact]
    public async Task Disposing_ends_those_who_follow()
    {
        var following = Task.Run(async () =>
        {
            await foreach (var _ in _feed.FollowAsync(0, _deadline.Token)) { }
        });
        await _feed.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => following.WaitAsync(_deadline.Token));
        Assert.False(_deadline.IsCancellationRequested);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        try { await _feed.DisposeAsync(); }
        catch (ObjectDisposedException) { /* One test did so itself. */ }
        _deadline.Dispose();
        _library.Dispose();
    }

    private IReadOnlyList<CortexEvent> After(long seq) => _library.Database.Read(db => ChangeLog.After(db, seq, 100));
}
