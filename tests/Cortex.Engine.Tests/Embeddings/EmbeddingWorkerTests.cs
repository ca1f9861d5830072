using Cortex.Contract.Errors;
using Cortex.Contract.Items;
using Cortex.Engine.Embeddings;
using Cortex.Engine.Jobs;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Storage;
using Cortex.Engine.Tests.Inference;
using Cortex.Engine.Tests.Storage;

namespace Cortex.Engine.Tests.Embeddings;

[Collection(MeaningLibrary.OneAtATime)]
[Trait("Speed", "slow")]
public sealed class EmbeddingWorkerTests : IAsyncLifetime
{
    private readonly MeaningLibrary _library = new();

    [Fact]
    public async Task Every_passage_gets_the_vector_of_what_it_says_with_its_title_in_front()
    {
        _library.Files.Add(string.Join("\n\n", Enumerable.Range(0, 12).Select(n => $"## Part {n}\n\n{MeaningLibrary.Note(n, 12)}")), "A long voyage");
        _library.Files.Add("# Otters\n\nThey hold hands while they sleep. 🦦");
        _library.Files.Add("", "Only a title");
        _library.Files.Add("   \n\n", "Blank");
        _library.Files.Add(MeaningLibrary.Note(1), string.Concat(Enumerable.Repeat("A title that is far too long for its passages. ", 20)));
        _library.Files.Add("日本語の文章です。カワウソは眠る。");
        await _library.EmbedAsync();
        var rows = _library.AssertComplete(_library.Active!);
        Assert.True(rows.Count(row => row.ItemPk == 1) > 4, "the long item is one of several passages");
        Assert.All(rows, row => Assert.Equal(1, Math.Sqrt(VectorBlob.Read(row.Blob).Sum(value => (double)value * value)), 0.001));
        Assert.All(rows, row => Assert.Equal(384, VectorBlob.Read(row.Blob).Length));
        Assert.Equal("built-in:all-MiniLM-L6-v2", _library.Active!.Model);
        Assert.All(_library.Files.Items.List(new ItemQuery()).Items, item => Assert.Equal(StageStatus.Done, item.Stages[Stage.Meaning].Status));
        // Asked for one item, in the order of its text.
        var item = _library.Database.Read(db => VectorStore.OfItem(db, _library.Active!, 1, 3));
        Assert.Equal(rows.Where(row => row.ItemPk == 1).Take(3).Select(row => row.ChunkId), item.Select(passage => passage.ChunkId));
    }

    [Fact]
    public async Task An_edit_embeds_only_what_is_new()
    {
        var parts = Enumerable.Range(0, 8).Select(n => $"## Part {n}\n\n{MeaningLibrary.Note(n, 12)}").ToArray();
        var item = _library.Files.Add(string.Join("\n\n", parts), "Voyages");
        await _library.EmbedAsync();
        var before = _library.AssertComplete(_library.Active!);
        parts[^1] = $"## Part 7\n\n{MeaningLibrary.Note(99, 12)}";
        await _library.Files.Items.UpdateAsync(item.Id, new UpdateItemRequest { Content = string.Join("\n\n", parts) });
        await _library.EmbedAsync();
        var after = _library.AssertComplete(_library.Active!);
        var stayed = after.Where(row => before.Exists(old => old.ChunkId == row.ChunkId)).ToList();
        Assert.True(stayed.Count >= 5, $"{stayed.Count} of {before.Count} passages stayed");
        Assert.True(stayed.Count < after.Count);
        Assert.All(stayed, row => Assert.Equal(before.Single(old => old.ChunkId == row.ChunkId) with { Blob = row.Blob }, row));
        Assert.All(after.Except(stayed), row => Assert.True(row.Seq > before.Max(old => old.Seq)));
        Assert.Equal(2, _library.Count("SELECT DISTINCT revision FROM chunks"));
    }

    [Fact]
    public async Task A_new_title_embeds_all_anew()
    {
        var item = _library.Files.Add(MeaningLibrary.Note(1), "Before");
        await _library.EmbedAsync();
        var before = Assert.Single(_library.AssertComplete(_library.Active!));
        await _library.Files.Items.UpdateAsync(item.Id, new UpdateItemRequest { Title = "After that" });
        await _library.EmbedAsync();
        var after = Assert.Single(_library.AssertComplete(_library.Active!));
        Assert.NotEqual(before.ChunkId, after.ChunkId);
        Assert.NotEqual(before.Blob, after.Blob);
    }

