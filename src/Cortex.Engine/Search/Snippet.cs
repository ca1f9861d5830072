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
        return new Snippet(begin, end, [.. Merged(matches.Where(match => match.Span.Start >= begin && match.Span.End <= end)).Select(span => new TextSpan(span.Start - begin, span.End - begin))]);
    }

    /// <summary>The window that begins with a sentence.</summary>
    public static Snippet At(string text, TextSpan sentence, IReadOnlySet<string> stems)
    {
        var end = FindEnd(text, Math.Max(Math.Min(sentence.End, sentence.Start + Length), Math.Min(text.Length, sentence.Start + Length)));
        var inside = Matches(text, stems).Where(match => match.Span.Start >= sentence.Start && match.Span.End <= end);
        return new Snippet(sentence.Start, end, [.. Merged(inside).Select(span => new TextSpan(span.Start - sentence.Start, span.End - sentence.Start))]);
    }

    /// <summary>The spans of matches that are in order, those that overlap as one.</summary>
    public static List<TextSpan> Merged(IEnumerable<(TextSpan Span, string Stem)> matches)
    {
        var merged = new List<TextSpan>();
        foreach (var (span, _) in matches)
        {
            if (merged.Count > 0 && span.Start < merged[^1].End) merged[^1] = new TextSpan(merged[^1].Start, Math.Max(merged[^1].End, span.End));
            else merged.Add(span);
        }

        return merged;
    }

    /// <summary>Every word whose stem is asked for, and every run of them.</summary>
    public static List<(TextSpan Span, string Stem)> Matches(string text, IReadOnlySet<string> stems)
    {
        if (UnspacedText.Contains(text) && stems.Select(TermRun.Of).OfType<TermRun>().ToList() is { Count: > 0 } runs) return RunMatches(text, stems, runs);
        var matches = new List<(TextSpan, string)>();
        foreach (var word in WordScanner.Scan(text))
        {
            if (stems.Contains(word.Stem)) matches.Add((new TextSpan(word.Start, word.Start + word.Length), word.Stem));
        }

        return matches;
    }

    private static List<(TextSpan Span, string Stem)> RunMatches(string text, IReadOnlySet<string> stems, List<TermRun> runs)
    {
        var words = new List<Word>();
        foreach (var word in WordScanner.ScanForIndex(text)) words.Add(word);
        var matches = new List<(TextSpan, string)>();
        for (var i = 0; i < words.Count; i++)
        {
            if (stems.Contains(words[i].Stem)) matches.Add((new TextSpan(words[i].Start, words[i].End), words[i].Stem));
            foreach (var run in runs)
            {
                if (run.EndIn(words, i) is > 0 and var end) matches.Add((new TextSpan(words[i].Start, end), run.Key));
            }
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
            if (text[at - 1] is '\n' or '。' or '！' or '？' || (text[at - 1] == ' ' && text[at - 2] is '.' or '!' or '?')) return SkipSpace(text, at, match);
        }

        var space = text.IndexOf(' ', earliest, match - earliest);
        if (space >= 0) return SkipSpace(text, space, match);
        // Without spaces a comma will do, or some characters.
        if (!UnspacedText.Contains(text.AsSpan(match - 1, 1))) return Cut(text, match);
        var comma = text.AsSpan(earliest, match - earliest).IndexOfAny('、', '，');
        return comma >= 0 ? earliest + comma + 1 : Whole(text, match - 20, match);
    }

    private static int FindEnd(string text, int end)
    {
        if (end >= text.Length) return TrimEnd(text, text.Length);
        var space = text.LastIndexOfAny([' ', '\n', '。', '！', '？'], end - 1, Math.Min(60, end));
        return space <= 0 ? Whole(text, end, text.Length) : TrimEnd(text, char.IsWhiteSpace(text[space]) ? space : space + 1);
    }

    // Not between a character and the signs that belong to it.
    private static int Whole(string text, int at, int limit)
    {
        at = Cut(text, at);
        while (at < limit && UnspacedText.IsMark(text[at])) at++;
        return at;
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
