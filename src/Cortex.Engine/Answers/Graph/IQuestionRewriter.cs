using Cortex.Engine.Storage;

namespace Cortex.Engine.Answers.Graph;

/// <summary>Finds other words for a question that nothing was found for.</summary>
internal interface IQuestionRewriter
{
    /// <param name="attempt">From 1.</param>
    /// <returns>Null: there are none.</returns>
    Rewriting? Rewrite(Db db, string question, int attempt);
}

/// <param name="Search">What to search for.</param>
/// <param name="Question">What an answer is held against: what was asked, its spelling mended. Words that only help to find are no part of it.</param>
internal sealed record Rewriting(string Search, string Question);
