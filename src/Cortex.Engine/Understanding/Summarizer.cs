using System.Runtime.InteropServices;
using Cortex.Contract.Search;
using Cortex.Engine.Language;

namespace Cortex.Engine.Understanding;

/// <summary>
/// The sentences that say most of what the others say, by TextRank (Mihalcea and Tarau 2004): sentences recommend those they share words
/// with. Those near the beginning, and those that take up the title, are believed more.
/// </summary>
internal static class Summarizer
{
    public const int MostCharacters = 600;
    private const int MostSentences = 4, MostConsidered = 160, Lead = 50, Rounds = 30;
    private const double Damping = 0.85, TooAlike = 0.5, Settled = 1e-4;

    public static IReadOnlyList<SummarySentence> Summarize(Reading reading)
    {
        if (reading.IsCode) return OfComments(reading);
        var readable = reading.Sentences.Where(sentence => sentence.Kind is SentenceKind.Prose or SentenceKind.Fragment).ToList();
        if (readable.Count == 0) readable = reading.Sentences.Where(sentence => sentence.Kind != SentenceKind.Boilerplate).ToList();
        if (readable.Count <= 2) return Cut(reading.Text, readable);
        var prose = readable.Where(sentence => sentence.Kind == SentenceKind.Prose && sentence.Length <= MostCharacters).ToList();
        return prose.Count switch
        {
            // A list of things to buy is best told by its beginning.
            0 => Cut(reading.Text, readable.Take(3)),
            <= 2 => Cut(reading.Text, prose),
            _ => Rank(reading, Considered(prose)),
        };
    }

    /// <summary>What is said first about a file: its first comment.</summary>
    private static List<SummarySentence> OfComments(Reading reading)
    {
        var lines = CommentFinder.Find(reading.Text);
        var summary = new List<SummarySentence>();
        foreach (var (line, span) in lines.SkipWhile(line => !reading.Text.AsSpan(line.Span.Start, line.Span.End - line.Span.Start).Contains(' ')))
        {
            if (summary.Count == MostSentences || line > lines[0].Line + 40 || (summary.Count > 0 && reading.Text.AsSpan(summary[^1].Span!.Value.End, span.Start - summary[^1].Span!.Value.End).Count('\n') > 1)) break;
            summary.Add(new SummarySentence(reading.Text[span.Start..span.End], span));
            if (summary.Count > 1 && reading.Text[span.End - 1] is '.' or '!' or '?') break;
        }

        return summary;
    }

    /// <summary>The sentences as they are, the last one cut at a word where they are too long.</summary>
    private static List<SummarySentence> Cut(string text, IEnumerable<Sentence> sentences)
    {
        var summary = new List<SummarySentence>();
        var left = MostCharacters;
        foreach (var sentence in sentences)
        {
            var end = sentence.End;
            if (sentence.Length > left)
            {
                if (summary.Count > 0) break;
                end = sentence.Start + left;
                var space = text.AsSpan(sentence.Start, left).LastIndexOfAny(' ', '\n');
                if (space > left / 2) end = sentence.Start + space;
                else if (char.IsLowSurrogate(text[end]) && char.IsHighSurrogate(text[end - 1])) end--;
            }

            summary.Add(new SummarySentence(text[sentence.Start..end], new TextSpan(sentence.Start, end)));
            left -= end - sentence.Start;
        }

        return summary;
    }

    /// <summary>All, or of many the first and others at even distances.</summary>
    private static List<Sentence> Considered(List<Sentence> prose)
    {
        if (prose.Count <= MostConsidered) return prose;
        var others = MostConsidered - Lead;
        var step = (double)(prose.Count - Lead) / others;
        return [.. prose.Take(Lead), .. Enumerable.Range(0, others).Select(i => prose[Lead + (int)(i * step)])];
    }

    private static List<SummarySentence> Rank(Reading reading, List<Sentence> sentences)
    {
        var words = sentences.ConvertAll(sentence => Words(reading, sentence));
        var documents = new Dictionary<int, int>();
        foreach (var word in words.SelectMany(set => set)) CollectionsMarshal.GetValueRefOrAddDefault(documents, word, out _)++;
        var ranks = Recommended(Similarities(words, documents, sentences.Count));
        var scored = new (double Score, int Index)[sentences.Count];
        for (var i = 0; i < scored.Length; i++) scored[i] = (ranks[i] * Prior(reading, sentences[i], i, words[i]), i);
        return Choose(reading, sentences, words, scored.OrderByDescending(entry => entry.Score).ThenBy(entry => entry.Index).Select(entry => entry.Index));
    }

