using Cortex.Contract.Workflows;
using Cortex.Engine.Workflows.Running;

namespace Cortex.Engine.Workflows.Building;

internal sealed class ForkNode<TState>(string name, IReadOnlyList<string> branches, string join, Func<TState, IReadOnlyList<TState>, TState> reduce) : GraphNode<TState>(name, NodeOptions.Default) where TState : class
{
    public override string Kind => "fork";
    public IReadOnlyList<string> Branches => branches;
    public string Join => join;

    public override IEnumerable<WorkflowEdge> Edges() => branches.Select(branch => new WorkflowEdge(Name, branch, EdgeKind.Branch));

    /// <summary>A branch that fails does not stop the others: what they have done is kept for when the run goes on.</summary>
    public override async Task<TState> RunAsync(TState state, NodeContext context, Frame<TState> frame)
    {
        // On threads of their own: a node may work for long before it waits for the first time.
        var running = branches.Select(branch => Task.Run(() => new Frame<TState>(frame.Run, frame.Graph, frame.Within(Name, branch), branch, join).RunAsync(state))).ToList();
        await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // A failure is told before a question, and that before a stop: who answers wants to know that it is no use.
        var failed = running.Find(task => task.IsFaulted && task.Exception.InnerException is not Interrupt) ?? running.Find(task => task.IsFaulted) ?? running.Find(task => task.IsCanceled);
        if (failed is not null) await failed;
        return reduce(state, [.. running.Select(task => task.Result)]);
    }
}
