using Cortex.Contract.Answers;
using Cortex.Engine.Search;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Answers;

/// <summary>What was asked, and what the library knows of its words.</summary>
/// <param name="Text">As it was asked, without the filters in it.</param>
internal sealed record Question(string Text, QuestionTerms Terms)
{
    public static Question Of(Db db, AskRequest request, ParsedQuery query)
    {
        var words = string.Join(' ', query.Words.Concat(query.Phrases));
        return new Question(HasOperators(request.Question) ? words : request.Question.Trim(), QuestionTerms.Of(db, words));
    }

    private static bool HasOperators(string question)
    {
        var alone = QueryParser.Parse(question, filters: null, "question");
        return alone.Phrases.Count + alone.Excluded.Count + alone.Tags.Count + alone.ExcludedTags.Count + alone.Types.Count + alone.Sources.Count > 0 || alone.After is not null || alone.Before is not null;
    }
}