    private static int[] Words(Reading reading, Sentence sentence)
    {
        var stems = new List<int>(sentence.Tokens);
        for (var i = sentence.First; i < sentence.Past; i++)
        {
            if ((reading.Tokens[i].Shape & (TokenShape.Function | TokenShape.Single)) == 0) stems.Add(reading.Tokens[i].Stem);
        }

        stems.Sort();
        return [.. stems.Distinct()];
    }

    private static double[][] Similarities(List<int[]> words, Dictionary<int, int> documents, int count)
    {
        var rows = new double[count][];
        for (var i = 0; i < count; i++) rows[i] = new double[count];
        var norms = words.ConvertAll(set => Math.Sqrt(set.Sum(Weight)));
        for (var i = 0; i < count; i++)
        {
            for (var j = i + 1; j < count; j++)
            {
                var shared = 0.0;
                for (int a = 0, b = 0; a < words[i].Length && b < words[j].Length;)
                {
                    if (words[i][a] < words[j][b]) a++;
                    else if (words[i][a] > words[j][b]) b++;
                    else (shared, a, b) = (shared + Weight(words[i][a]), a + 1, b + 1);
                }

                rows[i][j] = rows[j][i] = shared == 0 ? 0 : shared / (norms[i] * norms[j]);
            }
        }

        return rows;

        double Weight(int stem) => Math.Log(1 + ((double)count / documents[stem]));
    }

    private static double[] Recommended(double[][] similarities)
    {
        var count = similarities.Length;
        var sums = Array.ConvertAll(similarities, row => row.Sum());
        var ranks = new double[count];
        Array.Fill(ranks, 1.0);
        for (var round = 0; round < Rounds; round++)
        {
            var next = new double[count];
            for (var j = 0; j < count; j++)
            {
                if (sums[j] == 0) continue;
                var (share, row) = (Damping * ranks[j] / sums[j], similarities[j]);
                for (var i = 0; i < count; i++) next[i] += share * row[i];
            }

            var change = 0.0;
            for (var i = 0; i < count; i++)
            {
                next[i] += 1 - Damping;
                change = Math.Max(change, Math.Abs(next[i] - ranks[i]));
            }

            ranks = next;
            if (change < Settled) break;
        }

        return ranks;
    }

    private static double Prior(Reading reading, Sentence sentence, int index, int[] words)
    {
        var prior = 1 + (1.8 / (1 + (0.5 * index)));
        if (reading.TitleStems.Count > 0) prior *= 1 + (0.6 * words.Count(reading.TitleStems.Contains) / reading.TitleStems.Count);
        var text = reading.Text.AsSpan(sentence.Start, sentence.Length);
        if (index > 0 && SentenceOpenings.LeansOnOthers(text)) prior *= 0.55;
        if (text[^1] is '?' or '？' or '؟') prior *= 0.5;
        var isUnspaced = sentence.Tokens > 0 && (reading.Tokens[sentence.First].Shape & TokenShape.Unspaced) != 0;
        if (words.Length < 3 || sentence.Length < (isUnspaced ? 12 : 30)) prior *= 0.5;
        return sentence.Length > (isUnspaced ? 120 : 260) ? prior * 0.5 : prior;
    }

    private static List<SummarySentence> Choose(Reading reading, List<Sentence> sentences, List<int[]> words, IEnumerable<int> best)
    {
        var wanted = Math.Clamp(1 + (sentences.Count / 4), 2, sentences.Count > 40 ? MostSentences : 3);
        var chosen = new List<int>();
        var left = MostCharacters;
        foreach (var index in best)
        {
            if (sentences[index].Length > left || chosen.Exists(other => Alike(words[index], words[other]) > TooAlike)) continue;
            chosen.Add(index);
            left -= sentences[index].Length;
            if (chosen.Count == wanted) break;
        }

        chosen.Sort();
        return chosen.ConvertAll(index => new SummarySentence(reading.Text[sentences[index].Start..sentences[index].End], new TextSpan(sentences[index].Start, sentences[index].End)));
    }

    /// <summary>Of the words of the shorter one, how many both have.</summary>
    private static double Alike(int[] a, int[] b) => (double)a.Intersect(b).Count() / Math.Max(1, Math.Min(a.Length, b.Length));
}
