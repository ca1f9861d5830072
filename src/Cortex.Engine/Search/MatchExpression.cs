using System.Text;
using Cortex.Engine.Language;

namespace Cortex.Engine.Search;

/// <summary>
/// Writes the index's query language. Every word reaches it as a quoted string, so that nothing a person or a page typed is
/// ever an operator.
/// </summary>
internal static class MatchExpression
{
    private const int MaxTerms = 128;

    /// <summary>Any word may match, every phrase must, no exclusion may; null when there is nothing to match. Scripts without spaces are left out: they are in <see cref="OfUnspaced"/>.</summary>
    public static string? Of(ParsedQuery query)
    {
        if (query.Phrases.Any(UnspacedQuery.IsIn)) return null;
        var words = Terms(query.Words);
        var spoken = words.Where(word => !StopWords.Contains(word)).ToList();
        // "to be or not to be" is a query too.
        var any = spoken.Count > 0 || query.Phrases.Count > 0 ? spoken : words;
        return Combine([.. query.Phrases.Where(HasWord).Take(MaxTerms).Select(Quote)], [.. any.Take(MaxTerms).Select(Quote)], Excluding(query));
    }

    /// <summary>The same for the index of pairs of characters, which has all the words of the passages in it.</summary>
    public static string? OfUnspaced(ParsedQuery query) =>
        Combine([.. UnspacedPhrases(query.Phrases)], [.. UnspacedWords(query).Take(MaxTerms).Select(Quote)], ExcludingUnspaced(query));

    /// <summary>What of the words is looked for; stop words only when there is nothing else.</summary>
    public static List<TermRun> UnspacedWords(ParsedQuery query)
    {
        var spoken = query.Words.SelectMany(word => UnspacedQuery.Pieces(word, unlessStopWord: true)).DistinctBy(piece => piece.Key).ToList();
        return spoken.Count > 0 || query.Phrases.Count > 0 ? spoken : [.. query.Words.SelectMany(word => UnspacedQuery.Pieces(word, unlessStopWord: false)).DistinctBy(piece => piece.Key)];
    }

    /// <summary>The words that stand side by side in the query, each pair as a phrase; null when there are none.</summary>
    public static string? Neighbours(ParsedQuery query)
    {
        var words = WordScanner.List(string.Join(' ', query.Words));
        var pairs = words.Zip(words.Skip(1)).Where(pair => !pair.First.IsUnspaced && !pair.Second.IsUnspaced && !StopWords.Contains(pair.First.Folded) && !StopWords.Contains(pair.Second.Folded))
            .Select(pair => Quote($"{pair.First.Folded} {pair.Second.Folded}")).Distinct(StringComparer.Ordinal).Take(MaxTerms).ToList();
        return pairs.Count == 0 ? null : string.Join(" OR ", pairs);
    }

    /// <summary>The phrases that must stand in a passage, as an expression of their own; null when there are none, or when they are for <see cref="PhrasesUnspaced"/>.</summary>
    public static string? Phrases(ParsedQuery query)
    {
        if (query.Phrases.Any(UnspacedQuery.IsIn)) return null;
        var phrases = query.Phrases.Where(HasWord).Take(MaxTerms).Select(Quote).ToList();
        return phrases.Count == 0 ? null : string.Join(" AND ", phrases);
    }

    /// <summary>The same for the index of pairs of characters, where one of the phrases has such a script.</summary>
    public static string? PhrasesUnspaced(ParsedQuery query) => query.Phrases.Any(UnspacedQuery.IsIn) ? string.Join(" AND ", UnspacedPhrases(query.Phrases)) : null;

    /// <summary>A text as a phrase of the index of pairs of characters; null without a word.</summary>
    public static string? PhraseUnspaced(string text) => UnspacedQuery.Phrase(text) is { } run ? Quote(run) : null;

    /// <summary>What must not match, as an expression of its own.</summary>
    public static string? Excluding(ParsedQuery query)
    {
        var excluded = query.Excluded.Where(text => HasWord(text) && !UnspacedQuery.IsIn(text)).Take(MaxTerms).Select(Quote).ToList();
        return excluded.Count == 0 ? null : string.Join(" OR ", excluded);
    }

    /// <inheritdoc cref="Excluding"/>
    public static string? ExcludingUnspaced(ParsedQuery query)
    {
        var excluded = UnspacedPhrases(query.Excluded);
        return excluded.Count == 0 ? null : string.Join(" OR ", excluded);
    }

    /// <summary>The words as the index sees them: cut where its tokenizer cuts.</summary>
    public static List<string> Terms(IEnumerable<string> words)
    {
        var terms = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            foreach (var token in WordScanner.Scan(word))
            {
                if (!token.IsUnspaced && seen.Add(token.Folded)) terms.Add(token.Folded);
            }
        }

        return terms;
    }

    // The words beside a phrase rank; the phrase itself keeps them optional.
    private static string? Combine(List<string> phrases, List<string> wanted, string? excluded)
    {
        string? match = null;
        if (phrases.Count > 0) match = string.Join(" AND ", phrases) + (wanted.Count == 0 ? "" : $" AND ({phrases[0]} OR {string.Join(" OR ", wanted)})");
        else if (wanted.Count > 0) match = string.Join(" OR ", wanted);
        return match is null || excluded is null ? match : $"({match}) NOT ({excluded})";
    }

    private static List<string> UnspacedPhrases(IEnumerable<string> phrases) => [.. phrases.Select(UnspacedQuery.Phrase).OfType<TermRun>().Take(MaxTerms).Select(Quote)];

    private static string Quote(TermRun run) => Quote(string.Join(' ', run.Terms)) + (run.IsPrefix ? " *" : "");

    private static bool HasWord(string text) => WordScanner.Scan(text).MoveNext();

    /// <summary>A text as a string of the index's query language.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var letter in text)
        {
            // The index's parser reads a C string: NUL would end it.
            if (letter == '"') quoted.Append("\"\"");
            else quoted.Append(letter == '\0' ? ' ' : letter);
        }

        return quoted.Append('"').ToString();
    }
}
