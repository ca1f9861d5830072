using Cortex.Engine.Answers.Graph;
using Cortex.Engine.Workflows;

namespace Cortex.Engine;

/// <summary>Every graph there is: each stands in the slice that it orchestrates, and has its line here.</summary>
public static class BuiltInGraphs
{
    internal static IReadOnlyList<IGraph> All(Graph<AnswerState> answers) => [answers];
}
