using Cortex.Engine.Workflows;

namespace Cortex.Engine;

/// <summary>Every graph there is: each stands in the slice that it orchestrates, and has its line here.</summary>
public static class BuiltInGraphs
{
    public static IReadOnlyList<IGraph> All { get; } = [];
}
