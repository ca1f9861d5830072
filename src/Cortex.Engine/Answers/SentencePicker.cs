using Cortex.Contract.Answers;
using Cortex.Contract.Items;
using Cortex.Engine.Language;

namespace Cortex.Engine.Answers;

/// <summary>A sentence that answers, and where it stands. Offsets are within its passage.</summary>
internal sealed record PickedSentence(Passage Passage, int Start, int End, double Score)
{
    public Citation Cite(int n) => new()
    {
        N = n,
        ItemId = Passage.ItemId,
        Revision = Passage.Revision,
        Title = Passage.Title,
        SourceUrl = Passage.SourceUrl,
        ChunkId = Passage.ChunkId,
        Start = Passage.Start + Start,
        End = Passage.Start + End,
        Quote = Passage.Text[Start..End],
    };
}

/// <summary>Chooses the sentences that hold most of what a question asks about, or none when none holds enough.</summary>
internal static class SentencePicker
{
    private const int MaxSentences = 3;

    /// <summary>The share of the question that the best sentence, with its title and neighbours, must hold.</summary>
    private const double Enough = 0.45;

    /// <summary>A further sentence must be this good beside the best.</summary>
    private const double BesideBest = 0.7;

    public static IReadOnlyList<PickedSentence> Pick(IReadOnlyList<Passage> passages, QuestionTerms terms)
    {
        if (terms.Total <= 0 || passages.Count == 0) return [];
        var best = passages.Max(passage => passage.Score);
        var candidates = passages.SelectMany(passage => Candidates(passage, terms, best)).OrderByDescending(c => c.Score).ThenBy(c => c.Passage.ChunkId).ThenBy(c => c.Start).ToList();
        if (candidates.Count == 0 || candidates[0].Score < Enough) return [];
        var picked = new List<PickedSentence>();
        var quotes = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var candidate in candidates.TakeWhile(c => c.Score >= candidates[0].Score * BesideBest && picked.Count < MaxSentences))
        {
            // Chunks overlap, and people save things twice.
            if (quotes.Add(candidate.Passage.Text[candidate.Start..candidate.End])) picked.Add(candidate);
        }

        return picked;
    }

    private static IEnumerable<PickedSentence> Candidates(Passage passage, QuestionTerms terms, double best)
    {
        var title = Found(passage.Title, 0, passage.Title.Length, terms);
        var around = Found(passage.Text, 0, passage.Text.Length, terms);
        foreach (var (start, end, kind) in Sentences(passage))
        {
            var own = Found(passage.Text, start, end, terms);
            // A heading names what is said below it; it answers nothing by itself.
            if (own.Count == 0 || kind == BlockKind.Heading) continue;
            var share = terms.Share(own);
            var withTitle = terms.Share(own.Union(title));
            var withPassage = terms.Share(own.Union(title).Union(around));
            var brevity = 1 - (Math.Clamp((end - start - 300) / 1200.0, 0, 1) * 0.3);
            yield return new PickedSentence(passage, start, end, ((0.55 * share) + (0.2 * withTitle) + (0.2 * withPassage) + (0.05 * passage.Score / best)) * brevity * Readability(kind));
        }
    }

    private static HashSet<string> Found(string text, int start, int end, QuestionTerms terms)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in WordScanner.Scan(text.AsSpan(start, end - start)))
        {
            if (terms.Stems.Contains(word.Stem)) found.Add(word.Stem);
        }

        return found;
    }

    // Prose answers; code and tables seldom do by themselves.
    private static double Readability(BlockKind kind) => kind is BlockKind.Code or BlockKind.TableRow ? 0.75 : 1;

    private static IEnumerable<(int Start, int End, BlockKind Kind)> Sentences(Passage passage)
    {
        var covered = passage.Blocks.Where(block => block.End > passage.Start && block.Start < passage.Start + passage.Text.Length);
        foreach (var block in covered)
        {
            var start = Math.Max(0, block.Start - passage.Start);
            var end = Math.Min(passage.Text.Length, block.End - passage.Start);
            foreach (var sentence in SentenceSplitter.Split(passage.Text, start, end)) yield return (sentence.Start, sentence.End, block.Kind);
        }
    }
}
