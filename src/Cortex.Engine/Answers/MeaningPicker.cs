using Cortex.Contract.Items;
using Cortex.Engine.Inference;
using Cortex.Engine.Language;

namespace Cortex.Engine.Answers;

/// <summary>
/// Chooses the sentences that come closest to a question in meaning, or none when none comes closer than chance would. The
/// numbers were chosen on four of the sets of notes that the benchmark "ask" takes; the others were held out.
/// </summary>
internal static class MeaningPicker
{
    // Of a sentence: the question's tokens found in it, itself as a whole, the sentences beside it, the passage around it.
    private const double TokensWeight = 0.6, SentenceWeight = 0.15, NeighboursWeight = 0.15, PassageWeight = 0.1;

    /// <summary>A shared word says little; most of the question's words in one sentence say much.</summary>
    private const double WordsWeight = 0.3, WordsFloor = 0.3;

    /// <summary>Prose answers; code and tables seldom do by themselves.</summary>
    private const double Unreadable = 0.9;

    /// <summary>What a question comes to with anything is no answer to it.</summary>
    private const double BackgroundWeight = 0.6;

    /// <summary>Whatever is asked about must have something like it where the answer stands, the least of it too.</summary>
    private const double LeastWordWeight = 0.2;

    /// <summary>What the best sentence must come to.</summary>
    private const double Enough = 0.215;

    /// <summary>And so much more where other words had to be tried.</summary>
    private const double SecondLook = 0.05;

    public static IReadOnlyList<PassageSentence> Pick(SentenceEncoder encoder, Question question, IReadOnlyList<Passage> passages, bool isSecondLook = false)
    {
        var reading = Reading.Of(encoder, question.Text, passages);
        if (reading.Sentences.Count == 0) return [];
        var scored = ScoredSentence.BestFirst(reading.Sentences.Select((sentence, index) => new ScoredSentence(sentence, Score(reading, index, question.Terms))));
        return Evidence(encoder, question, reading, scored[0]) < Enough + (isSecondLook ? SecondLook : 0) ? [] : ScoredSentence.Best(scored);
    }

    private static double Score(Reading reading, int index, QuestionTerms terms)
    {
        var sentence = reading.Sentences[index];
        var meaning = (TokensWeight * reading.Question.TokensFoundIn(reading.Encoded[index]))
            + (SentenceWeight * reading.Cosine(index))
            + (NeighboursWeight * (reading.Cosine(Beside(reading, index, -1)) + reading.Cosine(Beside(reading, index, 1))) / 2)
            + (PassageWeight * reading.PassageCosine(sentence.Passage));
        var words = WordsWeight * Math.Max(0, new WordEvidence(sentence.Passage, terms).Of(sentence) - WordsFloor);
        return (meaning + words) * (sentence.Kind is BlockKind.Code or BlockKind.TableRow ? Unreadable : 1);
    }

    // At the edge of a passage a sentence stands in for the one that is not there.
    private static int Beside(Reading reading, int index, int step)
    {
        var other = index + step;
        return other >= 0 && other < reading.Sentences.Count && reading.Sentences[other].Passage.ChunkId == reading.Sentences[index].Passage.ChunkId ? other : index;
    }

    private static double Evidence(SentenceEncoder encoder, Question question, Reading reading, ScoredSentence best) =>
        best.Score
        - (BackgroundWeight * Background.Of(encoder).Closeness(reading.Question))
        + (LeastWordWeight * LeastWord(encoder, question.Text, reading.Question, reading.Encoded[reading.Sentences.IndexOf(best.Sentence)]));

    /// <summary>How much of the word is found that is found least.</summary>
    private static double LeastWord(SentenceEncoder encoder, string text, EncodedText question, EncodedText sentence)
    {
        var least = 1.0;
        foreach (var word in WordScanner.List(text).Where(word => !StopWords.Contains(word.Folded)))
        {
            var first = encoder.CountTokens(text.AsSpan(0, word.Start));
            var count = Math.Min(encoder.CountTokens(text.AsSpan(word.Start, word.Length)), question.TokenCount - first);
            if (count > 0) least = Math.Min(least, Enumerable.Range(first, count).Average(token => question.TokenFoundIn(token, sentence)));
        }

        return least;
    }
}
