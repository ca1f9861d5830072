using Cortex.Contract.Errors;
using Cortex.Contract.Import;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Tests.Storage;

namespace Cortex.Engine.Tests.Knowledge.Items;

public sealed class LibraryTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly TemporaryLibrary _library;

    public LibraryTests() => _library = new TemporaryLibrary(_time);

    private Library Items => _library.Items;

    [Fact]
    public void What_was_kept_comes_back_as_it_was_sent()
    {
        const string Content = "  first \0 line\r\nsecond \U0001F9E0\t ";
        var kept = _library.Add(Content, "  A title ");
        _library.Close();
        var item = Items.Get(kept.Id);
        Assert.Equal(Content, item.Content);
        Assert.Equal("  A title ", item.Title);
        Assert.Equal((kept.Version, kept.CreatedAt, kept.UpdatedAt, ProcessingStatus.Pending), (item.Version, item.CreatedAt, item.UpdatedAt, item.ProcessingStatus));
        Assert.Equal(item.CreatedAt, item.UpdatedAt);
    }

    [Fact]
    public async Task An_update_changes_what_it_carries_and_keeps_the_old_text()
    {
        var item = _library.Add("before", "title");
        _time.Advance(TimeSpan.FromMinutes(1));
        var changed = await Items.UpdateAsync(item.Id, new UpdateItemRequest { Content = "after", Version = 1 });
        Assert.Equal(("title", "after", 2L), (changed.Title, changed.Content, changed.Version));
        Assert.True(changed.UpdatedAt > changed.CreatedAt);
        Assert.Equal("before", _library.Database.Read(db => db.Text("SELECT content FROM revisions WHERE revision = 1")));
        var stale = await Assert.ThrowsAsync<CortexException>(() => Items.UpdateAsync(item.Id, new UpdateItemRequest { Content = "late", Version = 1 }));
        Assert.Equal(ErrorCode.VersionConflict, stale.Code);
        Assert.Equal("after", Items.Get(item.Id).Content);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_gives_no_change_before_its_creation()
    {
        var item = _library.Add("x");
        _time.Advance(TimeSpan.FromDays(-10));
        var changed = await Items.UpdateAsync(item.Id, new UpdateItemRequest { Starred = true });
        Assert.True(changed.UpdatedAt >= changed.CreatedAt);
    }

    [Fact]
    public async Task Deleting_hides_and_restoring_brings_back_all_of_it()
    {
        var item = _library.Add("to be or not", "Hamlet");
        await Items.DeleteAsync(item.Id);
        Assert.Equal(ErrorCode.ItemNotFound, Assert.Throws<CortexException>(() => Items.Get(item.Id)).Code);
        await Assert.ThrowsAsync<CortexException>(() => Items.DeleteAsync(item.Id));
        Assert.Equal(0, Items.List(new ItemQuery()).Total);
        var back = await Items.RestoreAsync(item.Id);
        Assert.Equal(("to be or not", "Hamlet", ProcessingStatus.Pending), (back.Content, back.Title, back.ProcessingStatus));
        await Assert.ThrowsAsync<CortexException>(() => Items.RestoreAsync(item.Id));
    }

    [Fact]
    public async Task The_same_source_updates_and_the_same_content_is_unchanged()
    {
        var created = await Import("/notes/a.md", "one");
        Assert.Equal(ImportOutcome.Created, created.Outcome);
        Assert.Equal((created.Id, ImportOutcome.Unchanged), await Import("/notes/a.md", "one"));
        Assert.Equal((created.Id, ImportOutcome.Updated), await Import("/notes/a.md", "two"));
        Assert.Equal("two", Items.Get(created.Id).Content);
        Assert.Equal(2, Items.Get(created.Id).Revision);
    }

    [Fact]
    public async Task The_same_content_elsewhere_is_a_move_only_when_the_old_place_is_empty()
    {
        var created = await Import("/notes/a.md", "text");
        var copy = await Import("/notes/b.md", "text");
        Assert.Equal(ImportOutcome.Created, copy.Outcome);
        Assert.NotEqual(created.Id, copy.Id);
        Assert.Equal((created.Id, ImportOutcome.Moved), await Import("/notes/c.md", "text", gone: "/notes/a.md"));
        Assert.Equal((created.Id, ImportOutcome.Unchanged), await Import("/notes/c.md", "text"));
        Assert.Equal(2, Items.List(new ItemQuery()).Total);
    }

    [Fact]
    public async Task A_move_to_another_name_takes_its_title_and_is_processed_again()
    {
        var created = await Import("/code/old.py", "print()", DocumentFormat.Code, "old.py");
        _library.Database.Writer.Run(Engine.Storage.Durability.Derived, db => { db.Execute("UPDATE jobs SET status = 'done'"); });
        await Import("/code/new.rb", "print()", DocumentFormat.Code, "new.rb", gone: "/code/old.py");
        var item = Items.Get(created.Id);
        Assert.Equal(("new.rb", ProcessingStatus.Pending), (item.Title, item.ProcessingStatus));
    }

    [Fact]
    public async Task What_came_back_as_another_item_does_not_stand_in_the_way_of_a_restore()
    {
        var first = await Import("/notes/a.md", "text");
        await Items.DeleteAsync(first.Id);
        var second = await Import("/notes/a.md", "text");
        Assert.Equal(ImportOutcome.Created, second.Outcome);
        await Items.RestoreAsync(first.Id);
        Assert.Equal((second.Id, ImportOutcome.Updated), await Import("/notes/a.md", "changed"));
        Assert.Equal("text", Items.Get(first.Id).Content);
    }

    [Fact]
    public async Task An_import_of_many_is_whole_or_not_at_all()
    {
        var good = new NewItem { Content = "x", SourceKey = "/a" };
        await Assert.ThrowsAnyAsync<Exception>(() => Items.ImportAsync([good, good with { SourceKey = "/b", Content = null! }], _ => false));
        Assert.Equal(0, Items.List(new ItemQuery()).Total);
    }

    public void Dispose() => _library.Dispose();

    private async Task<(string Id, ImportOutcome Outcome)> Import(string path, string content, DocumentFormat format = DocumentFormat.Markdown, string? title = null, string? gone = null) =>
        (await Items.ImportAsync([new NewItem { Content = content, Title = title, SourceKey = path, Source = "import", ContentType = ContentType.File, Format = format }], key => key == gone))[0];
}
