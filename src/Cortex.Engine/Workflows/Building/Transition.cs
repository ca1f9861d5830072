using Cortex.Contract.Workflows;

namespace Cortex.Engine.Workflows.Building;

/// <summary>Where a node leads.</summary>
/// <param name="Choose">Which of the targets; null where there is but one.</param>
internal sealed record Transition<TState>(string From, IReadOnlyList<string> Targets, Func<TState, Visits, string>? Choose) where TState : class
{
    public IEnumerable<WorkflowEdge> Edges() => Targets.Select(target => new WorkflowEdge(From, target, Choose is null ? EdgeKind.Always : EdgeKind.Choice));
}
