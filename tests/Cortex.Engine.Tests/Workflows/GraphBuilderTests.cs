using Cortex.Engine.Workflows;

namespace Cortex.Engine.Tests.Workflows;

public class GraphBuilderTests
{
    [Fact]
    public void A_graph_without_nodes_is_refused() => Refused("no nodes", graph => graph);

    [Fact]
    public void A_node_that_leads_nowhere_is_named() => Refused("b leads nowhere", graph => graph.Node("a", Step).Node("b", Step).Edge("a", "b"));

    [Fact]
    public void An_edge_to_what_is_not_there_is_named() => Refused("from a leads to c, which is no node", graph => graph.Node("a", Step).Edge("a", "c"));

    [Fact]
    public void An_edge_from_what_is_not_there_is_named() => Refused("begins at c, which is no node", graph => graph.Node("a", Step).Edge("a", "end").Edge("c", "a"));

    [Fact]
    public void A_node_that_cannot_be_reached_is_named() => Refused("c cannot be reached", graph => graph.Node("a", Step).Node("c", Step).Edge("a", "end").Edge("c", "end"));

    [Fact]
    public void An_unbounded_cycle_is_named() => Refused("the cycle b → c → b has no bound", graph => graph.Node("a", Step).Node("b", Step).Node("c", Step).Edge("a", "b").Edge("b", "c").Branch("c", _ => "end", "b", "end"));

    [Fact]
    public void A_bound_within_a_branch_does_not_bound_the_cycle_around_it() => Refused("the cycle a → f → j → a has no bound",
        graph => graph.Node("a", Step).Fork("f", ["b"], "j", Trail.Merge).Node("b", Step).Node("j", Step).Repeat("b", 2).Edge("a", "f").Edge("b", "j").Branch("j", _ => "end", "a", "end"));

    [Fact]
    public void A_cycle_without_a_way_out_is_named() => Refused("from a nothing leads to the end", graph => graph.Node("a", Step).Repeat("a", 2).Edge("a", "a"));

    [Fact]
    public void Two_nodes_of_one_name_are_named() => Refused("two nodes called a", graph => graph.Node("a", Step).Node("a", Step).Edge("a", "end"));

    [Fact]
    public void A_second_way_on_is_named() => Refused("a already leads to end", graph => graph.Node("a", Step).Edge("a", "end").Edge("a", "end"));

    [Fact]
    public void A_bound_of_what_is_not_there_is_named() => Refused("no node b to be bounded", graph => graph.Node("a", Step).Edge("a", "end").Repeat("b", 1));

    [Theory]
    [InlineData("A b")]
    [InlineData("")]
    [InlineData("end")]
    public void A_name_that_is_none_is_named(string name) => Refused(name, graph => graph.Node(name, Step).Edge(name, "end"));

    [Fact]
    public void A_branch_that_passes_its_join_is_named() => Refused("the branch b of the fork f leads to the end without coming to j",
        graph => graph.Fork("f", ["b", "c"], "j", Trail.Merge).Node("b", Step).Node("c", Step).Node("j", Step).Edge("b", "end").Edge("c", "j").Edge("j", "end"));

    [Fact]
    public void A_branch_that_leads_back_to_its_fork_is_named() => Refused("the branch b of the fork f leads back to f",
        graph => graph.Fork("f", ["b"], "j", Trail.Merge).Node("b", Step).Node("j", Step).Repeat("b", 2).Branch("b", _ => "j", "f", "j").Edge("j", "end"));

    [Fact]
    public void A_branch_of_nothing_is_named() => Refused("a branch of the fork f begins at b, which is no node", graph => graph.Fork("f", ["b"], "end", Trail.Merge));

    [Fact]
    public void A_graph_is_drawn()
    {
        var graph = New().Node("read", Step).Fork("study", ["tags", "gist"], "draft", Trail.Merge).Node("tags", Step).Node("gist", Step).Node("draft", Step)
            .Subgraph("file", New("inner").Node("x", Step).Edge("x", "end").Build(), state => state, (_, inner) => inner)
            .Edge("read", "study").Edge("tags", "draft").Edge("gist", "draft").Repeat("draft", 3).Branch("draft", _ => "file", "draft", "file").Edge("file", "end").Build();
        Assert.Equal("""
            flowchart TD
              s([start])
              n1["read"]
              n2{{"study"}}
              n3["tags"]
              n4["gist"]
              n5["draft (at most 3)"]
              n6[["file"]]
              e([end])
              s --> n1
              n1 --> n2
              n2 --> n3
              n2 --> n4
              n3 --> n5
              n4 --> n5
              n5 -.-> n5
              n5 -.-> n6
              n6 --> e

            """, graph.Mermaid);
        Assert.Equal(("test", 1, 6), (graph.Description.Name, graph.Description.Version, graph.Description.Nodes.Count));
    }

    private static void Refused(string fault, Func<GraphBuilder<Trail>, GraphBuilder<Trail>> build) => Assert.Contains(fault, Assert.Throws<InvalidGraphException>(() => build(New()).Build()).Message);

    private static GraphBuilder<Trail> New(string name = "test") => new(name, 1, TrailJson.Default.Trail);

    private static Trail Step(Trail state, NodeContext context) => state;
}
