using Cortex.Contract.Errors;
using Cortex.Contract.Workflows;
using Cortex.Engine.Storage;
using Cortex.Engine.Tests.Providers;
using Cortex.Engine.Workflows;
using Cortex.Engine.Workflows.Checkpoints;

namespace Cortex.Engine.Tests.Workflows;

public sealed class ResumedRunTests : IDisposable
{
    private const int Checkpoints = 13;
    private const string WholeLog = "a (b1 b2 | c ) d s1 s2 e e e f g ", WholeEffects = "a b1 b2 c d e e e f g s1 s2";
    private readonly WorkflowLibrary _library = new();

    // With everything that a graph can have: f is not checkpointed.
    private static readonly Graph<Trail> Whole = Build(version: 1);

    public static TheoryData<int, bool> Deaths
    {
        get
        {
            var deaths = new TheoryData<int, bool>();
            for (var at = 1; at <= Checkpoints; at++)
            {
                deaths.Add(at, false);
                deaths.Add(at, true);
            }

            return deaths;
        }
    }

    [Fact]
    public async Task Undisturbed_it_comes_by_every_node_once()
    {
        var result = await _library.Runner.RunAsync(Whole, new Trail(""), _library.Checkpoints);
        Assert.Equal((WholeLog, WholeEffects), (result.Completed().Log, _library.Effects));
        var stored = _library.Runs.Get(result.RunId);
        Assert.Equal((WorkflowStatus.Completed, Checkpoints), (stored.Status, stored.Checkpoints.Count));
        Assert.Equal(Checkpoints + 1, stored.Nodes.Count);
        Assert.All(stored.Nodes, node => Assert.Equal((WorkflowStatus.Completed, 1), (node.Status, node.Attempts)));
        Assert.Equal("file@6", stored.Nodes.Single(node => node.Node == "s1").Path);
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task After_a_death_at_any_node_it_goes_on_and_repeats_no_effect(int at, bool written)
    {
        var dying = new DyingCheckpoints(_library.Checkpoints, at, written);
        await _library.Runner.RunAsync(Whole, new Trail(""), dying, new RunOptions { Subject = "item", Revision = 3 });
        Assert.True(dying.HasDied);
        _library.Restart();
        Assert.Null(_library.Runs.FindUnfinished("whole", "item", revision: 4));
        if (_library.Runs.FindUnfinished("whole", "item", revision: 3) is { } id)
        {
            var result = await _library.Runner.RunAsync(Whole, new Trail("not used"), _library.Checkpoints, new RunOptions { Subject = "item", Revision = 3, Resume = id });
            // Where nothing was kept it begins with what it is given.
            Assert.Equal(at == 1 && !written ? "not used" + WholeLog : WholeLog, result.Completed().Log);
        }
        else
        {
            Assert.Equal((Checkpoints, true), (at, written));
        }

        Assert.Equal(WholeEffects, _library.Effects);
        var run = Assert.Single(_library.Runs.List(new RunQuery { Subject = "item" }).Runs);
        Assert.Equal(WorkflowStatus.Completed, run.Status);
        Assert.Equal(Checkpoints + 1, _library.Runs.Get(run.Id).Nodes.Count);
    }

    [Fact]
    public async Task A_cancelled_run_keeps_its_last_checkpoint_and_goes_on_from_it()
    {
        var gate = new Gate();
        using var cancel = new CancellationTokenSource();
        var graph = New().Node("a", WorkflowLibrary.Leaves("a")).Node("b", async (state, context) => { await gate.PassAsync(context.Cancellation); return WorkflowLibrary.Leaves("b")(state, context); }).Edge("a", "b").Edge("b", "end").Build();
        var running = _library.Runner.RunAsync(graph, new Trail(""), _library.Checkpoints, new RunOptions { Subject = "item" }, cancel.Token);
        await gate.Reached;
        await cancel.CancelAsync();
        var cancelled = await running;
        Assert.Equal(WorkflowStatus.Cancelled, cancelled.Status);
        Assert.ThrowsAny<OperationCanceledException>(() => cancelled.Completed());
        Assert.Equal(WorkflowStatus.Cancelled, _library.Runs.Get(cancelled.RunId).Nodes[^1].Status);
        gate.Open();
        var resumed = await _library.Runner.RunAsync(graph, new Trail(""), _library.Checkpoints, new RunOptions { Resume = _library.Runs.FindUnfinished("test", "item") });
        Assert.Equal(("a b ", "a b"), (resumed.Completed().Log, _library.Effects));
        Assert.Null(_library.Runs.FindUnfinished("test", "item"));
    }

    [Fact]
    public async Task What_cannot_be_written_takes_the_checkpoint_with_it()
    {
        var table = "nothing_of_that_name";
        var graph = New().Node("a", (state, context) =>
        {
            WorkflowLibrary.Leaves("a")(state, context);
            context.OnCommit(db => db.Execute($"INSERT INTO {table} (node) VALUES ('a')"));
            return state.Add("a");
        }, new NodeOptions { Retry = new RetryPolicy(3, TimeSpan.Zero) }).Edge("a", "end").Build();
        var failed = await _library.Runner.RunAsync(graph, new Trail(""), _library.Checkpoints);
        Assert.IsType<CortexException>(failed.Error);
        Assert.Equal((0, ""), (_library.Count("SELECT count(*) FROM workflow_checkpoints"), _library.Effects));
        table = "effects";
        await _library.Runner.RunAsync(graph, new Trail(""), _library.Checkpoints, new RunOptions { Resume = failed.RunId });
        Assert.Equal("a a", _library.Effects);
    }

    [Fact]
    public async Task Another_version_begins_again()
    {
        await _library.Runner.RunAsync(Whole, new Trail(""), new DyingCheckpoints(_library.Checkpoints, 7, written: true), new RunOptions { Subject = "item" });
        _library.Restart();
        _library.Forget();
        var result = await _library.Runner.RunAsync(Build(version: 2), new Trail(""), _library.Checkpoints, new RunOptions { Resume = _library.Runs.FindUnfinished("whole", "item") });
        Assert.Equal((WholeLog, WholeEffects), (result.Completed().Log, _library.Effects));
        Assert.Equal((2, Checkpoints), (_library.Runs.Get(result.RunId).Version, _library.Runs.Get(result.RunId).Checkpoints.Count));
    }

    [Fact]
    public async Task Each_question_waits_for_its_answer()
    {
        var graph = New().Node("a", WorkflowLibrary.Leaves("a")).Node("b", (state, context) =>
        {
            WorkflowLibrary.Leaves("b")(state, context);
            return state.Add(context.Ask("First?")).Add(context.Ask("Second?"));
        }).Repeat("b", 2).Edge("a", "b").Branch("b", (_, visits) => visits.Left("b") > 0 ? "b" : "end", "b", "end").Build();
        var result = await _library.Runner.RunAsync(graph, new Trail(""), _library.Checkpoints, new RunOptions { Subject = "item" });
        foreach (var (question, answer) in (string[])["First?", "Second?", "First?", "Second?"] is var all ? all.Zip(["1", "2", "3", "4"]) : [])
        {
            Assert.Equal((WorkflowStatus.Waiting, question), (result.Status, result.Question));
            Assert.Throws<WorkflowException>(() => result.Completed());
            _library.Restart();
            Assert.Equal((WorkflowStatus.Waiting, question), (_library.Runs.Get(result.RunId).Status, _library.Runs.Get(result.RunId).Question));
            await _library.Runs.AnswerAsync(result.RunId, answer);
            result = await _library.Runner.RunAsync(graph, new Trail(""), _library.Checkpoints, new RunOptions { Resume = _library.Runs.FindUnfinished("test", "item") });
        }

        Assert.Equal(("a 1 2 3 4 ", "a b b"), (result.Completed().Log, _library.Effects));
        Assert.Equal(ErrorCode.InvalidArgument, (await Assert.ThrowsAsync<CortexException>(() => _library.Runs.AnswerAsync(result.RunId, "late"))).Code);
    }

    [Fact]
    public async Task From_any_checkpoint_a_new_run_can_begin()
    {
        var first = await _library.Runner.RunAsync(Whole, new Trail(""), _library.Checkpoints, new RunOptions { Subject = "item" });
        foreach (var checkpoint in _library.Runs.Get(first.RunId).Checkpoints)
        {
            var id = await _library.Runs.ForkAsync(first.RunId, checkpoint.Step);
            var fork = await _library.Runner.RunAsync(Whole, new Trail(""), _library.Checkpoints, new RunOptions { Resume = id });
            Assert.Equal((WholeLog, id), (fork.Completed().Log, fork.RunId));
            Assert.Equal((first.RunId, WorkflowStatus.Completed), (_library.Runs.Get(id).ForkedFrom, _library.Runs.Get(id).Status));
        }

        Assert.Equal(Checkpoints, _library.Runs.Get(first.RunId).Checkpoints.Count);
        Assert.Equal(ErrorCode.NotFound, (await Assert.ThrowsAsync<CortexException>(() => _library.Runs.ForkAsync(first.RunId, 99))).Code);
        Assert.Equal(ErrorCode.InvalidArgument, (await Assert.ThrowsAsync<CortexException>(() => _library.Runner.RunAsync(Whole, new Trail(""), _library.Checkpoints, new RunOptions { Resume = first.RunId }))).Code);
    }

    [Fact]
    public async Task A_newer_run_of_the_subject_takes_the_older_ones_place()
    {
        var gate = new Gate();
        var graph = New().Node("a", async (state, context) =>
        {
            if (state.Log == "older ") await gate.PassAsync(context.Cancellation);
            return WorkflowLibrary.Leaves("a")(state, context);
        }).Edge("a", "end").Build();
        var older = _library.Runner.RunAsync(graph, new Trail("older "), _library.Checkpoints, new RunOptions { Subject = "item", Revision = 1 });
        await gate.Reached;
        var newer = await _library.Runner.RunAsync(graph, new Trail("newer "), _library.Checkpoints, new RunOptions { Subject = "item", Revision = 2 });
        gate.Open();
        Assert.Contains("taken away", Assert.IsType<WorkflowException>((await older).Error).Message);
        Assert.Equal(("newer a ", "a"), (newer.Completed().Log, _library.Effects));
        Assert.Equal([WorkflowStatus.Completed, WorkflowStatus.Cancelled], _library.Runs.List(new RunQuery { Subject = "item" }).Runs.Select(run => run.Status));
        // Nor does it come back, which would do again what is done.
        var replaced = (await older).RunId;
        Assert.Equal(ErrorCode.InvalidArgument, (await Assert.ThrowsAsync<CortexException>(() => _library.Runner.RunAsync(graph, new Trail(""), _library.Checkpoints, new RunOptions { Resume = replaced }))).Code);
        Assert.Equal("a", _library.Effects);
    }

    [Fact]
    public async Task What_a_model_answered_before_the_death_is_not_asked_again()
    {
        var asked = 0;
        var graph = New().Node("a", WorkflowLibrary.Leaves("a"))
            .Cached("ask", state => state.Log, (_, _) => Task.FromResult(new Trail($"{++asked}")), (state, said, _) => state.Add(said.Log), TrailJson.Default.Trail).Edge("a", "ask").Edge("ask", "end").Build();
        foreach (var (checkpoints, id) in new (ICheckpoints, string)[] { (_library.Checkpoints, "own"), (new HeldCheckpoints(_library.Database), "held") })
        {
            var cut = await _library.Runner.RunAsync(graph, new Trail(id), new DyingCheckpoints(checkpoints, 2, written: false), new RunOptions { Subject = id });
            Assert.Equal(WorkflowStatus.Failed, cut.Status);
            _library.Restart();
            var before = asked;
            var resumed = await _library.Runner.RunAsync(graph, new Trail(id), _library.Checkpoints, new RunOptions { Subject = id, Resume = _library.Runs.FindUnfinished("test", id) });
            Assert.Equal(($"{id}a {before} ", before), (resumed.Completed().Log, asked));
        }
    }

    [Fact]
    public async Task A_question_of_a_run_that_was_replaced_takes_no_answer()
    {
        var graph = New().Node("a", (state, context) => state.Add(context.Ask("Really?"))).Edge("a", "end").Build();
        var older = await _library.Runner.RunAsync(graph, new Trail(""), _library.Checkpoints, new RunOptions { Subject = "item" });
        await _library.Runner.RunAsync(graph, new Trail(""), _library.Checkpoints, new RunOptions { Subject = "item" });
        Assert.Equal(ErrorCode.InvalidArgument, (await Assert.ThrowsAsync<CortexException>(() => _library.Runs.AnswerAsync(older.RunId, "yes"))).Code);
    }

    public void Dispose() => _library.Dispose();

    private static GraphBuilder<Trail> New() => new("test", 1, TrailJson.Default.Trail);

    private static Graph<Trail> Build(int version)
    {
        var inner = new GraphBuilder<Trail>("inner", 1, TrailJson.Default.Trail).Node("s1", WorkflowLibrary.Leaves("s1")).Node("s2", WorkflowLibrary.Leaves("s2")).Edge("s1", "s2").Edge("s2", "end").Build();
        var graph = new GraphBuilder<Trail>("whole", version, TrailJson.Default.Trail);
        foreach (var node in (string[])["a", "b1", "b2", "c", "d", "e", "g"]) graph.Node(node, WorkflowLibrary.Leaves(node));
        return graph.Node("f", WorkflowLibrary.Leaves("f"), new NodeOptions { IsCheckpointed = false })
            .Fork("study", ["b1", "c"], "d", Trail.Merge).Subgraph("file", inner, state => state, (_, after) => after)
            .Edge("a", "study").Edge("b1", "b2").Edge("b2", "d").Edge("c", "d").Edge("d", "file").Edge("file", "e")
            .Repeat("e", 3).Branch("e", (_, visits) => visits.Left("e") > 0 ? "e" : "f", "e", "f").Edge("f", "g").Edge("g", "end").Build();
    }
}
