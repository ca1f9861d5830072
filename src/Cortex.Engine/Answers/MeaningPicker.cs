using Cortex.Contract.Items;
using Cortex.Contract.Search;
using Cortex.Engine.Inference;

namespace Cortex.Engine.Answers;

/// <summary>
/// Chooses the sentences that come closest to a question in meaning, or none when none is closer than what chance finds.
/// The weights and the threshold are from two of the sets of notes that the benchmark "ask" takes; the others were held out.
/// </summary>
internal static class MeaningPicker
{
    // A sentence: its tokens against the question's, itself as a whole, the sentences beside it, the passage it stands in.
    private const double TokensWeight = 0.6, SentenceWeight = 0.1, NeighboursWeight = 0.1, PassageWeight = 0.2;

    /// <summary>A shared word says little; most of the question's words in one sentence say much.</summary>
    private const double WordsWeight = 0.3, WordsFloor = 0.3;

    // Prose answers; code and tables seldom do by themselves.
    private const double Unreadable = 0.9;

    /// <summary>What a question comes to with anything is no answer to it.</summary>
    private const double BackgroundWeight = 0.4;

    /// <summary>A name or number that the library does not have must at least have something like it where the answer stands.</summary>
    private const double StrangerWeight = 0.3, StrangerLikeness = 0.4;

    /// <summary>What the best sentence must come to.</summary>
    private const double Enough = 0.225;

    /// <summary>A further sentence must be this good beside the best.</summary>
    private const double BesideBest = 0.8;

    public static IReadOnlyList<PassageSentence> Pick(SentenceEncoder encoder, Question question, IReadOnlyList<Passage> passages)
    {
        var reading = Reading.Of(encoder, question.Text, passages);
        if (reading.Sentences.Count == 0) return [];
        var scored = ScoredSentence.BestFirst(reading.Sentences.Select((sentence, index) => new ScoredSentence(sentence, Score(reading, index, question.Terms))));
        return Evidence(encoder, question, reading, scored[0]) < Enough ? [] : ScoredSentence.Best(scored, BesideBest);
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

    // At the edge of a passage a sentence stands for the one that is not there.
    private static int Beside(Reading reading, int index, int step)
    {
        var other = index + step;
        return other >= 0 && other < reading.Sentences.Count && reading.Sentences[other].Passage.ChunkId == reading.Sentences[index].Passage.ChunkId ? other : index;
    }

    private static double Evidence(SentenceEncoder encoder, Question question, Reading reading, ScoredSentence best)
    {
        var index = reading.Sentences.IndexOf(best.Sentence);
        var missing = question.Strangers.Select(name => Math.Max(0, StrangerLikeness - Likeness(encoder, question.Text, name, reading, index))).DefaultIfEmpty().Max();
        return best.Score - (BackgroundWeight * Background.Of(encoder).Closeness(reading.Question)) - (StrangerWeight * missing);
    }

    private static double Likeness(SentenceEncoder encoder, string question, TextSpan name, Reading reading, int index)
    {
        var first = encoder.CountTokens(question.AsSpan(0, name.Start));
        var count = Math.Min(encoder.CountTokens(question.AsSpan(name.Start, name.End - name.Start)), reading.Question.TokenCount - first);
        return count <= 0 ? 1 : Enumerable.Range(first, count).Average(token => reading.Question.TokenFoundIn(token, reading.Encoded[index]));
    }
}
