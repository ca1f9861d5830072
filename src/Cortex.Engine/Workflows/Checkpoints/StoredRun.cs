using Cortex.Contract.Workflows;

namespace Cortex.Engine.Workflows.Checkpoints;

/// <summary>What is kept of a run that goes on.</summary>
/// <param name="Nodes">That have ended.</param>
/// <param name="Answers">By question.</param>
public sealed record StoredRun(IReadOnlyList<StoredFrame> Frames, int LastStep, IReadOnlyList<WorkflowNodeRun> Nodes, IReadOnlyDictionary<string, string> Answers)
{
    /// <summary>Of a run that begins.</summary>
    public static StoredRun None { get; } = new([], 0, [], new Dictionary<string, string>());
}
