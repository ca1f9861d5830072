using Cortex.Contract.Errors;
using Cortex.Contract.Import;
using Cortex.Contract.Items;
using Cortex.Contract.Sources;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Sources;

namespace Cortex.Engine.Tests.Sources.Folders;

public sealed class FollowedFoldersTests : IAsyncLifetime
{
    private readonly TestLibrary _library = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Fact]
    public async Task An_imported_folder_is_remembered_with_its_tags()
    {
        _library.Write("a.md", "Text.");
        await ImportAsync("work");
        await ImportAsync("more");
        var source = Assert.Single(_library.Engine.Folders.Status(skipped: 10));
        Assert.Equal((_library.Files, 1L, SourceState.Idle), (source.Path, source.Files, source.State));
        Assert.Equal(["work", "more"], source.Tags);
        _library.Write("b.md", "Later.");
        var report = await SyncAsync();
        Assert.Equal((1, 1), (report.Created, report.Unchanged));
        Assert.Equal(["work", "more"], _library.Engine.Items.Get(report.ItemIds[0]).Tags);
    }

    [Fact]
    public async Task What_is_unchanged_by_size_and_time_is_not_read_again()
    {
        var path = Age(_library.Write("a.md", "Before"));
        await ImportAsync();
        var time = File.GetLastWriteTimeUtc(path);
        File.WriteAllText(path, "After!");
        File.SetLastWriteTimeUtc(path, time);
        Assert.Equal((0, 1), await Changes());
        File.SetLastWriteTimeUtc(path, time.AddSeconds(1));
        Assert.Equal((1, 0), await Changes());
    }

    [Fact]
    public async Task A_write_within_the_tick_of_the_clock_in_which_it_was_read_is_seen()
    {
        var path = _library.Write("a.md", "Before");
        await ImportAsync();
        var time = File.GetLastWriteTimeUtc(path);
        File.WriteAllText(path, "After!");
        File.SetLastWriteTimeUtc(path, time);
        Assert.Equal((1, 0), await Changes());
    }

    [Fact]
    public async Task What_is_gone_is_marked_and_kept_and_comes_back()
    {
        var path = _library.Write("sub/a.md", "Kept words.");
        var id = (await ImportAsync()).ItemIds[0];
        File.Delete(path);
        Assert.Equal(1, (await SyncAsync()).Vanished);
        Assert.Equal(0, (await SyncAsync()).Vanished);
        Assert.NotNull(_library.Engine.Items.Get(id).VanishedAt);
        Assert.Equal("Kept words.", _library.Engine.Items.Get(id).Content);
        Assert.Equal((0L, 1L), Counts());
        _library.Write("sub/a.md", "Kept words.");
        Assert.Equal(1, (await SyncAsync()).Unchanged);
        Assert.Null(_library.Engine.Items.Get(id).VanishedAt);
        Assert.Equal((1L, 0L), Counts());
    }

    [Fact]
    public async Task A_file_put_back_with_its_time_is_back()
    {
        var path = Age(_library.Write("a.md", "Kept words."));
        var id = (await ImportAsync()).ItemIds[0];
        var aside = _library.Files + "-aside.md";
        File.Move(path, aside);
        await SyncAsync();
        Assert.NotNull(_library.Engine.Items.Get(id).VanishedAt);
        File.Move(aside, path);
        await SyncAsync();
        Assert.Null(_library.Engine.Items.Get(id).VanishedAt);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_takes_nothing_with_it()
    {
        _library.Write("a.md", "Text.");
        var id = (await ImportAsync()).ItemIds[0];
        Directory.Delete(_library.Files, recursive: true);
        var folder = _library.Engine.Folders.All()[0];
        var error = await Assert.ThrowsAsync<CortexException>(() => _library.Engine.Folders.SyncAsync(folder, null, CancellationToken.None));
        Assert.Equal(ErrorCode.FileNotReadable, error.Code);
        Assert.Null(_library.Engine.Items.Get(id).VanishedAt);
        var source = Assert.Single(_library.Engine.Folders.Status(0));
        Assert.Equal((SourceState.Trouble, error.Message), (source.State, source.Error));
        _library.Write("a.md", "Text.");
        await SyncAsync();
        Assert.Equal(SourceState.Idle, _library.Engine.Folders.Status(0)[0].State);
    }

    [Fact]
    public async Task A_moved_file_keeps_its_identity_and_so_do_all_of_a_moved_folder()
    {
        _library.Write("old/a.md", "The same text.");
        _library.Write("old/b.md", "The same text.");
        _library.Write("old/c.md", "Another text.");
        var before = Paths(await ImportAsync());
        Directory.Move(Path.Combine(_library.Files, "old"), Path.Combine(_library.Files, "new"));
        var report = await SyncAsync();
        Assert.Equal((0, 3, 0), (report.Created, report.Moved, report.Vanished));
        Assert.All(before, item => Assert.Equal(item.Value.Replace("old/", "new/", StringComparison.Ordinal), PathOf(item.Key)));
    }

    [Fact]
    public async Task A_place_taken_by_a_moved_file_is_that_files_from_then_on()
    {
        var (a, b) = (_library.Write("a.md", "First text."), _library.Write("b.md", "Second text."));
        var ids = Paths(await ImportAsync()).ToDictionary(pair => Path.GetFileName(pair.Value), pair => pair.Key);
        File.Delete(a);
        await SyncAsync();
        File.Move(b, a);
        Assert.Equal(1, (await SyncAsync()).Moved);
        Assert.Equal(a, PathOf(ids["b.md"]));
        Assert.Equal("First text.", _library.Engine.Items.Get(ids["a.md"]).Content);
        Assert.NotNull(_library.Engine.Items.Get(ids["a.md"]).VanishedAt);
    }

    [Fact]
    public async Task What_the_user_deleted_stays_deleted_until_it_is_restored()
    {
        _library.Write("a.md", "Text.");
        var id = (await ImportAsync()).ItemIds[0];
        await _library.Engine.Items.DeleteAsync(id);
        var report = await SyncAsync();
        Assert.Equal((0, 1), (report.Created, report.Skipped["deleted"]));
        _library.Write("a.md", "Text that changed.");
        Assert.Equal(0, (await SyncAsync()).Created);
        await _library.Engine.Items.RestoreAsync(id);
        Assert.Equal(1, (await SyncAsync()).Updated);
        Assert.Equal("Text that changed.", _library.Engine.Items.Get(id).Content);
        // Gone for good: still the user's word.
        await _library.Engine.Items.DeleteAsync(id);
        await _library.Engine.Database.Writer.RunAsync(Cortex.Engine.Storage.Durability.Captured, db => ItemWriter.EmptyTrash(db, long.MaxValue, 10));
        Assert.Equal((0, 1), ((await SyncAsync()).Created, (await SyncAsync()).Skipped["deleted"]));
    }

    [Fact]
    public async Task Rules_that_change_take_effect_and_leave_what_is_in_the_library()
    {
        _library.Write("draft/a.md", "Text.");
        var id = (await ImportAsync()).ItemIds[0];
        var rules = _library.Write(".cortexignore", "draft/\n");
        var report = await SyncAsync();
        Assert.Equal(1, report.Skipped["ignored"]);
        Assert.NotNull(_library.Engine.Items.Get(id).VanishedAt);
        File.Delete(rules);
        await SyncAsync();
        Assert.Null(_library.Engine.Items.Get(id).VanishedAt);
    }

    [Fact]
    public async Task What_is_left_out_keeps_its_reason_from_one_look_to_the_next()
    {
        Age(_library.Write("blob.dat", "a\0b"));
        Age(_library.Write("paper.pdf", "no pdf"));
        Age(_library.Write("letter.docx", "no docx"));
        Age(_library.Write("save.md~", "Backup."));
        Age(_library.Write("node_modules/x.md", "Installed."));
        var first = await ImportAsync();
        var second = await SyncAsync();
        Assert.Equal(first.Skipped, second.Skipped);
        Assert.Equal(first.SkippedFiles.Order(ByPath), second.SkippedFiles.Order(ByPath));
        var source = Assert.Single(_library.Engine.Folders.Status(skipped: 100));
        Assert.Equal(first.Skipped, source.Skipped);
        Assert.Equal(["blob.dat", "letter.docx", "node_modules/", "paper.pdf", "save.md~"], source.SkippedFiles.Select(file => file.Path));
        Assert.Equal((1, 1, 1), (source.Skipped["binary"], source.Skipped["temporary"], source.Skipped["dependency_folder"]));
    }

    [Fact]
    public async Task A_folder_followed_no_longer_leaves_its_items()
    {
        _library.Write("a.md", "Text.");
        var id = (await ImportAsync()).ItemIds[0];
        await _library.Engine.Folders.RemoveAsync(_library.Engine.Folders.All()[0].Id);
        Assert.Empty(_library.Engine.Folders.All());
        Assert.Equal("Text.", _library.Engine.Items.Get(id).Content);
        Assert.Equal(1, (await ImportAsync()).Unchanged);
    }

    [Fact]
    public async Task The_library_itself_is_not_imported() =>
        await Assert.ThrowsAsync<CortexException>(() => _library.Engine.Folders.AddAsync(_library.Engine.Database.Folder.Root, []));

    [Fact]
    public async Task A_library_inside_a_followed_folder_is_left_out()
    {
        var folder = Path.GetDirectoryName(_library.Engine.Database.Folder.Root)!;
        _library.Write("a.md", "Text.");
        var link = Path.Combine(_library.Files, "link.txt");
        File.CreateSymbolicLink(link, _library.Engine.Database.Folder.Config);
        File.WriteAllText(_library.Engine.Database.Folder.Config, "port: 8742");
        var report = await _library.Engine.Importer.ImportAsync(new ImportRequest { Paths = [folder] }, null, CancellationToken.None);
        Assert.Equal((1, 2), (report.Created, report.Skipped["library"]));
        var dry = await _library.Engine.Importer.ImportAsync(new ImportRequest { Paths = [folder], DryRun = true }, null, CancellationToken.None);
        Assert.Equal(2, dry.Skipped["library"]);
    }

    [Fact]
    public async Task What_cannot_be_looked_into_is_not_gone()
    {
        // The system's owner may look into everything.
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess) return;
        _library.Write("sub/deep/a.md", "Text.");
        _library.Write("b.md", "Other text.");
        var ids = (await ImportAsync()).ItemIds;
        foreach (var closed in (string[])[Path.Combine(_library.Files, "sub"), _library.Files])
        {
            var mode = File.GetUnixFileMode(closed);
            File.SetUnixFileMode(closed, UnixFileMode.None);
            try
            {
                if (closed == _library.Files) await Assert.ThrowsAsync<CortexException>(SyncAsync);
                else Assert.Equal(1, (await SyncAsync()).Skipped["unreadable"]);
            }
            finally
            {
                File.SetUnixFileMode(closed, mode);
            }

            Assert.All(ids, id => Assert.Null(_library.Engine.Items.Get(id).VanishedAt));
            Assert.Equal(2, (await SyncAsync()).Unchanged);
        }
    }

    [Fact]
    public async Task Tags_that_no_item_may_have_are_refused() =>
        Assert.Equal("tags[0]", (await Assert.ThrowsAsync<CortexException>(() => _library.Engine.Folders.AddAsync(_library.Files, [new string('x', ItemValidation.MaxTag + 1)]))).Fields[0].Field);

    private static readonly IComparer<SkippedFile> ByPath = Comparer<SkippedFile>.Create((a, b) => string.CompareOrdinal(a.Path, b.Path));

    // Long enough ago that its time can be relied on.
    private static string Age(string path)
    {
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        return path;
    }

    private Task<ImportReport> ImportAsync(params string[] tags) =>
        _library.Engine.Importer.ImportAsync(new ImportRequest { Paths = [_library.Files], Tags = tags }, null, CancellationToken.None);

    private Task<ImportReport> SyncAsync() => _library.Engine.Folders.SyncAsync(_library.Engine.Folders.All()[0], null, CancellationToken.None);

    private async Task<(int Updated, int Unchanged)> Changes() => await SyncAsync() is var report ? (report.Updated, report.Unchanged) : default;

    private (long Files, long Vanished) Counts() => _library.Engine.Folders.Status(0)[0] is var source ? (source.Files, source.Vanished) : default;

    private Dictionary<string, string> Paths(ImportReport report) => report.ItemIds.ToDictionary(id => id, PathOf);

    private string PathOf(string id) => _library.Engine.Items.Get(id).Metadata.GetProperty("path").GetString()!;
}
