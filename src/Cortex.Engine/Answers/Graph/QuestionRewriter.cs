using Cortex.Engine.Search.Adaptive;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Answers.Graph;

/// <summary>Other words out of the library's own: what is misspelt as it has it, then what stands beside the words of the question.</summary>
internal static class QuestionRewriter
{
    /// <param name="attempt">From 1.</param>
    /// <returns>What to search for; what is found is held against the question as it was asked. Null: there are no other words.</returns>
    public static string? Rewrite(Db db, string question, int attempt)
    {
        var corrections = Spelling.Corrections(db, QueryCoverage.Of(db, question, int.MaxValue).Unknown);
        var corrected = corrections.Count > 0 ? Spelling.Replace(question, corrections) : question;
        if (attempt == 1 && corrections.Count > 0) return corrected;
        var terms = CoOccurrence.Terms(db, corrected, CoOccurrence.Seeds(db, corrected));
        return terms.Count == 0 ? null : $"{corrected} {string.Join(' ', terms)}";
    }
}
