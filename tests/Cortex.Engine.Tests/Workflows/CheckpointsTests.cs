using Cortex.Contract.Workflows;
using Cortex.Engine.Storage;
using Cortex.Engine.Workflows;
using Cortex.Engine.Workflows.Checkpoints;

namespace Cortex.Engine.Tests.Workflows;

public sealed class CheckpointsTests : IDisposable
{
    private readonly WorkflowLibrary _library = new();

    private static readonly Graph<Trail> Two = New().Node("a", WorkflowLibrary.Leaves("a")).Node("b", WorkflowLibrary.Leaves("b")).Edge("a", "b").Edge("b", "end").Build();

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 0)]
    public async Task A_held_run_is_written_with_the_job_or_not_at_all(bool states, long checkpoints)
    {
        var held = new HeldCheckpoints(_library.Database, states);
        Assert.Throws<WorkflowException>(() => _library.Database.Writer.Run(Durability.Derived, held.Apply));
        var result = await _library.Runner.RunAsync(Two, new Trail(""), held, new RunOptions { Subject = "item" });
        Assert.Equal("a b ", result.Completed().Log);
        Assert.Equal((0, ""), (_library.Count("SELECT count(*) FROM workflow_runs"), _library.Effects));
        _library.Database.Writer.Run(Durability.Derived, held.Apply);
        Assert.Equal("a b", _library.Effects);
        var run = _library.Runs.Get(result.RunId);
        Assert.Equal((WorkflowStatus.Completed, 2, checkpoints), (run.Status, run.Nodes.Count, run.Checkpoints.Count));
    }

    [Fact]
    public async Task A_held_run_that_failed_is_stored_without_its_effects_and_begins_anew()
    {
        var broken = true;
        var graph = New().Node("a", WorkflowLibrary.Leaves("a")).Node("b", (state, _) => broken ? throw new FormatException("b broke") : state.Add("b")).Edge("a", "b").Edge("b", "end").Build();
        var failed = await _library.Runner.RunAsync(graph, new Trail(""), new HeldCheckpoints(_library.Database), new RunOptions { Subject = "item" });
        Assert.Equal(("b broke", ""), (_library.Runs.Get(failed.RunId).Error, _library.Effects));
        broken = false;
        var held = new HeldCheckpoints(_library.Database);
        var again = await _library.Runner.RunAsync(graph, new Trail(""), held, new RunOptions { Subject = "item", Resume = _library.Runs.FindUnfinished("test", "item") });
        _library.Database.Writer.Run(Durability.Derived, held.Apply);
        Assert.Equal(("a b ", "a", failed.RunId), (again.Completed().Log, _library.Effects, again.RunId));
        Assert.Equal(WorkflowStatus.Completed, _library.Runs.Get(failed.RunId).Status);
    }

    [Fact]
    public async Task Of_completed_runs_the_latest_keep_their_states_and_all_their_figures()
    {
        for (var n = 0; n < RunTable.KeptStates + 5; n++) await _library.Runner.RunAsync(Two, new Trail(""), _library.Checkpoints);
        Assert.Equal(2 * RunTable.KeptStates, _library.Count("SELECT count(*) FROM workflow_checkpoints"));
        var page = _library.Runs.List(new RunQuery { Graph = "test", Status = WorkflowStatus.Completed, Limit = 100 });
        Assert.Equal((RunTable.KeptStates + 5, RunTable.KeptStates + 5), (page.Total, page.Runs.Count));
        Assert.All(page.Runs, run => Assert.Equal(2, _library.Runs.Get(run.Id).Nodes.Count));
    }

    [Fact]
    public async Task Runs_beyond_the_bound_go_but_not_those_that_wait()
    {
        var asking = New().Node("a", (state, context) => state.Add(context.Ask("Really?"))).Edge("a", "end").Build();
        await _library.Runner.RunAsync(asking, new Trail(""), _library.Checkpoints);
        await _library.Runner.RunAsync(Two, new Trail(""), _library.Checkpoints);
        _library.Database.Writer.Run(Durability.Derived, db => { db.Execute("INSERT INTO workflow_runs (id, graph, number, version, status, started_at) VALUES ('far', 'test', ?1, 1, 'completed', 1)", RunTable.KeptRuns + 2); });
        await _library.Runner.RunAsync(Two, new Trail(""), _library.Checkpoints);
        Assert.Equal([WorkflowStatus.Completed, WorkflowStatus.Completed, WorkflowStatus.Waiting], _library.Runs.List(new RunQuery()).Runs.Select(run => run.Status));
        Assert.Equal(1, _library.Runs.List(new RunQuery { Status = WorkflowStatus.Waiting }).Total);
    }

    [Fact]
    public void What_is_forgotten_is_found_without_looking_at_those_that_wait()
    {
        var plan = _library.Database.Read(db => db.Query("EXPLAIN QUERY PLAN " + RunTable.DeleteOld, row => row.Text(3), "test", 1));
        Assert.Contains(plan, step => step.Contains("INDEX workflow_runs_not_waiting (graph=? AND number<?)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Kept_results_are_bounded()
    {
        var results = new NodeResults(_library.Database);
        await results.KeepAsync([1], new byte[NodeResults.LargestResult + 1]);
        Assert.Null(results.Find([1]));
        const int Fitting = (int)(NodeResults.MostBytes / NodeResults.LargestResult);
        _library.Database.Writer.Run(Durability.Derived, db =>
        {
            for (var n = 0; n < Fitting + 2; n++) db.Execute("INSERT INTO workflow_results (key, result, size, at) VALUES (?1, x'00', ?2, ?3)", new[] { (byte)n, (byte)(n >> 8), (byte)7 }, NodeResults.LargestResult, _library.Database.Now);
            db.Execute("INSERT INTO workflow_results (key, result, size, at) VALUES (x'ff', x'00', 1, 1)");
            results.Trim(db);
        });
        Assert.Equal(Fitting, _library.Count("SELECT count(*) FROM workflow_results"));
        Assert.Null(results.Find([255]));
        Assert.Null(results.Find([0, 0, 7]));
        Assert.NotNull(results.Find([2, 0, 7]));
    }

    public void Dispose() => _library.Dispose();

    private static GraphBuilder<Trail> New() => new("test", 1, TrailJson.Default.Trail);
}
