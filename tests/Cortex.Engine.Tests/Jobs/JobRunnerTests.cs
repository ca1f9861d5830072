using System.Collections.Concurrent;
using Cortex.Contract.Errors;
using Cortex.Contract.Items;
using Cortex.Engine.Events;
using Cortex.Engine.Jobs;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Storage;
using Cortex.Engine.Tests.Storage;

namespace Cortex.Engine.Tests.Jobs;

public sealed class JobRunnerTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private readonly TemporaryLibrary _library;
    private readonly ChangeFeed _feed;
    private readonly List<JobRunner> _runners = [];

    public JobRunnerTests()
    {
        _library = new TemporaryLibrary(_time);
        _feed = new ChangeFeed(_library.Database);
    }

    [Fact]
    public async Task What_comes_in_later_is_worked_too()
    {
        _library.AddMany(100);
        var runner = Runner(_ => Done());
        runner.Start();
        Until("done", 100);
        _library.Add("later");
        Until("done", 101);
        Assert.True(JobRunner.IsActive(_library.Folder));
        await runner.DisposeAsync();
        Assert.False(JobRunner.IsActive(_library.Folder));
    }

    [Fact]
    public void One_that_throws_is_tried_again_and_the_others_go_on()
    {
        _library.AddMany(20);
        var attempts = 0;
        Runner(job => job.ItemPk == 7 && Interlocked.Increment(ref attempts) < 3 ? throw new FormatException("boom") : Done()).Start();
        Until("done", 19);
        Until("waiting", 1);
        Keep(() => _library.Count("SELECT count(*) FROM jobs WHERE stage = 'words' AND status = 'done'") == 20);
        Assert.Equal(3, attempts);
    }

    [Fact]
    public void Poison_is_given_up_with_its_reason()
    {
        _library.AddMany(5);
        Runner(job => job.ItemPk == 3 ? throw new FormatException("always") : Done()).Start();
        Until("done", 4);
        Keep(() => _library.Count("SELECT count(*) FROM jobs WHERE stage = 'words' AND status = 'failed'") == 1);
        Assert.Equal("FormatException: always (given up after 5 attempts)", Reason());
    }

    [Fact]
    public void Poison_in_the_writing_is_given_up_too()
    {
        _library.AddMany(5);
        Runner(job => job.ItemPk == 3 ? StageOutcome.Done(_ => throw new ArgumentException("in the transaction")) : Done()).Start();
        Until("done", 4);
        Keep(() => _library.Count("SELECT count(*) FROM jobs WHERE stage = 'words' AND status = 'failed'") == 1);
        Assert.Contains("in the transaction", Reason());
    }

    [Fact]
    public void A_fault_of_the_item_fails_it_at_once()
    {
        _library.Add("x");
        Runner(_ => throw new CortexException(ErrorCode.UnreadableContent, "no text in it")).Start();
        Until("failed", 1);
        Assert.Equal("no text in it", Reason());
    }

    [Theory]
    [InlineData(ErrorCode.DiskFull)]
    [InlineData(ErrorCode.DatabaseUnavailable)]
    [InlineData(ErrorCode.ModelInvalid)]
    public void A_fault_of_the_machine_fails_no_item_and_is_over_when_it_is_mended(string code)
    {
        _library.AddMany(100);
        var mended = false;
        var runner = Runner(_ => Volatile.Read(ref mended) ? Done() : throw new CortexException(code, "the machine"));
        runner.Start();
        TemporaryLibrary.Until(() => runner.Trouble is CortexException, "the trouble to be known");
        TemporaryLibrary.Until(() => _library.Count("SELECT count(*) FROM jobs WHERE stage = 'words' AND status = 'waiting' AND attempts = 0") == 100, "all jobs to be put back");
        Volatile.Write(ref mended, true);
        Keep(() => _library.Count("SELECT count(*) FROM jobs WHERE stage = 'words' AND status = 'done'") == 100);
        TemporaryLibrary.Until(() => runner.Trouble is null, "no trouble");
    }

    [Fact]
    public void A_full_disk_while_writing_stops_nothing_for_good()
    {
        _library.AddMany(10);
        var pages = _library.Count("PRAGMA page_count");
        _library.Database.Writer.Run(Durability.Derived, db => { db.Execute($"PRAGMA max_page_count = {pages + 2}"); });
        var runner = Runner(_ => StageOutcome.Done(db => db.Execute("INSERT INTO settings VALUES (hex(randomblob(8)), ?1)", new string('x', 100_000))));
        runner.Start();
        TemporaryLibrary.Until(() => runner.Trouble is CortexException { Code: ErrorCode.DiskFull }, "the full disk");
        _library.Database.Writer.Run(Durability.Derived, db => { db.Execute($"PRAGMA max_page_count = {pages + 10_000}"); });
        Keep(() => _library.Count("SELECT count(*) FROM jobs WHERE stage = 'words' AND status = 'done'") == 10);
    }

    [Fact]
    public async Task A_stop_cancels_what_runs_and_parks_it()
    {
        _library.AddMany(3);
        var begun = new ConcurrentBag<long>();
        var runner = Runner((job, cancellation) =>
        {
            begun.Add(job.ItemPk);
            cancellation.WaitHandle.WaitOne();
            cancellation.ThrowIfCancellationRequested();
            return Done();
        });
        runner.Start();
        TemporaryLibrary.Until(() => begun.Count == 2, "two to run");
        await runner.DisposeAsync();
        Assert.Equal(3, _library.Count("SELECT count(*) FROM jobs WHERE stage = 'words' AND status = 'waiting' AND attempts = 0"));
    }

    [Fact]
    public async Task One_that_heeds_no_cancel_holds_up_neither_the_stop_nor_the_queue()
    {
        _library.AddMany(3);
        using var release = new ManualResetEventSlim();
        var begun = 0;
        var runner = Runner((job, _) =>
        {
            if (job.ItemPk != 3) return Done();
            Interlocked.Increment(ref begun);
            release.Wait(CancellationToken.None);
            return Done();
        });
        runner.Start();
        Until("done", 2);
        _time.Advance(JobWorker.Patience);
        TemporaryLibrary.Until(() => _library.Count("SELECT count(*) FROM jobs WHERE stage = 'words' AND status = 'waiting' AND reason LIKE 'took longer%'") == 1, "the job to be given up for now");
        _library.Add("next");
        Until("done", 3);
        await runner.DisposeAsync();
        release.Set();
        Assert.Equal(1, begun);
    }

    [Fact]
    public void One_runner_works_and_another_takes_over_when_it_ends()
    {
        using var held = FileLock.TryExclusive(_library.Folder.RunnerLock);
        _library.AddMany(3);
        _library.Database.Writer.Run(Durability.Derived, db => JobQueueTests.Lease(db, _library.Database.Now, 64, "the other"));
        var runner = Runner(_ => Done());
        Assert.False(runner.TryDrainAsync(CancellationToken.None).GetAwaiter().GetResult());
        runner.Start();
        held!.Dispose();
        Keep(() => _library.Count("SELECT count(*) FROM jobs WHERE stage = 'words' AND status = 'done'") == 3);
    }

    [Fact]
    public async Task Upkeep_empties_old_trash_at_the_start_and_each_day()
    {
        var item = _library.Add("first to go");
        await _library.Items.DeleteAsync(item.Id);
        _time.Advance(TimeSpan.FromDays(29));
        var second = _library.Add("second to go");
        await _library.Items.DeleteAsync(second.Id);
        Runner(_ => Done()).Start();
        _time.Advance(TimeSpan.FromDays(0.5));
        _library.Add("kept");
        Until("done", 1);
        Assert.Equal(3, _library.Count("SELECT count(*) FROM items"));
        _time.Advance(TimeSpan.FromDays(1));
        Keep(() => _library.Count("SELECT count(*) FROM items") == 2);
        _time.Advance(TimeSpan.FromDays(29));
        Keep(() => _library.Count("SELECT count(*) FROM items") == 1);
        Assert.Equal(1, _library.Count("SELECT count(*) FROM revisions"));
    }

    [Fact]
    public async Task Upkeep_shortens_the_change_log()
    {
        _library.Database.Writer.Run(Durability.Derived, db => { db.Execute($"INSERT INTO changes (seq, kind) VALUES (1, 'item_created'), ({ChangeLog.Kept * 2}, 'item_created')"); });
        await new Upkeep(_library.Database, () => 30).RunAsync(CancellationToken.None);
        Assert.Equal(1, _library.Count("SELECT count(*) FROM changes"));
    }

    [Fact]
    public void The_ledger_answers_for_every_item()
    {
        _library.AddMany(12);
        Runner(job => job.ItemPk % 3 == 0 ? throw new CortexException(ErrorCode.UnreadableContent, "bad") : job.ItemPk % 3 == 1 ? StageOutcome.Skipped("nothing in it") : Done()).Start();
        TemporaryLibrary.Until(() => new Ledger(_library.Database).Open(Stage.Words) == 0, "the queue to be empty");
        var status = new Ledger(_library.Database).Status();
        Assert.Equal((12, 0, 8, 0, 4, 0), (status.Total, status.Pending, status.Processing, status.Completed, status.Failed, status.Skipped));
        Assert.Equal((0, 0, 4, 4, 4), (status.Stages[Stage.Words].Waiting, status.Stages[Stage.Words].Running, status.Stages[Stage.Words].Done, status.Stages[Stage.Words].Skipped, status.Stages[Stage.Words].Failed));
        Assert.Equal((8, 0, 0, 4, 0), (status.Stages[Stage.Meaning].Waiting, status.Stages[Stage.Meaning].Running, status.Stages[Stage.Meaning].Done, status.Stages[Stage.Meaning].Skipped, status.Stages[Stage.Meaning].Failed));
        Assert.All(status.Jobs.Where(job => job.Stage == Stage.Words), job => Assert.Equal((StageStatus.Failed, "bad"), (job.Status, job.Reason)));
        Assert.All(status.Jobs.Where(job => job.Stage == Stage.Meaning), job => Assert.Equal(StageStatus.Waiting, job.Status));
        var coverage = _library.Database.Read(Ledger.Coverage);
        Assert.Equal((12, 8, 0), (coverage.Total, coverage.Searchable, coverage.ByMeaning));

        // With its last stage an item is done; one that had no words to be found by counts as left out in part.
        _library.Database.Writer.Run(Durability.Derived, db =>
        {
            foreach (var job in Stage.All.SelectMany(stage => JobQueue.LeaseNext(db, stage, "me", _library.Database.Now, 64).ToList())) JobQueue.Finish(db, job, StageStatus.Done, reason: null, _library.Database.Now);
        });
        status = new Ledger(_library.Database).Status();
        Assert.Equal((12, 0, 0, 8, 4, 4), (status.Total, status.Pending, status.Processing, status.Completed, status.Failed, status.Skipped));
        Assert.Equal(8, _library.Database.Read(Ledger.Coverage).ByMeaning);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var runner in _runners)
        {
            try { await runner.DisposeAsync(); }
            catch (ObjectDisposedException) { /* The test did so itself. */ }
        }

        await _feed.DisposeAsync();
        _library.Dispose();
    }

    private static StageOutcome Done() => StageOutcome.Done(_ => { });

    private JobRunner Runner(Func<LeasedJob, StageOutcome> process) => Runner((job, _) => process(job));

    private JobRunner Runner(Func<LeasedJob, CancellationToken, StageOutcome> process)
    {
        var runner = new JobRunner(_library.Database, _feed, [new Handler(process)], parallelism: 2, new Upkeep(_library.Database, () => 30).RunAsync);
        _runners.Add(runner);
        return runner;
    }

    private void Until(string status, int count) =>
        TemporaryLibrary.Until(() => _library.Count($"SELECT count(*) FROM jobs WHERE stage = 'words' AND status = '{status}'") == count, $"{count} jobs {status}");

    // Moves the clock on while it waits: delays pass as they would.
    private void Keep(Func<bool> condition)
    {
        var reached = SpinWait.SpinUntil(() =>
        {
            if (condition()) return true;
            _time.Advance(TimeSpan.FromSeconds(1));
            return false;
        }, TimeSpan.FromSeconds(30));
        Assert.True(reached, $"Not reached by {_time.GetUtcNow():O}: {_library.Database.Read(db => db.Text("SELECT group_concat(j.item_pk || ' ' || j.status || ' ' || coalesce(j.reason, '') || ' ' || j.not_before || ' ' || coalesce(i.deleted_at, ''), '; ') FROM jobs j JOIN items i ON i.pk = j.item_pk"))} {_runners[0].Trouble}");
    }

    private string? Reason() => _library.Database.Read(db => db.Text("SELECT reason FROM jobs WHERE stage = 'words' AND status = 'failed'"));

    private sealed class Handler(Func<LeasedJob, CancellationToken, StageOutcome> process) : IStageHandler
    {
        public string Stage => Engine.Jobs.Stage.Words;

        public StageOutcome Process(LeasedJob job, CancellationToken cancellation) => process(job, cancellation);
    }
}