    [Fact]
    public async Task A_passage_takes_over_the_vector_of_one_that_says_the_same()
    {
        _library.Files.Add(MeaningLibrary.Note(1), "Twice");
        await _library.EmbedAsync();
        // A vector that no model makes of it shows where the other comes from.
        var marked = VectorBlob.Of([.. Enumerable.Range(0, 384).Select(i => i == 5 ? 1f : 0)]);
        _library.Write(db => { db.Execute("UPDATE vectors SET vector = ?1", marked); });
        _library.Files.Add(MeaningLibrary.Note(1), "Twice");
        _library.Files.Add(MeaningLibrary.Note(1), "Another title");
        await _library.EmbedAsync();
        var rows = _library.Rows(_library.Active!);
        Assert.Equal(marked, rows.Single(row => row.ItemPk == 2).Blob);
        Assert.NotEqual(marked, rows.Single(row => row.ItemPk == 3).Blob);
    }

    [Fact]
    public async Task The_newest_come_first()
    {
        _library.AddNotes(200);
        await _library.IndexWordsAsync();
        await _library.EmbedAsync();
        var rows = _library.AssertComplete(_library.Active!);
        var order = rows.OrderBy(row => row.Seq).Select(row => row.ItemPk).ToList();
        Assert.All(order.Take(32), pk => Assert.True(pk > 200 - 64, $"item {pk} was among the first"));
        Assert.True(order.Take(100).Average() > order.Skip(100).Average() + 50);
    }

    [Fact]
    public async Task What_is_captured_meanwhile_comes_before_the_rest()
    {
        _library.AddNotes(400);
        await _library.IndexWordsAsync();
        _library.Start();
        MeaningLibrary.Until(() => _library.Count("SELECT count(*) FROM vectors") > 0, "the first vectors");
        var late = _library.Files.Add("A late arrival about pangolins.");
        MeaningLibrary.Until(() => _library.Count("SELECT count(*) FROM chunks_fts WHERE chunks_fts MATCH 'pangolins'") == 1, "its words");
        Assert.True(_library.OpenMeaning > 50, "its words did not wait for the meaning of others");
        long left = 0;
        MeaningLibrary.Until(() =>
        {
            left = _library.OpenMeaning;
            return _library.Files.Items.Get(late.Id).Stages[Stage.Meaning].Status == StageStatus.Done;
        }, "its meaning");
        Assert.True(left > 50, $"only {left} were left when its meaning was there");
    }

    [Fact]
    public async Task One_that_is_stopped_goes_on_where_it_was()
    {
        _library.AddNotes(250);
        await _library.IndexWordsAsync();
        _library.Start();
        MeaningLibrary.Until(() => _library.Count("SELECT count(*) FROM vectors") > 0, "the first vectors");
        await _library.StopAsync();
        var kept = _library.Rows(_library.Active!).Where(row => row.Seq is not null).ToList();
        Assert.InRange(kept.Count, 1, 249);
        Assert.Equal(0, _library.Count("SELECT count(*) FROM jobs WHERE status = 'running' OR (status = 'waiting' AND attempts > 0)"));
        await _library.EmbedAsync();
        var rows = _library.AssertComplete(_library.Active!);
        Assert.All(kept, row => Assert.Equal(row.Seq, rows.Single(now => now.ChunkId == row.ChunkId).Seq));
    }

    [Fact]
    public async Task What_a_killed_process_had_in_hand_is_taken_over()
    {
        _library.AddNotes(80);
        await _library.IndexWordsAsync();
        _library.Write(db => JobQueue.LeaseNext(db, Stage.Meaning, "killed", _library.Database.Now, 40));
        await _library.EmbedAsync();
        _library.AssertComplete(_library.Active!);
        Assert.Equal(80, _library.Count("SELECT count(*) FROM jobs WHERE stage = 'meaning' AND status = 'done'"));
    }

    [Fact]
    public async Task Words_that_failed_hold_the_meaning()
    {
        var fails = true;
        _library.Words = new Handler((job, cancellation) => Volatile.Read(ref fails) && job.ItemPk == 1
            ? throw new CortexException(ErrorCode.UnreadableContent, "no text in it")
            : _library.WordsStage().Process(job, cancellation));
        _library.AddNotes(2);
        _library.Start();
        _library.UntilDone();
        Assert.Equal(("failed: no text in it", "skipped: an earlier stage failed"), (_library.State(Stage.Words), _library.State(Stage.Meaning)));
        Assert.Equal(1, _library.Database.Read(Ledger.Coverage).ByMeaning);
        Volatile.Write(ref fails, false);
        _library.Write(db => Assert.Equal(1, JobQueue.RetryFailed(db, itemId: null, _library.Database.Now)));
        _library.UntilDone();
        Assert.Equal(("done", "done"), (_library.State(Stage.Words), _library.State(Stage.Meaning)));
        Assert.Equal(2, _library.Database.Read(Ledger.Coverage).ByMeaning);
        _library.AssertComplete(_library.Active!);
        await _library.StopAsync();
    }

