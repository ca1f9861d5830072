using Cortex.Engine.Storage;

namespace Cortex.Engine.Answers.Graph;

/// <summary>Finds other words for a question that nothing was found for.</summary>
internal interface IQuestionRewriter
{
    /// <param name="attempt">From 1.</param>
    /// <returns>What to search for; what is found is held against the question as it was asked. Null: there are no other words.</returns>
    string? Rewrite(Db db, string question, int attempt);
}
