using Cortex.Contract.Items;

namespace Cortex.Engine.Answers;

/// <summary>Chooses the sentences that hold most of the words that a question asks about, or none when none holds enough.</summary>
internal static class WordPicker
{
    /// <summary>The share of the question that the best sentence, with its title and neighbours, must hold.</summary>
    private const double Enough = 0.45;

    /// <summary>Where other words had to be tried.</summary>
    private const double EnoughThen = 0.55;

    public static IReadOnlyList<PassageSentence> Pick(IReadOnlyList<Passage> passages, QuestionTerms terms, bool isSecondLook = false)
    {
        if (terms.Total <= 0 || passages.Count == 0) return [];
        var best = passages.Max(passage => passage.Words);
        if (best <= 0) return [];
        var scored = ScoredSentence.BestFirst(passages.SelectMany(passage => Scored(passage, terms, best)));
        return scored.Count == 0 || scored[0].Score < (isSecondLook ? EnoughThen : Enough) ? [] : ScoredSentence.Best(scored);
    }

    private static IEnumerable<ScoredSentence> Scored(Passage passage, QuestionTerms terms, double best)
    {
        var words = new WordEvidence(passage, terms);
        foreach (var sentence in passage.Sentences())
        {
            var share = words.Of(sentence);
            if (share <= 0) continue;
            var brevity = 1 - (Math.Clamp((sentence.End - sentence.Start - 300) / 1200.0, 0, 1) * 0.3);
            yield return new ScoredSentence(sentence, (share + (0.05 * passage.Words / best)) * brevity * Readability(sentence.Kind));
        }
    }

    // Prose answers; code and tables seldom do by themselves.
    private static double Readability(BlockKind kind) => kind is BlockKind.Code or BlockKind.TableRow ? 0.75 : 1;
}
