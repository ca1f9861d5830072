using Cortex.Contract.Errors;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Tests.Storage;

public sealed class WriterTests : IDisposable
{
    private readonly TemporaryLibrary _library = new();

    private Writer Writer => _library.Database.Writer;

    public WriterTests() => Writer.Run(Durability.Captured, db => { db.Execute("CREATE TABLE t (n INTEGER PRIMARY KEY, text TEXT)"); });

    [Fact]
    public async Task Many_writes_share_commits_and_keep_their_order()
    {
        var commits = 0;
        Writer.Committed += () => Interlocked.Increment(ref commits);
        using var hold = new ManualResetEventSlim();
        var first = Writer.RunAsync(Durability.Captured, _ => hold.Wait());
        var writes = Enumerable.Range(0, 300).Select(n => Writer.RunAsync(Durability.Captured, db => { db.Execute("INSERT INTO t (text) VALUES (?1)", $"{n}"); })).ToList();
        hold.Set();
        await Task.WhenAll([first, .. writes]);
        var order = _library.Database.Read(db => db.Query("SELECT text FROM t ORDER BY n", row => int.Parse(row.Text(0))));
        Assert.Equal(Enumerable.Range(0, 300), order);
        // That of the table, of the first and of the rest at most.
        Assert.InRange(Volatile.Read(ref commits), 1, 3);
    }

    [Fact]
    public async Task A_write_that_fails_takes_none_with_it()
    {
        using var hold = new ManualResetEventSlim();
        var first = Writer.RunAsync(Durability.Captured, _ => hold.Wait());
        var good = Enumerable.Range(0, 20).Select(n => Writer.RunAsync(Durability.Captured, db => db.Execute("INSERT INTO t VALUES (?1, 'kept')", n))).ToList();
        var twice = Writer.RunAsync(Durability.Captured, db => { db.Execute("INSERT INTO t VALUES (100, 'gone')"); db.Execute("INSERT INTO t VALUES (5, 'again')"); });
        var thrown = Writer.RunAsync(Durability.Captured, db => { db.Execute("INSERT INTO t VALUES (101, 'gone')"); throw new FormatException("mine"); });
        var after = Writer.RunAsync(Durability.Captured, db => db.Execute("INSERT INTO t VALUES (102, 'kept')"));
        hold.Set();
        await Task.WhenAll([first, after, .. good]);
        await Assert.ThrowsAsync<CortexException>(() => twice);
        Assert.Equal("mine", (await Assert.ThrowsAsync<FormatException>(() => thrown)).Message);
        Assert.Equal(21, _library.Count("SELECT count(*) FROM t WHERE text = 'kept'"));
        Assert.Equal(21, _library.Count("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task On_a_full_disk_what_fits_is_kept_and_the_rest_is_told()
    {
        var pages = _library.Count("PRAGMA page_count");
        Writer.Run(Durability.Captured, db => { db.Execute($"PRAGMA max_page_count = {pages + 20}"); });
        using var hold = new ManualResetEventSlim();
        var first = Writer.RunAsync(Durability.Captured, _ => hold.Wait());
        var small = Enumerable.Range(0, 10).Select(n => Writer.RunAsync(Durability.Captured, db => db.Execute("INSERT INTO t (text) VALUES ('small')"))).ToList();
        var large = Writer.RunAsync(Durability.Captured, db => db.Execute("INSERT INTO t (text) VALUES (?1)", new string('x', 1_000_000)));
        hold.Set();
        await Task.WhenAll([first, .. small]);
        Assert.Equal(ErrorCode.DiskFull, (await Assert.ThrowsAsync<CortexException>(() => large)).Code);
        Assert.Equal(10, _library.Count("SELECT count(*) FROM t"));

        // There is room again: the same writer goes on.
        Writer.Run(Durability.Captured, db => { db.Execute($"PRAGMA max_page_count = {pages + 10_000}"); });
        Writer.Run(Durability.Captured, db => db.Execute("INSERT INTO t (text) VALUES (?1)", new string('x', 1_000_000)));
        Assert.Equal(11, _library.Count("SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData(Durability.Captured)]
    [InlineData(Durability.Derived)]
    public async Task A_database_held_by_another_is_told_and_the_writer_goes_on(Durability durability)
    {
        using (var other = Database.Connect(_library.Folder.Database))
        {
            other.Execute("BEGIN IMMEDIATE");
            using var impatient = new Writer(Impatient(), _library.Folder.Database);
            var one = impatient.RunAsync(durability, db => db.Execute("INSERT INTO t (text) VALUES ('one')"));
            var two = impatient.RunAsync(durability, db => db.Execute("INSERT INTO t (text) VALUES ('two')"));
            Assert.Equal(ErrorCode.DatabaseUnavailable, (await Assert.ThrowsAsync<CortexException>(() => one)).Code);
            await Assert.ThrowsAsync<CortexException>(() => two);
            other.Execute("ROLLBACK");
            await impatient.RunAsync(durability, db => db.Execute("INSERT INTO t (text) VALUES ('three')"));
        }

        Assert.Equal("three", _library.Database.Read(db => db.Text("SELECT group_concat(text) FROM t")));
    }

    [Fact]
    public async Task Dispose_finishes_what_was_handed_in()
    {
        var writes = new List<Task>();
        using (var writer = new Writer(Database.Connect(_library.Folder.Database), _library.Folder.Database))
        {
            for (var n = 0; n < 200; n++) writes.Add(writer.RunAsync(n % 2 == 0 ? Durability.Captured : Durability.Derived, db => db.Execute("INSERT INTO t (text) VALUES ('x')")));
        }

        Assert.All(writes, write => Assert.True(write.IsCompletedSuccessfully));
        Assert.Equal(200, _library.Count("SELECT count(*) FROM t"));
        await Task.WhenAll(writes);
    }

    [Fact]
    public void After_dispose_a_write_is_refused()
    {
        var writer = new Writer(Database.Connect(_library.Folder.Database), _library.Folder.Database);
        writer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => writer.Run(Durability.Captured, _ => { }));
    }

    [Fact]
    public void The_log_is_folded_in_although_somebody_always_reads()
    {
        const int Limit = 400_000;
        var log = new FileInfo(_library.Folder.Database + "-wal");
        using var writer = new Writer(Database.Connect(_library.Folder.Database), _library.Folder.Database, Limit);
        var stop = false;
        var reading = new Thread(() =>
        {
            Db? before = null;
            while (!Volatile.Read(ref stop))
            {
                // Each begins before the one before it ends.
                var reader = Database.Connect(_library.Folder.Database);
                reader.Execute("BEGIN");
                reader.Long("SELECT count(*) FROM t");
                before?.Dispose();
                before = reader;
            }

            before?.Dispose();
        });
        reading.Start();
        for (var round = 0; round < 100; round++) writer.Run(Durability.Captured, db => db.Execute("INSERT INTO t (text) VALUES (?1)", new string('x', 40_000)));
        try
        {
            TemporaryLibrary.Until(() =>
            {
                writer.Run(Durability.Captured, db => db.Execute("INSERT INTO t (text) VALUES (?1)", new string('x', 40_000)));
                log.Refresh();
                return log.Length < 2 * Limit;
            }, "the log to be short");
        }
        finally
        {
            Volatile.Write(ref stop, true);
            reading.Join();
        }
    }

    public void Dispose() => _library.Dispose();

    // BUSY at once, not after half a minute.
    private Db Impatient()
    {
        var db = Database.Connect(_library.Folder.Database);
        db.Connection.DefaultTimeout = 1;
        db.Execute("PRAGMA busy_timeout = 1");
        return db;
    }
}
