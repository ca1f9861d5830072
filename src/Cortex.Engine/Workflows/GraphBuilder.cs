using System.Text.Json.Serialization.Metadata;
using Cortex.Engine.Workflows.Building;

namespace Cortex.Engine.Workflows;

/// <summary>
/// Builds a graph: nodes that turn one state into the next, and where each leads. The state is an immutable record that holds
/// ids, not texts; it is stored after each node. The first node that is added is where a run begins.
/// </summary>
/// <param name="name">Lower-case letters, digits, - and _.</param>
public sealed class GraphBuilder<TState>(string name, int version, JsonTypeInfo<TState> json) where TState : class
{
    private readonly List<GraphNode<TState>> _nodes = [];
    private readonly Dictionary<string, Transition<TState>> _transitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _bounds = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];

    public GraphBuilder<TState> Node(string node, Func<TState, NodeContext, Task<TState>> run, NodeOptions? options = null) => Add(new TaskNode<TState>(node, run, options ?? NodeOptions.Default));

    /// <summary>A node that does not wait for anything.</summary>
    public GraphBuilder<TState> Node(string node, Func<TState, NodeContext, TState> run, NodeOptions? options = null) => Node(node, (state, context) => Task.FromResult(run(state, context)), options);

    /// <summary>A node whose result is kept by its key for other runs, such as a model's answer. What it does on commit belongs into <paramref name="apply"/>, which is run for a kept result too.</summary>
    /// <param name="key">All that the result depends on: the input, the prompt's version, the model; null: it is not worth keeping.</param>
    /// <param name="keeps">Whether a result is worth keeping; null: each is.</param>
    public GraphBuilder<TState> Cached<TResult>(string node, Func<TState, string?> key, Func<TState, NodeContext, Task<TResult>> ask, Func<TState, TResult, NodeContext, TState> apply, JsonTypeInfo<TResult> result, NodeOptions? options = null, Func<TResult, bool>? keeps = null) =>
        Add(new CachedNode<TState, TResult>(node, name, version, key, ask, apply, result, options ?? NodeOptions.Default, keeps));

    /// <summary>Runs the branches at once, each from its first node until it comes to <paramref name="join"/> and on its own copy of the state, then makes one state of what they came to, in their order.</summary>
    public GraphBuilder<TState> Fork(string node, IReadOnlyList<string> branches, string join, Func<TState, IReadOnlyList<TState>, TState> reduce) => Add(new ForkNode<TState>(node, branches, join, reduce));

    public GraphBuilder<TState> Subgraph<TInner>(string node, Graph<TInner> graph, Func<TState, TInner> enter, Func<TState, TInner, TState> leave) where TInner : class =>
        Add(new SubgraphNode<TState, TInner>(node, graph, enter, leave));

    public GraphBuilder<TState> Edge(string from, string to) => Lead(from, new Transition<TState>(from, [to], Choose: null));

    public GraphBuilder<TState> Branch(string from, Func<TState, string> choose, params string[] targets) => Branch(from, (state, _) => choose(state), targets);

    /// <param name="choose">Returns one of the targets.</param>
    public GraphBuilder<TState> Branch(string from, Func<TState, Visits, string> choose, params string[] targets) => Lead(from, new Transition<TState>(from, targets, choose));

    /// <summary>Bounds the cycles through a node: it runs at most so often in one run (in each branch, in each sub-graph), and the run fails when it is entered once more.</summary>
    public GraphBuilder<TState> Repeat(string node, int most)
    {
        if (most < 1) _faults.Add($"{node} may run {most} times");
        _bounds[node] = most;
        return this;
    }

    /// <exception cref="InvalidGraphException">names the node or edge at fault</exception>
    public Graph<TState> Build()
    {
        var fault = _faults.FirstOrDefault() ?? new GraphValidation<TState>(name, _nodes, _transitions, _bounds).Fault();
        if (fault is not null) throw new InvalidGraphException(name, fault);
        return new Graph<TState>(name, version, json, _nodes[0].Name, _nodes, _transitions, _bounds);
    }

    private GraphBuilder<TState> Add(GraphNode<TState> node)
    {
        if (_nodes.Any(other => other.Name == node.Name)) _faults.Add($"there are two nodes called {node.Name}");
        _nodes.Add(node);
        return this;
    }

    private GraphBuilder<TState> Lead(string from, Transition<TState> transition)
    {
        if (!_transitions.TryAdd(from, transition)) _faults.Add($"{from} already leads to {string.Join(" or ", _transitions[from].Targets)}");
        return this;
    }
}
