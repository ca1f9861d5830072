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

    /// <summary>Any word may match, every phrase must, no exclusion may; null when there is nothing to match.</summary>
    public static string? Of(ParsedQuery query)
    {
        var words = Terms(query.Words);
        var spoken = words.Where(word => !StopWords.Contains(word)).ToList();
        // "to be or not to be" is a query too.
        var any = spoken.Count > 0 || query.Phrases.Count > 0 ? spoken : words;
        var phrases = query.Phrases.Where(HasWord).Take(MaxTerms).Select(Quote).ToList();
        var wanted = any.Take(MaxTerms).Select(Quote).ToList();
        string? match = null;
        // The words beside a phrase rank; the phrase itself keeps them optional.
        if (phrases.Count > 0) match = string.Join(" AND ", phrases) + (wanted.Count == 0 ? "" : $" AND ({phrases[0]} OR {string.Join(" OR ", wanted)})");
        else if (wanted.Count > 0) match = string.Join(" OR ", wanted);
        return match is null || Excluding(query) is not { } excluded ? match : $"({match}) NOT ({excluded})";
    }

    /// <summary>The words that stand side by side in the query, each pair as a phrase; null when there are none.</summary>
    public static string? Neighbours(ParsedQuery query)
    {
        var words = WordScanner.List(string.Join(' ', query.Words));
        var pairs = words.Zip(words.Skip(1)).Where(pair => !StopWords.Contains(pair.First.Folded) && !StopWords.Contains(pair.Second.Folded))
            .Select(pair => Quote($"{pair.First.Folded} {pair.Second.Folded}")).Distinct(StringComparer.Ordinal).Take(MaxTerms).ToList();
        return pairs.Count == 0 ? null : string.Join(" OR ", pairs);
    }

    /// <summary>The phrases that must stand in a passage, as an expression of their own; null when there are none.</summary>
    public static string? Phrases(ParsedQuery query)
    {
        var phrases = query.Phrases.Where(HasWord).Take(MaxTerms).Select(Quote).ToList();
        return phrases.Count == 0 ? null : string.Join(" AND ", phrases);
    }

    /// <summary>What must not match, as an expression of its own.</summary>
    public static string? Excluding(ParsedQuery query)
    {
        var excluded = query.Excluded.Where(HasWord).Take(MaxTerms).Select(Quote).ToList();
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
                if (seen.Add(token.Folded)) terms.Add(token.Folded);
            }
        }

        return terms;
    }

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
