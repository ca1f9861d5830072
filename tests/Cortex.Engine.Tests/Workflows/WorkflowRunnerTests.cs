using Cortex.Contract.Workflows;
using Cortex.Engine.Tests.Storage;
using Cortex.Engine.Tests.Providers;
using Cortex.Engine.Workflows;
using Cortex.Engine.Workflows.Checkpoints;

namespace Cortex.Engine.Tests.Workflows;

public class WorkflowRunnerTests
{
    [Theory]
    [InlineData("left", "a left ")]
    [InlineData("right", "a right ")]
    public async Task A_branch_goes_where_the_state_says(string way, string log)
    {
        var graph = New().Node("a", Add("a")).Node("left", Add("left")).Node("right", Add("right")).Branch("a", _ => way, "left", "right").Edge("left", "end").Edge("right", "end").Build();
        Assert.Equal(log, (await RunAsync(graph)).Completed().Log);
    }

    [Fact]
    public async Task A_choice_that_was_not_declared_fails_and_names_both()
    {
        var graph = New().Node("a", Add("a")).Node("b", Add("b")).Branch("a", _ => "c", "b", "end").Edge("b", "end").Build();
        var error = Assert.IsType<WorkflowException>((await RunAsync(graph)).Error);
        Assert.Contains("after a in test chose c", error.Message);
    }

    [Fact]
    public async Task A_cycle_can_be_left_in_time()
    {
        var graph = New().Node("a", Add("a")).Repeat("a", 3).Branch("a", (_, visits) => visits.Left("a") > 0 ? "a" : "end", "a", "end").Build();
        Assert.Equal("a a a ", (await RunAsync(graph)).Completed().Log);
    }

    [Fact]
    public async Task A_cycle_that_goes_on_fails_and_is_named()
    {
        var graph = New().Node("a", Add("a")).Repeat("a", 3).Branch("a", _ => "a", "a", "end").Build();
        var result = await RunAsync(graph);
        Assert.Equal(WorkflowStatus.Failed, result.Status);
        Assert.Contains("a in test was to run more than 3 times", result.Error!.Message);
    }

    [Fact]
    public async Task Branches_of_a_fork_run_at_once_and_are_merged_in_their_order()
    {
        var (one, two) = (new Gate(), new Gate());
        var graph = Forked(
            async (state, context) => { await one.PassAsync(context.Cancellation); return state.Add("b"); },
            async (state, context) => { await two.PassAsync(context.Cancellation); return state.Add("c"); });
        var running = RunAsync(graph);
        await Task.WhenAll(one.Reached, two.Reached);
        two.Open();
        one.Open();
        Assert.Equal("a (b | c ) j ", (await running).Completed().Log);
    }

    [Fact]
    public async Task A_branch_that_fails_does_not_stop_the_other()
    {
        using var library = new WorkflowLibrary();
        var (failing, broken) = (new Gate(), true);
        var graph = Forked(
            (state, _) => broken ? Task.FromException<Trail>(new FormatException("b broke")) : Task.FromResult(state.Add("b")),
            async (state, context) => { await failing.PassAsync(context.Cancellation); return WorkflowLibrary.Leaves("c")(state, context); });
        var running = library.Runner.RunAsync(graph, new Trail(""), library.Checkpoints);
        await failing.Reached;
        failing.Open();
        var failed = await running;
        Assert.Equal((WorkflowStatus.Failed, "b broke"), (failed.Status, failed.Error!.Message));
        var stored = library.Runs.Get(failed.RunId);
        Assert.Equal(("b broke", WorkflowStatus.Failed), (stored.Error, stored.Nodes.Single(node => node.Node == "b").Status));
        broken = false;
        var resumed = await library.Runner.RunAsync(graph, new Trail(""), library.Checkpoints, new RunOptions { Resume = failed.RunId });
        Assert.Equal("a (b | c ) j ", resumed.Completed().Log);
        Assert.Equal("c", library.Effects);
    }

    [Fact]
    public async Task A_node_is_tried_again_after_a_pause()
    {
        var time = new ManualTime();
        var seen = new List<WorkflowEvent>();
        var graph = New().Node("a", (state, context) => context.Attempt < 3 ? throw new IOException("not yet") : state.Add("a"), new NodeOptions { Retry = new RetryPolicy(3, TimeSpan.FromSeconds(2)) }).Edge("a", "end").Build();
        var running = new WorkflowRunner(time, () => 1).RunAsync(graph, new Trail(""), NoCheckpoints.Instance, new RunOptions { Listener = seen.Add });
        time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Single(seen.OfType<NodeFailed>());
        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal([2000.0, 4000.0], seen.OfType<NodeFailed>().Select(failed => failed.RetryInMs!.Value));
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal("a ", (await running).Completed().Log);
        Assert.Equal(3, seen.OfType<NodeFinished>().Single().Figures.Attempts);
    }

