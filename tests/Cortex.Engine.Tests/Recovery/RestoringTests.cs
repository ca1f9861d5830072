using Cortex.Contract.Errors;
using Cortex.Contract.Events;
using Cortex.Contract.Items;
using Cortex.Engine.Access;
using Cortex.Engine.Events;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Recovery;
using Cortex.Engine.Storage;
using Cortex.Engine.Tests.Storage;

namespace Cortex.Engine.Tests.Recovery;

[Trait("Speed", "slow")]
public sealed class RestoringTests : IDisposable
{
    private readonly TemporaryLibrary _library = new();
    private readonly string _file;

    public RestoringTests() => _file = _library.File("library.backup");

    [Fact]
    public void A_backup_comes_back_with_the_digest_it_had()
    {
        _library.AddMany(50);
        var made = Backup.Create(_library.Database, _file);
        Assert.Equal(50, made.Items);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_file));
        _library.AddMany(7);
        _library.Close();
        var restored = Restoring.Restore(_library.Folder, _library.Time, _file);
        Assert.Equal(made.ContentSha256, restored.ContentSha256);
        Assert.Equal(50, _library.Items.List(new ItemQuery()).Total);
        Assert.Equal(made.ContentSha256, _library.Database.Read(ContentDigest.Compute).Content);
        Assert.Equal("ok", _library.Database.Read(db => db.Text("PRAGMA integrity_check")));

        // What it replaced is a backup too, and brings everything back.
        _library.Close();
        Restoring.Restore(_library.Folder, _library.Time, restored.SetAside!);
        Assert.Equal(57, _library.Items.List(new ItemQuery()).Total);
        Assert.Empty(Directory.GetFiles(_library.Folder.Root, "restore-*"));
    }

    [Fact]
    public void Any_flipped_byte_that_matters_is_noticed()
    {
        _library.AddMany(30);
        Backup.Create(_library.Database, _file);
        var bytes = File.ReadAllBytes(_file);
        var random = new Random(5);
        var refused = 0;
        for (var round = 0; round < 60; round++)
        {
            File.WriteAllBytes(_file, bytes);
            Damage.Flip(_file, random.Next(bytes.Length));
            if (Backup.Verify(_file).Fault is not null) refused++;
            // Where it is not refused, the byte was in no row: unused space of a page or of the header.
            else using (var db = Database.Connect(_file)) Assert.Equal("30", db.Text("SELECT count(*) FROM items"));
        }

        Assert.True(refused > 0);
        File.WriteAllBytes(_file, bytes);
        // Everywhere: one of them may be in the unused part of a page.
        for (var at = 0; bytes.AsSpan(at).IndexOf("durable things"u8) is >= 0 and var found; at += found + 1) Damage.Flip(_file, at + found);
        var error = Assert.Throws<CortexException>(() => Restoring.Restore(_library.Folder, _library.Time, _file));
        Assert.Equal(ErrorCode.BackupInvalid, error.Code);
        Assert.Equal(30, _library.Items.List(new ItemQuery()).Total);
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("text")]
    [InlineData("empty")]
    [InlineData("another database")]
    public void What_is_no_whole_backup_is_refused_and_nothing_changes(string what)
    {
        _library.AddMany(100);
        Backup.Create(_library.Database, _file);
        switch (what)
        {
            case "truncated":
                using (var stream = new FileStream(_file, FileMode.Open)) stream.SetLength(stream.Length / 2 / 4096 * 4096);
                break;
            case "text":
                File.WriteAllText(_file, new string('t', 5000));
                break;
            case "empty":
                File.WriteAllText(_file, "");
                break;
            default:
                File.Delete(_file);
                using (var db = Database.Connect(_file, Microsoft.Data.Sqlite.SqliteOpenMode.ReadWriteCreate)) db.Execute("CREATE TABLE t (x)");
                break;
        }

        var error = Assert.Throws<CortexException>(() => Restoring.Restore(_library.Folder, _library.Time, _file));
        Assert.Equal(ErrorCode.BackupInvalid, error.Code);
        Assert.Contains("Nothing was changed", error.Message);
        Assert.Equal(100, _library.Items.List(new ItemQuery()).Total);
        Assert.Empty(Directory.GetFiles(_library.Folder.Backups));
    }

    [Fact]
    public void A_damaged_library_is_kept_aside_as_it_was()
    {
        _library.AddMany(400);
        Backup.Create(_library.Database, _file);
        _library.Close();
        Damage.Page(_library.Folder.Database, "revisions");
        var damaged = File.ReadAllBytes(_library.Folder.Database);
        var report = Restoring.Restore(_library.Folder, _library.Time, _file);
        Assert.Equal(damaged, File.ReadAllBytes(report.SetAside!));
        Assert.Equal(400, _library.Count("SELECT count(*) FROM revisions WHERE length(content) > 0"));
        Assert.Equal("wal", _library.Database.Read(db => db.Text("PRAGMA journal_mode")));
    }

    [Fact]
    public void A_damaged_library_is_not_taken_away_from_under_a_process()
    {
        _library.AddMany(400);
        Backup.Create(_library.Database, _file);
        _library.Close();
        Damage.Page(_library.Folder.Database, "revisions");
        _library.Open("serve");
        Assert.Equal(ErrorCode.SchemaInUse, Assert.Throws<CortexException>(() => Restoring.Restore(_library.Folder, _library.Time, _file)).Code);
        Assert.Empty(Directory.GetFiles(_library.Folder.Backups));
    }

    [Fact]
    public void A_damaged_library_makes_no_backup()
    {
        _library.AddMany(400);
        _library.Close();
        Damage.Page(_library.Folder.Database, "revisions");
        Assert.Equal(ErrorCode.DatabaseDamaged, Assert.Throws<CortexException>(() => Backup.Create(_library.Database, _file)).Code);
        Assert.False(File.Exists(_file));
        Assert.Empty(Directory.GetFiles(_library.Folder.Root, "*.partial*"));
    }

    [Fact]
    public async Task An_open_library_shows_the_new_content_and_says_so()
    {
        _library.AddMany(3);
        var sessions = new BrowserSessions(_library.Database);
        var session = (await sessions.CreateAsync(sessions.Epoch()))!;
        Backup.Create(_library.Database, _file);
        var late = _library.Add("late");
        await using var feed = new ChangeFeed(_library.Database);
        var after = _library.Database.Read(ChangeLog.LastSeq);
        await using var events = feed.FollowAsync(after, CancellationToken.None).GetAsyncEnumerator();
        var next = events.MoveNextAsync().AsTask();
        Restoring.Restore(_library.Folder, _library.Time, _file);
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(30)));
        var reloaded = Assert.IsType<LibraryReloaded>(events.Current);
        Assert.Equal(3, _library.Items.List(new ItemQuery()).Total);
        Assert.Throws<CortexException>(() => _library.Items.Get(late.Id));
        // One who was away and resumes is told as well.
        Assert.IsType<LibraryReloaded>(Assert.Single(_library.Database.Read(db => ChangeLog.After(db, after, 10))));
        Assert.False(new BrowserSessions(_library.Database).IsValid(session));
        // It goes on from there.
        _library.Add("new");
        Assert.True(await events.MoveNextAsync());
        Assert.IsType<ItemCreated>(events.Current);
        Assert.True(events.Current.Seq > reloaded.Seq);
    }

    [Fact]
    public async Task What_is_captured_during_a_restore_is_in_the_library_or_in_the_copy_aside()
    {
        _library.AddMany(200);
        Backup.Create(_library.Database, _file);
        using var stop = new CancellationTokenSource();
        var acknowledged = new List<string>();
        var capture = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested) acknowledged.Add((await _library.Items.CreateAsync(new CreateItemRequest { Content = "during" })).Id);
        });
        TemporaryLibrary.Until(() => acknowledged.Count > 5, "captures");
        var report = await Task.Run(() => Restoring.Restore(_library.Folder, _library.Time, _file));
        var then = acknowledged.Count;
        TemporaryLibrary.Until(() => acknowledged.Count > then + 5 || capture.IsCompleted, "more captures");
        await stop.CancelAsync();
        await capture;
        using var aside = Database.Connect(report.SetAside!);
        var kept = aside.Query("SELECT id FROM items", row => row.Text(0)).Concat(_library.Database.Read(db => db.Query("SELECT id FROM items", row => row.Text(0)))).ToHashSet();
        Assert.All(acknowledged, id => Assert.Contains(id, kept));
    }

    [Fact]
    public void Jobs_that_ran_when_the_backup_was_made_wait_after_it()
    {
        _library.AddMany(1);
        _library.Database.Writer.Run(Durability.Derived, db => Jobs.JobQueueTests.Lease(db, _library.Database.Now));
        Backup.Create(_library.Database, _file);
        Restoring.Restore(_library.Folder, _library.Time, _file);
        Assert.Equal(1, _library.Count("SELECT count(*) FROM jobs WHERE stage = 'words' AND status = 'waiting'"));
    }

    [Fact]
    public void The_library_itself_is_no_place_for_a_backup()
    {
        _library.AddMany(1);
        AccessToken.Load(_library.Folder);
        foreach (var name in (string[])["cortex.db", "cortex.db-wal", "token"])
            Assert.Equal(ErrorCode.InvalidArgument, Assert.Throws<CortexException>(() => Backup.Create(_library.Database, _library.File(name))).Code);
        Assert.Equal(ErrorCode.FileNotReadable, Assert.Throws<CortexException>(() => Backup.Create(_library.Database, _library.File("no/such/folder/x"))).Code);
    }

    public void Dispose() => _library.Dispose();
}
