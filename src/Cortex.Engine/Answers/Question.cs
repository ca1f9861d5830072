using Cortex.Contract.Answers;
using Cortex.Contract.Search;
using Cortex.Engine.Language;
using Cortex.Engine.Search;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Answers;

/// <summary>What was asked, and what the library knows of its words.</summary>
/// <param name="Text">As it was asked, without the filters in it.</param>
/// <param name="Strangers">Where in it names and numbers stand that the library does not have.</param>
internal sealed record Question(string Text, QuestionTerms Terms, IReadOnlyList<TextSpan> Strangers)
{
    public static Question Of(Db db, AskRequest request, ParsedQuery query)
    {
        var words = string.Join(' ', query.Words.Concat(query.Phrases));
        var terms = QuestionTerms.Of(db, words);
        var text = HasOperators(request.Question) ? words : request.Question.Trim();
        return new Question(text, terms, [.. Names(text).Where(word => terms.IsUnknown(word.Stem)).Select(word => new TextSpan(word.Start, word.End))]);
    }

    private static bool HasOperators(string question)
    {
        var alone = QueryParser.Parse(question, filters: null, "question");
        return alone.Phrases.Count + alone.Excluded.Count + alone.Tags.Count + alone.ExcludedTags.Count + alone.Types.Count + alone.Sources.Count > 0 || alone.After is not null || alone.Before is not null;
    }

    // What begins with a capital within a sentence, or has digits. Acronyms are left out: who writes one often means what notes spell out.
    private static IEnumerable<Word> Names(string text)
    {
        var words = WordScanner.List(text);
        // A Title Written So names nothing.
        var capitals = words.Skip(1).Count(word => char.IsUpper(text[word.Start]));
        var tellsNames = capitals * 2 <= words.Count;
        return words.Skip(1).Where(word => !StopWords.Contains(word.Folded) && (word.Folded.Any(char.IsDigit) || (tellsNames && IsCapitalised(text.AsSpan(word.Start, word.Length)))));
    }

    private static bool IsCapitalised(ReadOnlySpan<char> word) => word.Length > 1 && char.IsUpper(word[0]) && char.IsLower(word[1]);
}
