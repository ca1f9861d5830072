using Cortex.Engine.Language;

namespace Cortex.Engine.Search;

/// <summary>Words of the index that stand side by side, of the last of them perhaps only how it begins.</summary>
internal readonly record struct TermRun(IReadOnlyList<string> Terms, bool IsPrefix)
{
    /// <summary>How <see cref="Snippet"/> is told to look for it. A term of the index has neither space nor asterisk.</summary>
    public string Key => string.Join(' ', Terms) + (IsPrefix ? "*" : "");

    /// <summary>Where it ends in a text when it begins with this word; 0 when it does not.</summary>
    public int EndIn(List<Word> words, int first)
    {
        var last = first + Terms.Count - 1;
        if (last >= words.Count) return 0;
        for (var i = first; i < last; i++)
        {
            if (words[i].Stem != Terms[i - first]) return 0;
        }

        var (word, term) = (words[last], Terms[^1]);
        return word.Stem == term ? word.End : IsPrefix && word.IsUnspaced && word.Stem.StartsWith(term, StringComparison.Ordinal) ? word.Start + word.FirstLength : 0;
    }

    public static TermRun? Of(string key) => key.EndsWith('*') ? new TermRun(key[..^1].Split(' '), true) : key.Contains(' ', StringComparison.Ordinal) ? new TermRun(key.Split(' '), false) : null;
}

/// <summary>
/// What of a query is in a script without spaces. A short run is looked for as it stands, and so is a word in Katakana; a longer one
/// is several words, or a sentence, so that each pair of its characters counts, and all of them together more.
/// </summary>
internal static class UnspacedQuery
{
    private const int LongestWord = 3;

    public static bool IsIn(string text) => UnspacedText.Contains(text) && WordScanner.List(text).Exists(word => word.IsUnspaced);

    /// <summary>What of it to mark where it is found; ordinary words are not among it.</summary>
    public static IEnumerable<string> Marked(ParsedQuery query)
    {
        if (!query.Words.Concat(query.Phrases).Any(IsIn)) return [];
        // Of a phrase its parts are marked, as its words are.
        var phrases = query.Phrases.SelectMany(phrase => Runs(Scan(phrase))).Where(run => run[0].IsUnspaced).Select(Run);
        return MatchExpression.UnspacedWords(query).Where(run => run.IsPrefix || run.Terms.Count > 1 || IsIn(run.Terms[0])).Concat(phrases).Select(run => run.Key);
    }

    /// <summary>A phrase as it stands; null without a word.</summary>
    public static TermRun? Phrase(string text)
    {
        var words = Scan(text);
        return words.Count == 0 ? null : Run(words);
    }

    /// <summary>What a word asks for, any of it; ordinary words as their stems. <paramref name="unlessStopWord"/> leaves out what says nothing.</summary>
    public static IEnumerable<TermRun> Pieces(string word, bool unlessStopWord)
    {
        foreach (var together in Together(Scan(word)))
        {
            var runs = Runs(together);
            if (runs.Count > 1 || (runs[0].Count == 1 && runs[0][0].IsUnspaced)) yield return Run(together);
            foreach (var run in runs)
            {
                if (!run[0].IsUnspaced)
                {
                    if (!(unlessStopWord && StopWords.Contains(run[0].Folded))) yield return new TermRun([run[0].Stem], false);
                }
                else if (run.Count > 1)
                {
                    foreach (var piece in OfRun(run, unlessStopWord)) yield return piece;
                }
            }
        }
    }

    // The run's last character, which the index has alone as well, is the last of these.
    private static IEnumerable<TermRun> OfRun(List<Word> run, bool unlessStopWord)
    {
        if (!(unlessStopWord && run.Count == 2 && StopWords.Contains(run[0].Folded))) yield return Run(run);
        if (run.Count <= LongestWord && run.TrueForAll(word => IsHan(word.Folded[0]) || IsKatakana(word.Folded[0]))) yield break;
        var pairs = run[..^1];
        for (var i = 0; i < pairs.Count;)
        {
            var katakana = i;
            while (katakana < pairs.Count && pairs[katakana].Folded is var pair && IsKatakana(pair[0]) && IsKatakana(pair[^1])) katakana++;
            if (katakana > i)
            {
                if (katakana - i < pairs.Count) yield return new TermRun([.. pairs[i..katakana].Select(pair => pair.Stem)], false);
                // Across the end of a word in Katakana stands no other.
                i = katakana + 1;
                continue;
            }

            var beforeKatakana = pairs[i].Folded is var next && IsKatakana(next[^1]);
            if (pairs.Count > 1 && !beforeKatakana && !(unlessStopWord && StopWords.Contains(pairs[i].Folded))) yield return new TermRun([pairs[i].Stem], false);
            i++;
        }
    }

    private static TermRun Run(List<Word> words)
    {
        var last = words[^1];
        if (!last.IsUnspaced) return new TermRun([.. words.Select(word => word.Stem)], false);
        // Alone it would have to end its run in the text too; after its pair it says nothing new.
        var inPair = words.Count > 1 && words[^2] is { IsUnspaced: true } pair && pair.End == last.End && pair.Start < last.Start;
        return new TermRun([.. (inPair ? words[..^1] : words).Select(word => word.Stem)], IsPrefix: !inPair);
    }

    private static List<Word> Scan(string text)
    {
        var words = new List<Word>();
        foreach (var word in WordScanner.ScanForIndex(text)) words.Add(word);
        return words;
    }

    // What no space or punctuation divides.
    private static IEnumerable<List<Word>> Together(List<Word> words) => Split(words, (before, word) => word.Start > before.End);

    private static List<List<Word>> Runs(List<Word> words) => [.. Split(words, (before, word) => word.Start >= before.End)];

    private static IEnumerable<List<Word>> Split(List<Word> words, Func<Word, Word, bool> between)
    {
        for (int start = 0, i = 1; i <= words.Count; i++)
        {
            if (i < words.Count && !between(words[i - 1], words[i])) continue;
            yield return words[start..i];
            start = i;
        }
    }

    private static bool IsHan(char letter) => letter is (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') or '\u3005' || char.IsSurrogate(letter);

    private static bool IsKatakana(char letter) => letter is >= '\u30A0' and <= '\u30FF';
}
