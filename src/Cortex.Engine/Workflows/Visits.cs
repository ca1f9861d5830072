namespace Cortex.Engine.Workflows;

/// <summary>How often the bounded nodes of a graph have run, for a branch that has to end a cycle in time.</summary>
public readonly struct Visits
{
    private readonly IReadOnlyDictionary<string, int> _counts, _bounds;

    internal Visits(IReadOnlyDictionary<string, int> counts, IReadOnlyDictionary<string, int> bounds)
    {
        _counts = counts;
        _bounds = bounds;
    }

    /// <exception cref="WorkflowException">it has no bound</exception>
    public int Of(string node) => _bounds.ContainsKey(node) ? _counts.GetValueOrDefault(node) : throw new WorkflowException($"{node} is not counted: it has no bound.");

    /// <summary>How often it may still run; a run that enters it once more fails.</summary>
    public int Left(string node) => Of(node) is var count ? _bounds[node] - count : 0;
}
