using Cortex.Contract.Items;
using Cortex.Engine.Jobs;
using Cortex.Engine.Secrets;
using Cortex.Engine.Storage;
using Cortex.Engine.Tests.Storage;

namespace Cortex.Engine.Tests.Jobs;

public sealed class JobQueueTests : IDisposable
{
    private const string Me = "me";
    private readonly ManualTime _time = new();
    private readonly TemporaryLibrary _library;

    public JobQueueTests() => _library = new TemporaryLibrary(_time);

    private long Now => _library.Database.Now;

    internal static List<LeasedJob> Lease(Db db, long now, int count = 64, string owner = Me) => JobQueue.LeaseNext(db, Stage.Words, owner, now, count);

    [Fact]
    public void A_job_is_leased_to_one_at_a_time_the_newest_first()
    {
        _library.AddMany(5);
        var one = Write(db => Lease(db, Now, 3, "one"));
        var two = Write(db => Lease(db, Now, 3, "two"));
        Assert.Equal([5L, 4, 3], one.Select(job => job.ItemPk));
        Assert.Equal([2L, 1], two.Select(job => job.ItemPk));
    }

    [Fact]
    public void A_reason_keeps_no_key()
    {
        const string Key = "sk-reason-0a1b2c3d4e";
        SecretText.Hide(Key);
        _library.Add("asks a provider");
        var job = Assert.Single(Write(db => Lease(db, Now)));
        Write(db => JobQueue.Finish(db, job, StageStatus.Failed, $"401 for {Key}", Now));
        Assert.Equal("failed 401 for [key]", State());
        Assert.DoesNotContain(Key, _library.Database.Read(db => string.Concat(db.Query("SELECT reason FROM changes WHERE reason IS NOT NULL", row => row.Text(0)))));
    }

    [Fact]
    public void An_attempt_that_failed_waits_longer_each_time_and_then_is_given_up()
    {
        _library.Add("poison");
        var delays = new List<double>();
        for (var attempt = 1; attempt < JobQueue.MaxAttempts; attempt++)
        {
            var job = Assert.Single(Write(db => Lease(db, Now)));
            Assert.Equal(attempt, job.Attempt);
            Write(db => JobQueue.RetryLater(db, job, "boom", Now));
            Assert.Empty(Write(db => Lease(db, Now)));
            var due = _library.Database.Read(db => JobQueue.NextDelayed(db, Now))!.Value;
            delays.Add(TimeSpan.FromMilliseconds(due - Now).TotalSeconds);
            _time.Advance(TimeSpan.FromMilliseconds(due - Now));
        }

        Assert.Equal([1, 5, 30, 120], delays);
        var last = Assert.Single(Write(db => Lease(db, Now)));
        Write(db => JobQueue.RetryLater(db, last, "boom", Now));
        Assert.Equal("failed boom (given up after 5 attempts)", State());
        Assert.Equal(1, Write(db => JobQueue.RetryFailed(db, itemId: null, Now)));
        Assert.Equal(1, Assert.Single(Write(db => Lease(db, Now))).Attempt);
    }

    [Fact]
    public void A_clock_that_was_set_back_keeps_no_job_waiting()
    {
        _library.Add("x");
        var job = Assert.Single(Write(db => Lease(db, Now)));
        Write(db => JobQueue.RetryLater(db, job, "boom", Now));
        _time.Advance(TimeSpan.FromDays(-400));
        Assert.True(_library.Database.Read(db => JobQueue.HasWork(db, Stage.Words, Now)));
        Assert.Single(Write(db => Lease(db, Now)));
    }

    [Fact]
    public void A_newer_revision_takes_the_place_of_what_runs()
    {
        var item = _library.Add("first");
        var job = Assert.Single(Write(db => Lease(db, Now)));
        _library.Items.UpdateAsync(item.Id, new UpdateItemRequest { Content = "second" }).GetAwaiter().GetResult();
        Assert.False(Write(db => JobQueue.Finish(db, job, StageStatus.Done, reason: null, Now)));
        Write(db => JobQueue.RetryLater(db, job, "late", Now));
        var next = Assert.Single(Write(db => Lease(db, Now)));
        Assert.Equal((2, 1), (next.Revision, next.Attempt));
        Assert.True(Write(db => JobQueue.Finish(db, next, StageStatus.Done, reason: null, Now)));
    }

    [Fact]
    public void What_was_cancelled_or_deleted_ends_nowhere_else()
    {
        var item = _library.Add("x");
        var job = Assert.Single(Write(db => Lease(db, Now)));
        Assert.Equal(Stage.All.Count, Write(db => JobQueue.Cancel(db, job.ItemPk, job.ItemId, Now)));
        Assert.False(Write(db => JobQueue.Finish(db, job, StageStatus.Done, reason: null, Now)));
        Assert.Equal(("skipped cancelled", "skipped cancelled"), (State(), State(stage: Stage.Meaning)));
        _library.Items.DeleteAsync(item.Id).GetAwaiter().GetResult();
        _library.Items.RestoreAsync(item.Id).GetAwaiter().GetResult();
        Assert.Single(Write(db => Lease(db, Now)));
    }

