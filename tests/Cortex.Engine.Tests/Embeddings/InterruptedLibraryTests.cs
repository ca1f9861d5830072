using Cortex.Contract.Items;
using Cortex.Engine.Jobs;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Recovery;
using Cortex.Engine.Storage;
using Cortex.Engine.Tests.Storage;

namespace Cortex.Engine.Tests.Embeddings;

/// <summary>Libraries that change under the embedding: restored, upgraded, damaged.</summary>
[Collection(MeaningLibrary.OneAtATime)]
[Trait("Speed", "slow")]
public sealed class InterruptedLibraryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    public async Task No_vector_outlives_a_restore_for_a_passage_that_says_something_else(int inTheBackup)
    {
        await using var library = new MeaningLibrary();
        library.AddNotes(inTheBackup);
        await library.EmbedAsync();
        var backup = library.Files.File("library.backup");
        for (var round = 0; round < 2; round++)
        {
            Backup.Create(library.Database, backup);
            library.Start();
            library.AddNotes(120, from: 1000 * round);
            var before = library.Count("SELECT count(*) FROM vectors");
            MeaningLibrary.Until(() => library.Count("SELECT count(*) FROM vectors") > before, "the first vectors");
            Restoring.Restore(library.Files.Folder, library.Files.Time, backup);
            // These take the numbers of the passages that went.
            library.AddNotes(40, from: 1000 * round + 500);
            library.UntilDone();
            library.AssertComplete(library.Active!);
            await library.StopAsync();
            Assert.Equal(inTheBackup + 40 * (round + 1), library.Count("SELECT count(*) FROM items"));
            File.Delete(backup);
        }
    }

    [Fact]
    public async Task A_large_item_that_is_in_hand_at_a_restore_is_let_go()
    {
        await using var library = new MeaningLibrary();
        library.Files.Add(string.Join("\n\n", Enumerable.Range(0, 900).Select(n => MeaningLibrary.Note(n, 8))), "Large");
        await library.IndexWordsAsync();
        var backup = library.Files.File("library.backup");
        var then = library.Begin(library.Model("other"));
        Backup.Create(library.Database, backup);
        library.Write(db => db.Execute("DELETE FROM generations"));
        library.Begin(library.Model("small"));
        library.Start();
        MeaningLibrary.Until(() => library.Count("SELECT count(*) FROM vectors") > 0, "the first vectors");
        Restoring.Restore(library.Files.Folder, library.Files.Time, backup);
        library.UntilDone();
        Assert.Equal(then.Id, library.Active!.Id);
        library.AssertComplete(then);
    }

    [Fact]
    public async Task A_library_of_before_is_read_anew_and_what_had_failed_stays_so()
    {
        await using var library = new MeaningLibrary();
        LibraryFolder.OpenPrivate(library.Files.Folder.Database, FileMode.CreateNew).Dispose();
        using (var db = Database.Connect(library.Files.Folder.Database))
        {
            db.Execute("PRAGMA journal_mode = WAL");
            Migrator.Migrate(db, 1);
            OldRows.Fill(db, 1);
            db.Execute("UPDATE jobs SET status = 'waiting' WHERE item_pk = 2");
            db.Execute("UPDATE jobs SET status = 'running', lease_owner = 'gone', lease_until = 1, attempts = 1 WHERE item_pk = 3");
            db.Execute("UPDATE jobs SET status = 'failed', reason = 'no text in it', attempts = 5 WHERE item_pk = 4");
            db.Execute("UPDATE jobs SET status = 'skipped', reason = 'cancelled' WHERE item_pk = 5");
            db.Execute("UPDATE items SET deleted_at = 1 WHERE pk = 6");
            db.Execute("UPDATE jobs SET status = 'skipped', reason = 'cancelled' WHERE item_pk = 6");
        }

        Assert.Equal(19, library.Count("SELECT count(*) FROM jobs WHERE stage = 'meaning'"));
        // Found by its words meanwhile.
        Assert.Equal(20, library.Count("SELECT count(*) FROM chunks_fts WHERE chunks_fts MATCH 'content'"));
        await library.EmbedAsync();
        Assert.Equal(("failed: no text in it", "skipped: an earlier stage failed"), (library.State(Stage.Words, 4), library.State(Stage.Meaning, 4)));
        Assert.Equal(18, library.Files.Items.List(new ItemQuery { Limit = 100 }).Items.Count(item => item.Stages[Stage.Meaning].Status == StageStatus.Done));
        Assert.Equal(18, library.Count("SELECT count(*) FROM vectors"));
        library.Write(db => Assert.Equal(1, JobQueue.RetryFailed(db, itemId: null, library.Database.Now)));
        await library.EmbedAsync();
        Assert.Equal(19, library.Count("SELECT count(*) FROM jobs WHERE stage = 'meaning' AND status = 'done'"));
        Assert.Equal((19, 19), (library.Count("SELECT count(*) FROM vectors"), library.Count("SELECT count(*) FROM chunks WHERE hash IS NOT NULL")));
    }

    [Fact]
    public async Task A_damaged_page_keeps_only_what_is_on_it_from_being_embedded()
    {
        var time = new ManualTime();
        await using var library = new MeaningLibrary(time);
        library.AddNotes(400);
        await library.IndexWordsAsync();
        await library.CloseAsync();
        Damage.Page(library.Files.Folder.Database, "chunks");
        library.Start();
        var reached = SpinWait.SpinUntil(() =>
        {
            if (library.OpenMeaning == 0) return true;
            time.Advance(TimeSpan.FromSeconds(1));
            return false;
        }, TimeSpan.FromSeconds(60));
        Assert.True(reached, $"{library.OpenMeaning} still wait: {library.Trouble}");
        Assert.InRange(library.Count("SELECT count(*) FROM jobs WHERE stage = 'meaning' AND status = 'failed'"), 1, 60);
        Assert.True(library.Count("SELECT count(*) FROM vectors") >= 340);
    }
}
