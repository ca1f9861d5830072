namespace Cortex.Engine.Workflows.Building;

/// <summary>What would make a run fail that can be seen without running it.</summary>
internal sealed class GraphValidation<TState>(string name, IReadOnlyList<GraphNode<TState>> nodes, IReadOnlyDictionary<string, Transition<TState>> transitions, IReadOnlyDictionary<string, int> bounds) where TState : class
{
    private readonly ILookup<string, GraphNode<TState>> _nodes = nodes.ToLookup(node => node.Name, StringComparer.Ordinal);

    /// <summary>The first, naming its node or edge; null where there is none.</summary>
    public string? Fault()
    {
        if (nodes.Count == 0) return "it has no nodes";
        return Names() ?? Edges() ?? nodes.OfType<ForkNode<TState>>().Select(ForkFault).FirstOrDefault(fault => fault is not null) ?? Unreachable() ?? UnboundedCycle() ?? NoWayOut();
    }

    private static bool IsName(string text) => text.Length > 0 && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_');

    private string? Names()
    {
        if (!IsName(name)) return $"'{name}' is no name (lower-case letters, digits, - and _)";
        if (nodes.FirstOrDefault(node => !IsName(node.Name)) is { } odd) return $"'{odd.Name}' is no name of a node (lower-case letters, digits, - and _)";
        if (nodes.FirstOrDefault(node => node.Name is GraphEnds.Start or GraphEnds.End) is { } taken) return $"no node can be called {taken.Name}";
        if (bounds.Keys.FirstOrDefault(node => !_nodes.Contains(node)) is { } bounded) return $"there is no node {bounded} to be bounded";
        return nodes.FirstOrDefault(node => node.Options.Retry is { Attempts: < 1 }) is { } never ? $"{never.Name} is tried less than once" : null;
    }

    private string? Edges()
    {
        foreach (var transition in transitions.Values)
        {
            if (!_nodes.Contains(transition.From)) return $"an edge begins at {transition.From}, which is no node";
            if (_nodes[transition.From].First() is ForkNode<TState> fork) return $"the fork {fork.Name} leads to {fork.Join} by itself and has no edge of its own";
            if (transition.Targets.Count == 0) return $"the branch after {transition.From} has no targets";
            if (transition.Targets.FirstOrDefault(IsNowhere) is { } target) return $"the edge from {transition.From} leads to {target}, which is no node";
        }

        foreach (var fork in nodes.OfType<ForkNode<TState>>())
        {
            if (fork.Branches.Count == 0) return $"the fork {fork.Name} has no branches";
            if (fork.Branches.FirstOrDefault(branch => !_nodes.Contains(branch)) is { } branch) return $"a branch of the fork {fork.Name} begins at {branch}, which is no node";
            if (fork.Branches.Distinct(StringComparer.Ordinal).Count() < fork.Branches.Count) return $"two branches of the fork {fork.Name} begin at the same node";
            if (IsNowhere(fork.Join)) return $"the fork {fork.Name} joins at {fork.Join}, which is no node";
        }

        return nodes.FirstOrDefault(node => node is not ForkNode<TState> && !transitions.ContainsKey(node.Name)) is { } stuck ? $"{stuck.Name} leads nowhere: it has no edge" : null;
    }

    // A branch has to come to the join: the end, or the fork once more, would be another place than where its results are awaited.
    private string? ForkFault(ForkNode<TState> fork)
    {
        foreach (var branch in fork.Branches)
        {
            if (branch == fork.Join) return $"the branch {branch} of the fork {fork.Name} is its join";
            var reached = Reached(branch, fork.Join);
            if (reached.Contains(fork.Name)) return $"the branch {branch} of the fork {fork.Name} leads back to {fork.Name}";
            if (fork.Join != GraphEnds.End && reached.Contains(GraphEnds.End)) return $"the branch {branch} of the fork {fork.Name} leads to the end without coming to {fork.Join}";
            if (!reached.Contains(fork.Join)) return $"the branch {branch} of the fork {fork.Name} does not come to {fork.Join}";
        }

        return null;
    }

    private string? Unreachable()
    {
        var reached = Reached(nodes[0].Name, stop: null);
        return nodes.FirstOrDefault(node => !reached.Contains(node.Name)) is { } lost ? $"{lost.Name} cannot be reached" : null;
    }

    // Without the bounded nodes no cycle may be left. A branch counts anew each time: it bounds no cycle that its fork is on.
    private string? UnboundedCycle()
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            if (FindCycle(node.Name, [], done) is { } cycle) return $"the cycle {string.Join(" → ", cycle)} has no bound: say with Repeat how often one of them may run";
        }

        return null;
    }

    private List<string>? FindCycle(string node, List<string> path, HashSet<string> done)
    {
        if (node == GraphEnds.End || bounds.ContainsKey(node) || done.Contains(node)) return null;
        if (path.IndexOf(node) is >= 0 and var from) return [.. path[from..], node];
        path.Add(node);
        foreach (var next in After(node))
        {
            if (FindCycle(next, path, done) is { } cycle) return cycle;
        }

        path.RemoveAt(path.Count - 1);
        done.Add(node);
        return null;
    }

    private string? NoWayOut() => nodes.FirstOrDefault(node => !Reached(node.Name, stop: null).Contains(GraphEnds.End)) is { } caught ? $"from {caught.Name} nothing leads to the end" : null;

    private HashSet<string> Reached(string from, string? stop)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { from };
        var open = new Stack<string>([from]);
        while (open.TryPop(out var node))
        {
            if (node == stop || node == GraphEnds.End) continue;
            foreach (var next in After(node).Concat(_nodes[node].First() is ForkNode<TState> fork ? fork.Branches : []))
            {
                if (reached.Add(next)) open.Push(next);
            }
        }

        return reached;
    }

    private IEnumerable<string> After(string node) => _nodes[node].First() is ForkNode<TState> fork ? [fork.Join] : transitions[node].Targets;

    private bool IsNowhere(string target) => target != GraphEnds.End && !_nodes.Contains(target);
}