    [Fact]
    public void What_a_process_left_behind_is_taken_over_and_a_parked_job_loses_no_attempt()
    {
        _library.AddMany(2);
        Write(db => Lease(db, Now, 2, "gone"));
        Assert.Empty(Write(db => Lease(db, Now)));
        Assert.Equal(2, Write(db => JobQueue.Reclaim(db, Me, Now)));
        var again = Assert.Single(Write(db => Lease(db, Now)));
        Assert.Equal(2, again.Attempt);
        Write(db => JobQueue.Park(db, Me, Now));
        Assert.Equal(2, Assert.Single(Write(db => Lease(db, Now))).Attempt);
    }

    [Fact]
    public void A_lease_that_has_run_out_is_taken_over()
    {
        _library.Add("x");
        Write(db => Lease(db, Now));
        Assert.Equal(0, Write(db => JobQueue.Reclaim(db, Me, Now)));
        _time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(1, Write(db => JobQueue.Reclaim(db, Me, Now)));
    }

    [Fact]
    public void An_item_that_ends_the_process_each_time_is_given_up_and_takes_no_other_with_it()
    {
        _library.AddMany(40);
        const long Poison = 17;
        for (var crash = 0; crash < 200 && _library.Count("SELECT count(*) FROM jobs WHERE stage = 'words' AND status IN ('waiting', 'running')") > 0; crash++)
        {
            Write(db => JobQueue.Reclaim(db, $"run {crash}", Now));
            while (Write(db => Lease(db, Now, 64, $"run {crash}")) is { Count: > 0 } jobs)
            {
                // The process dies at the poison; what it had in hand with it stays as it is.
                var before = jobs.TakeWhile(job => job.ItemPk != Poison).ToList();
                before.ForEach(job => Write(db => JobQueue.Finish(db, job, StageStatus.Done, reason: null, Now)));
                if (before.Count < jobs.Count) break;
            }
        }

        Assert.Equal(39, _library.Count("SELECT count(*) FROM jobs WHERE stage = 'words' AND status = 'done'"));
        Assert.Equal("failed processing stopped without an answer 5 times", State(Poison));
    }

    [Fact]
    public void A_stage_waits_for_those_before_it()
    {
        _library.Add("x");
        Assert.False(_library.Database.Read(db => JobQueue.HasWork(db, Stage.Meaning, Now)));
        Assert.Empty(Write(db => JobQueue.LeaseNext(db, Stage.Meaning, Me, Now, 64)));
        var words = Assert.Single(Write(db => Lease(db, Now)));
        Assert.Empty(Write(db => JobQueue.LeaseNext(db, Stage.Meaning, Me, Now, 64)));
        Write(db => JobQueue.Finish(db, words, StageStatus.Skipped, "nothing in it", Now));
        Assert.True(_library.Database.Read(db => JobQueue.HasWork(db, Stage.Meaning, Now)));
        Assert.Equal(Stage.Meaning, Assert.Single(Write(db => JobQueue.LeaseNext(db, Stage.Meaning, Me, Now, 64))).Stage);
    }

    [Fact]
    public void A_stage_that_failed_holds_those_after_it_until_it_is_tried_again()
    {
        _library.Add("x");
        var words = Assert.Single(Write(db => Lease(db, Now)));
        Write(db => JobQueue.Finish(db, words, StageStatus.Failed, "no text in it", Now));
        Assert.Equal(("failed no text in it", "skipped an earlier stage failed"), (State(), State(stage: Stage.Meaning)));
        Assert.Equal(1, Write(db => JobQueue.RetryFailed(db, itemId: null, Now)));
        Assert.Equal(("waiting", "waiting"), (State(), State(stage: Stage.Meaning)));
        Assert.Empty(Write(db => JobQueue.LeaseNext(db, Stage.Meaning, Me, Now, 64)));
        Write(db => JobQueue.Finish(db, Assert.Single(Lease(db, Now)), StageStatus.Done, reason: null, Now));
        Assert.Single(Write(db => JobQueue.LeaseNext(db, Stage.Meaning, Me, Now, 64)));
    }

    public void Dispose() => _library.Dispose();

    private T Write<T>(Func<Db, T> work) => _library.Database.Writer.Run(Durability.Derived, work);

    private void Write(Action<Db> work) => _library.Database.Writer.Run(Durability.Derived, work);

    private string? State(long pk = 1, string stage = Stage.Words) =>
        _library.Database.Read(db => db.Text("SELECT status || coalesce(' ' || reason, '') FROM jobs WHERE item_pk = ?1 AND stage = ?2", pk, stage));
}
