using Cortex.Contract.Workflows;

namespace Cortex.Engine.Workflows.Checkpoints;

/// <param name="Nodes">All of the run.</param>
/// <param name="QuestionAt">Which of its questions it is.</param>
public sealed record RunEnd(string RunId, string Graph, WorkflowStatus Status, DateTimeOffset At, IReadOnlyList<WorkflowNodeRun> Nodes, string? Error, string? Question, string? QuestionAt);
