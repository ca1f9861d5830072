using Cortex.Contract.Workflows;
using Cortex.Engine.Workflows;
using Cortex.Engine.Workflows.Checkpoints;
using FsCheck;
using FsCheck.Fluent;

namespace Cortex.Engine.Tests.Workflows;

public sealed class RandomGraphTests : IDisposable
{
    private readonly WorkflowLibrary _library = new();

    [Fact]
    public void Killed_anywhere_any_number_of_times_a_graph_ends_as_if_undisturbed()
    {
        var shapes = Gen.Choose(0, 4).NonEmptyListOf().Where(shape => shape.Count <= 6).ToArbitrary();
        var deaths = Gen.Choose(1, 12).ListOf().Where(list => list.Count <= 4).ToArbitrary();
        Prop.ForAll(shapes, deaths, ArbMap.Default.ArbFor<bool>(), (shape, at, written) =>
        {
            var graph = Build([.. shape]);
            var expected = Run(graph, _library.Checkpoints, resume: null);
            var effects = _library.Effects;
            _library.Forget();
            string? id = null;
            foreach (var death in at)
            {
                var dying = new DyingCheckpoints(_library.Checkpoints, death, written);
                var result = Run(graph, dying, id);
                id = result.RunId;
                if (IsCompleted(id)) break;
            }

            if (id is null || !IsCompleted(id)) id = Run(graph, _library.Checkpoints, id).RunId;
            Assert.Equal(expected.Completed().Log, _library.Runs.Get(id).Checkpoints[^1].State.GetProperty("Log").GetString());
            Assert.Equal(effects, _library.Effects);
            _library.Forget();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    public void Dispose() => _library.Dispose();

    private bool IsCompleted(string id) => _library.Runs.Get(id).Status == WorkflowStatus.Completed;

    private RunResult<Trail> Run(Graph<Trail> graph, ICheckpoints checkpoints, string? resume) =>
        _library.Runner.RunAsync(graph, new Trail(""), checkpoints, new RunOptions { Resume = resume }).GetAwaiter().GetResult();

    // One part after another: a node, one that is not checkpointed, a fork, a sub-graph, a cycle.
    private static Graph<Trail> Build(IReadOnlyList<int> shape)
    {
        var graph = new GraphBuilder<Trail>("random", 1, TrailJson.Default.Trail);
        for (var n = 0; n < shape.Count; n++)
        {
            var (node, next) = ($"n{n}", n + 1 < shape.Count ? $"n{n + 1}" : GraphEnds.End);
            switch (shape[n])
            {
                case 0:
                    graph.Node(node, WorkflowLibrary.Leaves(node)).Edge(node, next);
                    break;
                case 1:
                    graph.Node(node, WorkflowLibrary.Leaves(node), new NodeOptions { IsCheckpointed = false }).Edge(node, next);
                    break;
                case 2:
                    var (left, right, last) = ($"{node}-left", $"{node}-right", $"{node}-last");
                    graph.Fork(node, [left, right], next, Trail.Merge).Node(left, WorkflowLibrary.Leaves(left), new NodeOptions { IsCheckpointed = n % 2 == 0 }).Node(last, WorkflowLibrary.Leaves(last)).Node(right, WorkflowLibrary.Leaves(right))
                        .Edge(left, last).Edge(last, next).Edge(right, next);
                    break;
                case 3:
                    var inner = $"{node}-inner";
                    graph.Subgraph(node, new GraphBuilder<Trail>("inner", 1, TrailJson.Default.Trail).Node(inner, WorkflowLibrary.Leaves(inner)).Edge(inner, "end").Build(), state => state, (_, after) => after).Edge(node, next);
                    break;
                default:
                    graph.Node(node, WorkflowLibrary.Leaves(node)).Repeat(node, 2).Branch(node, (_, visits) => visits.Left(node) > 0 ? node : next, node, next);
                    break;
            }
        }

        return graph.Build();
    }
}
