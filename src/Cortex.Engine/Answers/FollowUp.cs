using Cortex.Engine.Language;

namespace Cortex.Engine.Answers;

/// <summary>Makes of a question that leans on those before it one that can be searched for by itself.</summary>
internal static class FollowUp
{
    private const int MostWords = 10;

    // Folded, as words are. Only words that point back; "this week" and "that is" point nowhere, but more words do no harm to a search.
    private static readonly HashSet<string> Pointing = [.. ("it its this that these those they them their theirs he him his she her hers there one ones same latter former " +
        "il elle ils elles lui leur leurs ca cela celui celle ceux celles y en " +
        "es er sie ihn ihm ihr ihre ihren dies diese dieser dieses davon dazu darin dort " +
        "el ella ellos ellas eso esto esa ese esos esas alli su sus").Split(' ')];

    private static readonly string[] Openings = ["and ", "or ", "but ", "also ", "what about", "how about", "et ", "und ", "y ", "why?", "why not", "since when", "who else", "what else"];

    /// <summary>Words that ask and say nothing about what is asked after.</summary>
    private static readonly HashSet<string> Asking = [.. "what when where who whom whose which why how much many long often does did is are was were can could will would tell me about please say".Split(' ')];

    public static string Resolve(string question, IReadOnlyList<PastTurn> history)
    {
        if (history.Count == 0 || !LeansBack(question)) return question;
        var own = WordScanner.List(question).Select(word => word.Stem).ToHashSet(StringComparer.Ordinal);
        var last = history[^1];
        var context = Content(last.Asked).Concat(last.Titles.SelectMany(Content)).Where(word => own.Add(word.Stem)).Select(word => word.Text).Take(MostWords).ToList();
        return context.Count == 0 ? question : $"{question.Trim()} ({string.Join(' ', context)})";
    }

    private static bool LeansBack(string question)
    {
        var words = WordScanner.List(question);
        return words.Any(word => Pointing.Contains(word.Folded))
            || Openings.Any(opening => question.TrimStart().StartsWith(opening, StringComparison.OrdinalIgnoreCase))
            || words.Count(word => !StopWords.Contains(word.Folded) && !Asking.Contains(word.Folded)) < 2;
    }

    private static IEnumerable<(string Stem, string Text)> Content(string text) =>
        WordScanner.List(text).Where(word => !StopWords.Contains(word.Folded) && !Pointing.Contains(word.Folded) && !Asking.Contains(word.Folded)).Select(word => (word.Stem, text.Substring(word.Start, word.Length)));
}
