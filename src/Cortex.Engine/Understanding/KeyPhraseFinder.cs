using System.Runtime.InteropServices;

namespace Cortex.Engine.Understanding;

/// <summary>
/// Key phrases between function words and punctuation, as RAKE has them (Rose et al. 2010), counted by C-value (Frantzi et al. 2000): a
/// part counts as much as it stands outside of the whole. Titles, headings, the beginning and capitals within a sentence weigh more.
/// </summary>
internal static class KeyPhraseFinder
{
    private const int Fewest = 5, Most = 12, LongestPhrase = 3, LongestChunk = 5, MostCandidates = 200;
    private const double Lightest = 0.15;

    public static IReadOnlyList<Concept> Find(Reading reading)
    {
        var counts = new Dictionary<KeyPhrase, Tally>();
        foreach (var sentence in reading.Sentences)
        {
            if (sentence.Kind == SentenceKind.Boilerplate) continue;
            var isTitled = sentence.Kind == SentenceKind.Heading;
            for (var i = sentence.First; i < sentence.Past;)
            {
                var start = i;
                while (i < sentence.Past && i - start < LongestChunk && IsContent(reading, i) && (i == start || AreTogether(reading, i))) i++;
                if (i == start) i++;
                else CountParts(reading, counts, start, i, sentence, isTitled);
            }
        }

        return Choose(reading, counts);
    }

