using Cortex.Engine.Workflows.Running;

namespace Cortex.Engine.Workflows.Building;

internal sealed class TaskNode<TState>(string name, Func<TState, NodeContext, Task<TState>> run, NodeOptions options) : GraphNode<TState>(name, options) where TState : class
{
    public override string Kind => "task";

    public override Task<TState> RunAsync(TState state, NodeContext context, Frame<TState> frame) => run(state, context);
}
