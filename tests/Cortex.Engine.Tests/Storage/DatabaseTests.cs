using Cortex.Contract.Errors;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Tests.Storage;

public sealed class DatabaseTests : IDisposable
{
    private readonly TemporaryLibrary _library = new();

    [Fact]
    public void Only_the_owner_can_read_anything_of_it()
    {
        _library.Add("secret");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_library.Folder.Root));
        foreach (var name in (string[])["cortex.db", "cortex.db-wal", "cortex.db-shm", "schema.lock"])
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_library.File(name)));
    }

    [Fact]
    public void A_newer_schema_is_refused_and_left_as_it_is()
    {
        _library.Add("from the future");
        _library.Database.Writer.Run(Durability.Captured, db => { db.Execute("PRAGMA user_version = 9999"); });
        _library.Close();
        var before = File.ReadAllBytes(_library.Folder.Database);
        var error = Assert.Throws<CortexException>(() => _library.Open());
        Assert.Equal(ErrorCode.SchemaTooNew, error.Code);
        Assert.Contains("9999", error.Message);
        Assert.Equal(before, File.ReadAllBytes(_library.Folder.Database));
        // The refusal holds nothing.
        using var free = FileLock.TryExclusive(_library.Folder.SchemaLock);
        Assert.NotNull(free);
    }

    // Every version but the last; grows by itself with each migration.
    public static TheoryData<int> EarlierVersions => [.. Enumerable.Range(0, Migrator.Latest)];

    [Theory]
    [MemberData(nameof(EarlierVersions))]
    public void An_earlier_schema_is_upgraded_after_a_backup_and_no_row_is_lost(int version)
    {
        Dictionary<string, long> before;
        LibraryFolder.OpenPrivate(_library.Folder.Database, FileMode.CreateNew).Dispose();
        using (var db = Database.Connect(_library.Folder.Database))
        {
            db.Execute("PRAGMA journal_mode = WAL");
            Migrator.Migrate(db, version);
            OldRows.Fill(db, version);
            before = OldRows.Count(db);
        }

        _library.Open();
        Assert.Equal(Migrator.Latest, _library.Count("PRAGMA user_version"));
        var after = _library.Database.Read(OldRows.Count);
        // A migration may add rows of a new stage; none is lost.
        Assert.All(before, table => Assert.True(after[table.Key] >= table.Value, table.Key));
        Assert.Equal(before.GetValueOrDefault("items"), after["items"]);
        Assert.Equal(0, _library.Database.Read(db => db.Query("PRAGMA foreign_key_check", _ => 1).Count));
        var copies = Directory.GetFiles(_library.Folder.Backups);
        Assert.Equal(version == 0 ? 0 : 1, copies.Length);
        Assert.All(copies, copy => Assert.Null(Backup.Verify(copy).Fault));
    }

    [Fact]
    public void An_upgrade_that_is_cut_short_leaves_the_schema_it_began_with()
    {
        LibraryFolder.OpenPrivate(_library.Folder.Database, FileMode.CreateNew).Dispose();
        using var db = Database.Connect(_library.Folder.Database);
        // In the way of the first migration's last table.
        db.Execute("CREATE TABLE sessions (x)");
        Assert.ThrowsAny<Exception>(() => Migrator.Migrate(db));
        Assert.Equal(0, Migrator.Version(db));
        Assert.Equal(1, db.Long("SELECT count(*) FROM sqlite_master"));
        db.Execute("DROP TABLE sessions");
        Migrator.Migrate(db);
        Assert.Equal(Migrator.Latest, Migrator.Version(db));
    }

    [Fact]
    public void A_file_that_is_no_database_is_told_and_left_as_it_is()
    {
        File.WriteAllText(_library.Folder.Database, new string('x', 10_000));
        var before = File.ReadAllBytes(_library.Folder.Database);
        var error = Assert.Throws<CortexException>(() => _library.Open());
        Assert.Equal(ErrorCode.DatabaseDamaged, error.Code);
        Assert.Contains("cortex restore", error.Message);
        Assert.Equal(before, File.ReadAllBytes(_library.Folder.Database));
    }

    [Fact]
    public void A_damaged_page_fails_what_needs_it_and_nothing_else()
    {
        _library.AddMany(400);
        var whole = _library.Add(new string('w', 200));
        _library.Close();
        Damage.Page(_library.Folder.Database, "revisions");
        _library.Open();
        Assert.Equal(ErrorCode.DatabaseDamaged, Assert.Throws<CortexException>(() => _library.Count("SELECT sum(length(content)) FROM revisions")).Code);
        Assert.Equal(401, _library.Items.List(new ItemQuery { Limit = 1 }).Total);
        _library.Database.Writer.Run(Durability.Captured, db => { db.Execute("UPDATE items SET starred = 1 WHERE id = ?1", whole.Id); });
        Assert.Equal(1, _library.Count("SELECT count(*) FROM items WHERE starred = 1"));
    }

    [Fact]
    public void A_migration_names_the_process_that_has_the_library_open()
    {
        _library.Open("serve");
        // What a process of an older version would hold.
        using var live = Database.Connect(_library.Folder.Database);
        live.Execute("PRAGMA user_version = 0");
        using var note = FileLock.TryExclusive(Path.Combine(_library.Folder.Processes, "4242.serve.0"));
        var error = Assert.Throws<CortexException>(() => _library.Open("import"));
        Assert.Equal(ErrorCode.SchemaInUse, error.Code);
        Assert.Contains("cortex serve (process 4242)", error.Message);
        live.Execute($"PRAGMA user_version = {Migrator.Latest}");
    }

    [Fact]
    public void A_process_that_died_is_not_named_although_its_number_lives()
    {
        // Process 1 is always alive, but it is not Cortex: nobody holds this note.
        File.WriteAllText(Path.Combine(_library.Folder.Processes, "1.serve.0"), "");
        Assert.Empty(RunningProcesses.Others(_library.Folder));
        Assert.Empty(Directory.GetFiles(_library.Folder.Processes));
    }

    [Fact]
    public void Many_that_open_a_new_library_at_once_all_get_it()
    {
        var opened = new List<Database>();
        var threads = Enumerable.Range(0, 6).Select(_ => new Thread(() =>
        {
            var database = Database.Open(_library.Folder, TimeProvider.System, "test");
            lock (opened) opened.Add(database);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Equal(6, opened.Count);
        Assert.Single(opened.Select(database => database.Read(db => db.Text("SELECT value FROM library WHERE key = 'epoch'"))).Distinct());
        opened.ForEach(database => database.Dispose());
    }

    [Fact]
    public void A_library_out_of_its_write_ahead_log_gets_it_back()
    {
        _library.Add("one");
        _library.Close();
        using (var db = Database.Connect(_library.Folder.Database)) db.Execute("PRAGMA journal_mode = DELETE");
        _library.Open();
        Assert.Equal("wal", _library.Database.Read(db => db.Text("PRAGMA journal_mode")));
    }

    [Fact]
    public void A_data_folder_that_is_a_file_is_told()
    {
        var file = _library.File("not-a-folder");
        File.WriteAllText(file, "");
        Assert.Equal(ErrorCode.DatabaseUnavailable, Assert.Throws<CortexException>(() => new LibraryFolder(file)).Code);
        Assert.Equal(ErrorCode.DatabaseUnavailable, Assert.Throws<CortexException>(() => new LibraryFolder(Path.Combine(file, "below"))).Code);
    }

    [Fact]
    public void The_library_of_sqlite_is_the_one_asked_for()
    {
        var bundled = Environment.GetEnvironmentVariable(Engine.Storage.Platform.NativeSqlite.ChoiceVariable) == "bundled";
        var version = _library.Database.Read(db => db.Text("SELECT sqlite_version()"));
        if (bundled) Assert.Equal("3.35.5", version);
        else Assert.True(Version.Parse(version!) >= new Version(3, 35, 5));
    }

    public void Dispose() => _library.Dispose();
}