    [Fact]
    public async Task A_model_that_is_missing_is_told_and_costs_no_attempt()
    {
        var model = _library.Model("small");
        _library.Begin(model);
        var bytes = File.ReadAllBytes(model);
        File.Delete(model);
        _library.AddNotes(40);
        await _library.IndexWordsAsync();
        _library.Start();
        MeaningLibrary.Until(() => _library.Trouble is CortexException { Code: ErrorCode.ModelInvalid }, "the trouble to be told");
        Assert.Contains(model, _library.Trouble!.Message);
        MeaningLibrary.Until(() => _library.Count("SELECT count(*) FROM jobs WHERE stage = 'meaning' AND status = 'waiting' AND attempts = 0") == 40, "all jobs to be put back");
        Assert.Equal(_library.Trouble.Message, _library.Database.Read(db => EmbeddingProgress.Of(db, _library.Trouble)).Trouble);
        File.WriteAllBytes(model, bytes);
        _library.UntilDone();
        Assert.Equal(40, _library.VectorsOf(_library.Active!));
        MeaningLibrary.Until(() => _library.Trouble is null, "no trouble");
    }

    [Fact]
    public async Task A_model_file_that_changed_makes_no_vectors_of_the_old_name()
    {
        var model = _library.Model("small");
        _library.Begin(model);
        File.Copy(_library.Model("other"), model, overwrite: true);
        _library.AddNotes(3);
        await _library.IndexWordsAsync();
        _library.Start();
        MeaningLibrary.Until(() => _library.Trouble is CortexException { Code: ErrorCode.ModelInvalid }, "the trouble to be told");
        Assert.Equal(0, _library.Count("SELECT count(*) FROM vectors"));
    }

    [Fact]
    public async Task A_database_that_refuses_for_a_while_leaves_nothing_in_hand()
    {
        _library.AddNotes(50);
        await _library.IndexWordsAsync();
        // Neither ended nor put back.
        _library.Write(db => { db.Execute("CREATE TRIGGER refuse BEFORE UPDATE ON jobs WHEN old.stage = 'meaning' AND old.status = 'running' BEGIN SELECT RAISE(ABORT, 'refused'); END"); });
        _library.Start();
        MeaningLibrary.Until(() => _library.Trouble is not null, "the trouble");
        _library.Write(db => { db.Execute("DROP TRIGGER refuse"); });
        _library.UntilDone();
        _library.AssertComplete(_library.Active!);
    }

    [Fact]
    public async Task A_full_disk_is_waited_for()
    {
        _library.AddNotes(200);
        await _library.IndexWordsAsync();
        var pages = _library.Count("PRAGMA page_count");
        _library.Write(db => { db.Execute($"PRAGMA max_page_count = {pages + 2}"); });
        _library.Start();
        MeaningLibrary.Until(() => _library.Trouble is CortexException { Code: ErrorCode.DiskFull }, "the full disk");
        _library.Write(db => { db.Execute($"PRAGMA max_page_count = {pages + 10_000}"); });
        _library.UntilDone();
        _library.AssertComplete(_library.Active!);
    }

    [Fact]
    public async Task A_deleted_item_takes_its_vectors_along_and_gets_new_ones_when_it_comes_back()
    {
        var item = _library.Files.Add(MeaningLibrary.Note(1), "Here and gone");
        await _library.EmbedAsync();
        await _library.Files.Items.DeleteAsync(item.Id);
        Assert.Equal((0, 1), (_library.Count("SELECT count(*) FROM vectors"), _library.Count("SELECT count(*) FROM vector_removals")));
        await _library.Files.Items.RestoreAsync(item.Id);
        await _library.EmbedAsync();
        Assert.Single(_library.AssertComplete(_library.Active!));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();

    private sealed class Handler(Func<LeasedJob, CancellationToken, StageOutcome> process) : IStageHandler
    {
        public string Stage => Engine.Jobs.Stage.Words;

        public StageOutcome Process(LeasedJob job, CancellationToken cancellation) => process(job, cancellation);
    }
}
