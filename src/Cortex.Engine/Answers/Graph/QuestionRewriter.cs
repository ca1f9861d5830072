using Cortex.Engine.Storage;

namespace Cortex.Engine.Answers.Graph;

/// <summary>Other words out of the library's own: what is misspelt as it has it, then what stands beside the words of the question.</summary>
internal sealed class QuestionRewriter : IQuestionRewriter
{
    public string? Rewrite(Db db, string question, int attempt) => null;
}
