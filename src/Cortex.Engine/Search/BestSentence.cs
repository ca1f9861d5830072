using Cortex.Contract.Search;
using Cortex.Engine.Inference;
using Cortex.Engine.Language;

namespace Cortex.Engine.Search;

/// <summary>The sentence of a passage that is nearest to a query in meaning.</summary>
internal static class BestSentence
{
    private const int Shortest = 12;

    /// <summary>Null where the passage has no sentence to choose.</summary>
    public static TextSpan? Of(SentenceEncoder encoder, string query, string passage)
    {
        var sentences = Sentences(passage);
        if (sentences.Count <= 1) return sentences.Count == 1 ? sentences[0] : null;
        var scores = encoder.Relevance(query, [.. sentences.Select(span => passage[span.Start..span.End])]);
        return sentences[Array.IndexOf(scores, scores.Max())];
    }

    // Lines are units of their own; what is too short to say anything is left out where there is something longer.
    private static List<TextSpan> Sentences(string passage)
    {
        var all = new List<TextSpan>();
        for (var start = 0; start < passage.Length;)
        {
            var end = passage.IndexOf('\n', start);
            if (end < 0) end = passage.Length;
            all.AddRange(SentenceSplitter.Split(passage, start, end));
            start = end + 1;
        }

        var long_ = all.FindAll(span => span.End - span.Start >= Shortest);
        return long_.Count > 0 ? long_ : all;
    }
}