    [Fact]
    public async Task What_is_not_worth_another_attempt_gets_none()
    {
        var attempts = 0;
        var graph = New().Node("a", (_, _) => { attempts++; return Task.FromException<Trail>(new FormatException("never")); }, new NodeOptions { Retry = new RetryPolicy(3, TimeSpan.Zero) { Handles = error => error is IOException } }).Edge("a", "end").Build();
        Assert.IsType<FormatException>((await RunAsync(graph)).Error);
        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task A_node_that_takes_too_long_is_left_behind_with_its_effects()
    {
        using var library = new WorkflowLibrary();
        var time = new ManualTime();
        var gate = new Gate();
        var graph = New().Node("a", async (state, context) =>
        {
            WorkflowLibrary.Leaves("a")(state, context);
            // Deaf to its cancellation.
            if (context.Attempt == 1) await gate.PassAsync(CancellationToken.None);
            return state.Add("a");
        }, new NodeOptions { Timeout = TimeSpan.FromSeconds(5), Retry = new RetryPolicy(2, TimeSpan.Zero) }).Edge("a", "end").Build();
        var running = new WorkflowRunner(time, () => 0).RunAsync(graph, new Trail(""), library.Checkpoints);
        await gate.Reached;
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("a ", (await running).Completed().Log);
        Assert.Equal("a", library.Effects);
        gate.Open();
    }

    [Fact]
    public async Task A_result_is_kept_for_the_same_key_and_its_effects_are_not()
    {
        using var library = new WorkflowLibrary();
        var asked = 0;
        Graph<Trail> Build(int version) => new GraphBuilder<Trail>("test", version, TrailJson.Default.Trail)
            .Cached("ask", state => state.Log, (state, context) => { asked++; context.Used("m", 10, 2); return Task.FromResult(new Trail("said")); }, (state, said, context) => WorkflowLibrary.Leaves("ask")(state.Add(said.Log), context), TrailJson.Default.Trail)
            .Edge("ask", "end").Build();
        async Task<WorkflowNodeRun> Ask(string log, int version = 1)
        {
            var result = await library.Runner.RunAsync(Build(version), new Trail(log), library.Checkpoints);
            Assert.Equal(log + "said ask ", result.Completed().Log);
            return library.Runs.Get(result.RunId).Nodes.Single();
        }

        var first = await Ask("x ");
        Assert.Equal((false, "m", 10L, 2L), (first.Cached, first.Model, first.InputTokens, first.OutputTokens));
        Assert.True((await Ask("x ")).Cached);
        Assert.Equal(1, asked);
        await Ask("y ");
        await Ask("x ", version: 2);
        Assert.Equal((3, "ask ask ask ask"), (asked, library.Effects));
    }

    [Fact]
    public async Task What_is_watched_comes_in_its_order()
    {
        var seen = new List<WorkflowEvent>();
        var events = new RunEvents();
        using var stop = new CancellationTokenSource();
        var watched = events.Watch(stop.Token);
        var graph = New().Node("a", (state, context) =>
        {
            context.Progress("half", 1, 2);
            context.Token("hel");
            return state;
        }).Edge("a", "end").Build();
        await new WorkflowRunner(TimeProvider.System, () => 0, listener: events.Publish).RunAsync(graph, new Trail(""), NoCheckpoints.Instance, new RunOptions { Subject = "item" });
        await foreach (var happened in watched)
        {
            seen.Add(happened);
            if (happened is RunEnded) break;
        }

        Assert.Equal([typeof(RunStarted), typeof(NodeStarted), typeof(NodeProgress), typeof(NodeToken), typeof(NodeFinished), typeof(RunEnded)], seen.Select(happened => happened.GetType()));
        Assert.All(seen, happened => Assert.Equal(("test", "item"), (happened.Graph, happened.Subject)));
    }

    [Fact]
    public async Task Without_checkpoints_nothing_can_be_written() =>
        Assert.Contains("a changes the database", (await RunAsync(New().Node("a", WorkflowLibrary.Leaves("a")).Edge("a", "end").Build())).Error!.Message);

    private static Graph<Trail> Forked(Func<Trail, NodeContext, Task<Trail>> b, Func<Trail, NodeContext, Task<Trail>> c) =>
        New().Node("a", Add("a")).Fork("f", ["b", "c"], "j", Trail.Merge).Node("b", b).Node("c", c).Node("j", Add("j")).Edge("a", "f").Edge("b", "j").Edge("c", "j").Edge("j", "end").Build();

    private static Func<Trail, NodeContext, Trail> Add(string node) => (state, _) => state.Add(node);

    private static GraphBuilder<Trail> New() => new("test", 1, TrailJson.Default.Trail);

    private static Task<RunResult<Trail>> RunAsync(Graph<Trail> graph) => new WorkflowRunner(TimeProvider.System, () => 0).RunAsync(graph, new Trail(""), NoCheckpoints.Instance);
}
