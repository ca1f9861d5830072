using System.Runtime.ExceptionServices;
using Cortex.Contract.Workflows;

namespace Cortex.Engine.Workflows;

/// <summary>How a run ended for now.</summary>
/// <param name="State">The last; null unless it is completed, or stopped where it was to.</param>
/// <param name="Question">What it waits for.</param>
/// <param name="Error">Why it failed or was cancelled.</param>
public sealed record RunResult<TState>(string RunId, WorkflowStatus Status, TState? State, string? Question, Exception? Error) where TState : class
{
    /// <summary>The last state.</summary>
    /// <exception cref="WorkflowException">it waits for an answer; where it failed or was cancelled, what it ended with is thrown</exception>
    public TState Completed()
    {
        if (Error is not null) ExceptionDispatchInfo.Throw(Error);
        return State ?? throw new WorkflowException($"The run waits for an answer: {Question}");
    }
}
