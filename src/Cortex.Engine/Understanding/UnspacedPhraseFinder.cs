using System.Runtime.InteropServices;
using Cortex.Engine.Language;

namespace Cortex.Engine.Understanding;

/// <summary>
/// Key phrases where no spaces divide words: strings of characters that come again, cut at the characters that join; in Japanese, runs
/// of Kanji or Katakana; in Korean, words without their particles.
/// </summary>
internal static class UnspacedPhraseFinder
{
    private const int Fewest = 3, Most = 12, Longest = 8, MostRead = 60_000, LongestRun = 24;
    private const string ChineseJoining = "的了是在和与及或也都就而被把从向于以为之其这那有不到一们等并将还由让使所但因如果则很最更又再已经着过我你他她它吗呢吧啊說説們這為與從對於后後年月日第每各些么什哪谁几做说去没给";
    // Within a word as often as between two: no phrase begins or ends with them.
    private const string ChineseEdges = "会會要来來用时時对個个可以";
    private static readonly string[] KoreanParticles = ["에서는", "으로는", "에서", "으로", "에게", "까지", "부터", "이다", "은", "는", "이", "가", "을", "를", "에", "의", "로", "와", "과", "도", "만"];

    public static IReadOnlyList<Concept> Find(Reading reading)
    {
        var counts = new Dictionary<string, (int Count, int First)>(StringComparer.Ordinal);
        var lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        var left = MostRead;
        foreach (var sentence in reading.Sentences)
        {
            if (sentence.Kind == SentenceKind.Boilerplate) continue;
            for (var i = sentence.Start; i < sentence.End && left > 0;)
            {
                var start = i;
                var kind = Kind(reading.Text[i], reading.Language);
                while (i < sentence.End && i - start < LongestRun && Kind(reading.Text[i], reading.Language) == kind) i++;
                left -= i - start;
                if (kind != 0) Count(reading, lookup, start, i);
            }
        }

        return Choose(reading, counts);
    }

    private static void Count(Reading reading, Dictionary<string, (int Count, int First)>.AlternateLookup<ReadOnlySpan<char>> counts, int start, int end)
    {
        if (reading.Language == "ko")
        {
            var word = reading.Text.AsSpan(start, end - start);
            foreach (var particle in KoreanParticles)
            {
                if (word.Length > particle.Length + 1 && word.EndsWith(particle, StringComparison.Ordinal))
                {
                    word = word[..^particle.Length];
                    break;
                }
            }

            if (word.Length >= 2 && !word.EndsWith("다", StringComparison.Ordinal)) Add(counts, word, start);
            return;
        }

        if (reading.Language == "ja")
        {
            if (end - start >= 2) Add(counts, reading.Text.AsSpan(start, end - start), start);
            return;
        }

        var fewest = reading.Language is "zh" or null ? 2 : 4;
        for (var from = start; from < end; from++)
        {
            // A vowel sign belongs to the letter before it.
            if (UnspacedText.IsMark(reading.Text[from]) || ChineseEdges.Contains(reading.Text[from], StringComparison.Ordinal)) continue;
            for (var to = from + fewest; to <= Math.Min(end, from + (fewest == 2 ? 6 : Longest)); to++)
            {
                if (ChineseEdges.Contains(reading.Text[to - 1], StringComparison.Ordinal) || (to < end && UnspacedText.IsMark(reading.Text[to]))) continue;
                Add(counts, reading.Text.AsSpan(from, to - from), from);
            }
        }
    }

    private static void Add(Dictionary<string, (int Count, int First)>.AlternateLookup<ReadOnlySpan<char>> counts, ReadOnlySpan<char> phrase, int at)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, phrase, out var exists);
        entry = (entry.Count + 1, exists ? entry.First : at);
    }

    /// <summary>What stands together with its like: 0 divides.</summary>
    private static int Kind(char c, string? language)
    {
        if (!UnspacedText.IsUnspaced(c)) return 0;
        if (language == "ja") return c is >= '\u3400' and <= '\u9FFF' or '々' or >= 'ァ' and <= 'ヺ' or 'ー' ? 1 : 0;
        return language is "zh" or null && ChineseJoining.Contains(c, StringComparison.Ordinal) ? 0 : 1;
    }

    private static List<Concept> Choose(Reading reading, Dictionary<string, (int Count, int First)> counts)
    {
        var wholeWords = reading.Language is "ja" or "ko";
        var length = Math.Max(1, reading.Text.Length);
        var least = wholeWords || reading.Text.Length < 80 ? 1 : 2;
        var candidates = counts.Where(pair => pair.Value.Count >= least && !(pair.Key.Length == 2 && StopWords.Contains(pair.Key)))
            .Select(pair => (pair.Key, pair.Value.Count, Score: Math.Pow(pair.Value.Count, 0.9) * Math.Log2(1 + Math.Min(pair.Key.Length, 6)) * (1 + (0.4 * (1 - ((double)pair.Value.First / length)))) * (reading.Input.Title?.Contains(pair.Key, StringComparison.Ordinal) == true ? 1.6 : 1), pair.Value.First))
            .OrderByDescending(entry => entry.Score).ThenBy(entry => entry.First).ThenByDescending(entry => entry.Key.Length).Take(300).ToList();
        var chosen = new List<(string Key, int Count, double Score)>();
        foreach (var (key, count, score, _) in candidates)
        {
            if (chosen.Count == Most || (chosen.Count >= Fewest && score < chosen[0].Score * 0.15)) break;
            // A piece of a longer one that stands as often is only its piece.
            if (candidates.Exists(other => other.Key.Length > key.Length && other.Count * 4 >= count * 3 && other.Key.Contains(key, StringComparison.Ordinal))) continue;
            if (chosen.Exists(other => other.Key.Contains(key, StringComparison.Ordinal) || key.Contains(other.Key, StringComparison.Ordinal) || Overlap(other.Key, key))) continue;
            chosen.Add((key, count, score));
        }

        return chosen.ConvertAll(entry => new Concept(entry.Key, Math.Round(entry.Score / chosen.Max(other => other.Score), 3), entry.Count));
    }

    /// <summary>Whether one begins within the other: two cuts through the same words.</summary>
    private static bool Overlap(string a, string b) => Enumerable.Range(2, Math.Max(0, Math.Min(a.Length, b.Length) - 2)).Any(n => a.EndsWith(b[..n], StringComparison.Ordinal) || b.EndsWith(a[..n], StringComparison.Ordinal));
}
