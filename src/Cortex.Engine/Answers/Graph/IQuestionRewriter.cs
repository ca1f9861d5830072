using Cortex.Engine.Storage;

namespace Cortex.Engine.Answers.Graph;

/// <summary>Finds other words for a question that nothing was found for.</summary>
internal interface IQuestionRewriter
{
    /// <param name="attempt">From 1.</param>
    /// <returns>Null: there are none.</returns>
    string? Rewrite(Db db, string question, int attempt);
}
