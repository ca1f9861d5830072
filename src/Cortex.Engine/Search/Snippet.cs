using Cortex.Contract.Search;
using Cortex.Engine.Language;

namespace Cortex.Engine.Search;

/// <summary>The part of a passage to show: a span of it and what matched within that span.</summary>
internal sealed record Snippet(int Start, int End, IReadOnlyList<TextSpan> Highlights)
{
    private const int Length = 280;

    /// <summary>The window with the most different matches, then the most matches, moved to begin with a word.</summary>
    public static Snippet Of(string text, IReadOnlySet<string> stems)
    {
        var matches = Matches(text, stems);
        if (matches.Count == 0) return new Snippet(0, Cut(text, Math.Min(Length, text.Length)), []);
        var best = 0;
        var bestValue = (Different: 0, Count: 0);
        for (int first = 0, last = 0; first < matches.Count; first++)
        {
            while (last < matches.Count && matches[last].Span.End - matches[first].Span.Start <= Length) last++;
            var inside = matches[first..Math.Max(last, first + 1)];
            var value = (inside.Select(match => match.Stem).Distinct(StringComparer.Ordinal).Count(), inside.Count);
            if (value.CompareTo(bestValue) <= 0) continue;
            bestValue = value;
            best = first;
        }

        var begin = FindStart(text, matches[best].Span.Start);
        var end = FindEnd(text, Math.Max(begin + Length, matches[best].Span.End));
        return new Snippet(begin, end, [.. matches.Where(match => match.Span.Start >= begin && match.Span.End <= end).Select(match => new TextSpan(match.Span.Start - begin, match.Span.End - begin))]);
    }

    /// <summary>Every word whose stem is asked for.</summary>
    public static List<(TextSpan Span, string Stem)> Matches(string text, IReadOnlySet<string> stems)
    {
        var matches = new List<(TextSpan, string)>();
        foreach (var word in WordScanner.Scan(text))
        {
            if (stems.Contains(word.Stem)) matches.Add((new TextSpan(word.Start, word.Start + word.Length), word.Stem));
        }

        return matches;
    }

    // Some words before the match, from the beginning of a line or a sentence where one is near.
    private static int FindStart(string text, int match)
    {
        var earliest = Math.Max(0, match - 80);
        if (earliest == 0) return SkipSpace(text, 0, match);
        for (var at = match - 1; at > earliest; at--)
        {
            if (text[at - 1] == '\n' || (text[at - 1] == ' ' && text[at - 2] is '.' or '!' or '?' or '。')) return SkipSpace(text, at, match);
        }

        var space = text.IndexOf(' ', earliest, match - earliest);
        return space < 0 ? Cut(text, match) : SkipSpace(text, space, match);
    }

    private static int FindEnd(string text, int end)
    {
        if (end >= text.Length) return TrimEnd(text, text.Length);
        var space = text.LastIndexOfAny([' ', '\n'], end - 1, Math.Min(60, end));
        return TrimEnd(text, space > 0 ? space : Cut(text, end));
    }

    private static int SkipSpace(string text, int at, int limit)
    {
        while (at < limit && char.IsWhiteSpace(text[at])) at++;
        return at;
    }

    private static int TrimEnd(string text, int at)
    {
        while (at > 0 && char.IsWhiteSpace(text[at - 1])) at--;
        return at;
    }

    private static int Cut(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