    private static void CountParts(Reading reading, Dictionary<KeyPhrase, Tally> counts, int start, int past, Sentence sentence, bool isTitled)
    {
        Span<int> stems = stackalloc int[LongestChunk];
        for (var i = start; i < past; i++) stems[i - start] = reading.Tokens[i].Stem;
        for (var from = start; from < past; from++)
        {
            for (var to = from + 1; to <= Math.Min(past, from + LongestPhrase); to++)
            {
                ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, KeyPhrase.Of(stems[(from - start)..(to - start)]), out var exists);
                var place = isTitled ? Place.Heading : from == sentence.First ? Place.Start : Place.Within;
                if (!exists) tally.First = from;
                if (!exists || place < tally.Place) (tally.Token, tally.Place) = (from, place);
                tally.Count++;
                if (isTitled) tally.Titled++;
                // What stands between a function word and another is a phrase; what is cut out of one may be any two words.
                if (from == start && to == past) tally.Alone++;
            }
        }
    }

    private static bool IsContent(Reading reading, int token)
    {
        var (start, end, _, shape) = reading.Tokens[token];
        if ((shape & (TokenShape.Function | TokenShape.Single | TokenShape.Unspaced)) != 0) return false;
        if ((shape & TokenShape.Digit) != 0 && char.IsDigit(reading.Text[start])) return false;
        var text = reading.Text;
        // What is left of don't, of an address or of a name with signs in it is no word.
        if (start > 0 && text[start - 1] is '@' or '_' or '\\' or '<' or '$' or '.' && start > 1 && !char.IsWhiteSpace(text[start - 2])) return false;
        if (end < text.Length && text[end] is '_' or '@' or '\\' || (end + 2 < text.Length && text[end] is ':' && text[end + 1] == '/')) return false;
        return end - start >= 3 || (shape & TokenShape.Capitals) != 0;
    }

    /// <summary>Whether nothing but a space or a hyphen stands before a token.</summary>
    private static bool AreTogether(Reading reading, int token)
    {
        var (end, start) = (reading.Tokens[token - 1].End, reading.Tokens[token].Start);
        return start - end is 1 or 2 && reading.Text[end] is ' ' or '-' or '\n' or '\u00A0' or '\u2010' or '\u2011' && (start - end == 1 || reading.Text[end + 1] is ' ' or '\n');
    }

    private static List<Concept> Choose(Reading reading, Dictionary<KeyPhrase, Tally> counts)
    {
        // How often the longer phrases around a shorter one stand in the text.
        var around = new Dictionary<KeyPhrase, int>();
        foreach (var (phrase, tally) in counts)
        {
            if (phrase.Length == 1 || tally.Count < 2) continue;
            Raise(around, phrase with { A = phrase.B, B = phrase.C, C = -1 }, tally.Count);
            Raise(around, phrase.Length == 2 ? phrase with { B = -1 } : phrase with { C = -1 }, tally.Count);
        }

        var total = Math.Max(1, reading.Tokens.Count);
        var candidates = new List<(double Score, KeyPhrase Phrase, Tally Tally)>();
        foreach (var (phrase, tally) in counts)
        {
            if (Score(reading, phrase, tally, around.GetValueOrDefault(phrase), total) is > 0 and var score) candidates.Add((score, phrase, tally));
        }

        candidates.Sort((a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Tally.First.CompareTo(b.Tally.First) is not 0 and var order ? order : a.Phrase.Length.CompareTo(b.Phrase.Length));
        return Fold(reading, candidates.Take(MostCandidates));
    }

    private static double Score(Reading reading, KeyPhrase phrase, Tally tally, int around, int total)
    {
        var length = phrase.Length;
        var own = tally.Count - (around * 0.8);
        var isTitled = tally.Titled > 0 || (length == 1 ? reading.TitleStems.Contains(phrase.A) : reading.TitleStems.Contains(phrase.A) && reading.TitleStems.Contains(phrase.B));
        if (own < 0.5) return 0;
        // Once, and not between function words: any two words beside each other. The longer, the likelier is a verb among them.
        if (tally.Count == 1 && (tally.Alone == 0 || (length == 3 && !isTitled) || (length == 1 && !isTitled && reading.Tokens.Count > 120))) return 0;
        if (tally.Alone == 0 && length > 1 && tally.Count < 3) return 0;
        if (reading.Language == "en" && length == 1 && !isTitled && Word(reading, tally.Token) is [.., not 'e', 'e', 'd']) return 0;
        if (reading.Language == "en" && IsNoNoun(Word(reading, tally.Token), Word(reading, tally.Token + length - 1), length)) own *= 0.25;
        var isName = (reading.Tokens[tally.Token].Shape & TokenShape.Capital) != 0 && tally.Place == Place.Within;
        if (length > 1 && (reading.Tokens[tally.Token + length - 1].Shape & TokenShape.Capital) == 0)
        {
            // A German noun phrase ends with a noun; and what follows a name in small letters is mostly its verb.
            if (reading.Language == "de") return 0;
            if (isName && tally.Count == 1) return 0;
        }

        if (length > 1 && tally.Count == 1 && !isTitled && !isName) own *= 0.5;
        if (reading.Language == "de" && length == 1 && (reading.Tokens[tally.Token].Shape & TokenShape.Capital) == 0) own *= 0.3;
        var position = 1 + (0.6 * (1 - ((double)tally.First / total)));
        var capital = isName && reading.Language != "de" ? 1.15 : 1;
        var words = length switch { 1 => 1.0, 2 => 2.1, _ => 2.4 };
        return words * Math.Pow(own, 0.65) * position * capital * (isTitled ? 1.6 : 1);
    }

    private static ReadOnlySpan<char> Word(Reading reading, int token) => reading.Text.AsSpan(reading.Tokens[token].Start, reading.Tokens[token].End - reading.Tokens[token].Start);

    /// <summary>English words whose endings say that they are verbs or adverbs there.</summary>
    private static bool IsNoNoun(ReadOnlySpan<char> first, ReadOnlySpan<char> last, int length) =>
        last.EndsWith("ly", StringComparison.Ordinal) || first.EndsWith("ly", StringComparison.Ordinal) || (last.EndsWith("ed", StringComparison.Ordinal) && last.Length > 4)
        || (length == 1 && (last.EndsWith("ing", StringComparison.Ordinal) || last.EndsWith("ive", StringComparison.Ordinal) || last.EndsWith("ous", StringComparison.Ordinal) || last.EndsWith("able", StringComparison.Ordinal) || last.EndsWith("ful", StringComparison.Ordinal)));

    /// <summary>The best, without those that say what another one says.</summary>
    private static List<Concept> Fold(Reading reading, IEnumerable<(double Score, KeyPhrase Phrase, Tally Tally)> candidates)
    {
        var chosen = new List<(double Score, KeyPhrase Phrase, Tally Tally)>();
        foreach (var candidate in candidates)
        {
            if (chosen.Count >= Fewest && candidate.Score < chosen[0].Score * Lightest) break;
            var longer = chosen.FindIndex(other => candidate.Phrase.Length > other.Phrase.Length && candidate.Phrase.Holds(other.Phrase));
            if (chosen.Exists(other => other.Phrase.Holds(candidate.Phrase) || (other.Phrase.Length > 1 && other.Phrase.Length <= candidate.Phrase.Length && candidate.Phrase.Shared(other.Phrase) * 2 > candidate.Phrase.Length))) continue;
            if (longer >= 0)
            {
                // A whole that is named nearly as often as its part stands for both.
                if (candidate.Tally.Count * 3 >= chosen[longer].Tally.Count) chosen[longer] = chosen[longer] with { Phrase = candidate.Phrase, Tally = candidate.Tally };
                continue;
            }

            if (chosen.Count == Most) break;
            chosen.Add(candidate);
        }

        return chosen.ConvertAll(entry => new Concept(Shown(reading, entry.Phrase, entry.Tally), Math.Round(entry.Score / chosen[0].Score, 3), entry.Tally.Count));
    }

    private static string Shown(Reading reading, KeyPhrase phrase, Tally tally)
    {
        var (start, end) = (reading.Tokens[tally.Token].Start, reading.Tokens[tally.Token + phrase.Length - 1].End);
        var shown = reading.Text[start..end].Replace('\n', ' ').Replace("  ", " ", StringComparison.Ordinal);
        // The capital of a sentence's or heading's beginning is not the word's own.
        if (tally.Place == Place.Within || reading.Language == "de") return shown;
        // Two of them after each other are a name's all the same.
        if (tally.Place == Place.Start && phrase.Length > 1 && (reading.Tokens[tally.Token + 1].Shape & TokenShape.Capital) != 0) return shown;
        return string.Join(' ', shown.Split(' ').Select(word => word.Length > 1 && char.IsUpper(word[0]) && !word.AsSpan(1).ContainsAnyInRange('A', 'Z') ? char.ToLowerInvariant(word[0]) + word[1..] : word));
    }

    private static void Raise(Dictionary<KeyPhrase, int> around, KeyPhrase part, int count)
    {
        ref var most = ref CollectionsMarshal.GetValueRefOrAddDefault(around, part, out _);
        most = Math.Max(most, count);
    }

    private struct Tally
    {
        public int Count, First, Token, Titled, Alone;
        public Place Place;
    }

    /// <summary>Where a phrase shows its own capitals: the first is best.</summary>
    private enum Place
    {
        Within,
        Start,
        Heading,
    }
}
