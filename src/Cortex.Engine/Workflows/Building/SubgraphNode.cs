using Cortex.Engine.Workflows.Running;

namespace Cortex.Engine.Workflows.Building;

internal sealed class SubgraphNode<TState, TInner>(string name, Graph<TInner> graph, Func<TState, TInner> enter, Func<TState, TInner, TState> leave) : GraphNode<TState>(name, NodeOptions.Default)
    where TState : class where TInner : class
{
    public override string Kind => "subgraph";

    public override async Task<TState> RunAsync(TState state, NodeContext context, Frame<TState> frame) =>
        leave(state, await new Frame<TInner>(frame.Run, graph, frame.Within(Name), graph.Start, GraphEnds.End).RunAsync(enter(state)));
}
