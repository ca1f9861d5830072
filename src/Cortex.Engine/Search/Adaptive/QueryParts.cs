using Cortex.Engine.Language;

namespace Cortex.Engine.Search.Adaptive;

/// <summary>What a query asks of at once: "A vs B", "compare A with B", "the difference between A and B", two questions, a short "A and B".</summary>
internal static class QueryParts
{
    public const int Most = 3;
    private const int MostTokens = 24, MostOfPair = 6, MostOfSide = 8;

    /// <summary>Two or more, or none where it is not clear.</summary>
    public static IReadOnlyList<ParsedQuery> Of(ParsedQuery query)
    {
        if (query.Phrases.Count > 0 || query.HasNoTerms) return [];
        var tokens = QueryToken.List(query.Text);
        if (tokens.Count is < 3 or > MostTokens * 2) return [];
        var parts = Questions(tokens) ?? (tokens.Count <= MostTokens ? Compared(tokens) ?? Joined(tokens) : null) ?? [];
        return parts.Count is >= 2 and <= Most && parts.All(part => Spoken(part) > 0) && parts.Select(Key).Distinct(StringComparer.Ordinal).Count() == parts.Count
            ? [.. parts.Select(part => query with { Text = Text(part), Words = [.. part.Select(token => token.Text).Distinct(StringComparer.OrdinalIgnoreCase)] })] : [];
    }

    // Each ends with a question mark, and asks for something of its own.
    private static List<List<QueryToken>>? Questions(List<QueryToken> tokens)
    {
        var questions = new List<List<QueryToken>>();
        var from = 0;
        for (var at = 0; at < tokens.Count; at++)
        {
            if (!tokens[at].Text.EndsWith('?')) continue;
            questions.Add(tokens[from..(at + 1)]);
            from = at + 1;
        }

        if (from < tokens.Count) questions.Add(tokens[from..]);
        return questions.Count >= 2 && questions.TrueForAll(question => Spoken(question) >= 2) ? questions : null;
    }

    private static List<List<QueryToken>>? Compared(List<QueryToken> tokens)
    {
        var versus = tokens.FindIndex(token => token.Folded is "vs" or "versus");
        if (versus > 0) return Sides(tokens, 0, versus);
        var between = tokens.FindIndex(token => token.Folded is "between" or "entre" or "zwischen");
        if (between > 0 && tokens[between - 1].Folded is "difference" or "differences" or "diferencia" or "diferencias" or "unterschied" or "unterschiede") return Sides(tokens, between + 1, tokens.FindIndex(between, token => TimeWords.And.Contains(token.Folded)));
        if (tokens[0].Folded is "compare" or "comparer" or "vergleiche" or "comparar") return Sides(tokens, 1, tokens.FindIndex(2, token => token.Folded is "with" or "to" or "avec" or "mit" or "con" || TimeWords.And.Contains(token.Folded)));
        return null;
    }

    // Two short sides and nothing else: of a longer query the "and" may join anything.
    private static List<List<QueryToken>>? Joined(List<QueryToken> tokens)
    {
        if (tokens.Count > MostOfPair || tokens.Count(token => TimeWords.And.Contains(token.Folded)) != 1 || tokens.Exists(token => token.Folded != "and" && StopWords.Contains(token.Folded) && !TimeWords.And.Contains(token.Folded))) return null;
        return Sides(tokens, 0, tokens.FindIndex(token => TimeWords.And.Contains(token.Folded)));
    }

    private static List<List<QueryToken>>? Sides(List<QueryToken> tokens, int from, int middle) =>
        middle > from && middle < tokens.Count - 1 && middle - from <= MostOfSide && tokens.Count - middle - 1 <= MostOfSide ? [tokens[from..middle], tokens[(middle + 1)..]] : null;

    private static int Spoken(List<QueryToken> tokens) => tokens.Count(token => token.Folded.Length > 0 && !StopWords.Contains(token.Folded));

    private static string Key(List<QueryToken> tokens) => string.Join(' ', tokens.Select(token => token.Folded));

    /// <summary>As it is shown: without the mark that ends it.</summary>
    public static string Shown(ParsedQuery part) => part.Text.TrimEnd('?', ',', '.', '!');

    private static string Text(List<QueryToken> tokens) => string.Join(' ', tokens.Select(token => token.Text));
}
