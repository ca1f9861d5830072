using Cortex.Contract.Search;
using Cortex.Engine.Inference;
using Cortex.Engine.Language;

namespace Cortex.Engine.Search;

/// <summary>The sentence of a passage that is nearest to a query in meaning.</summary>
internal static class BestSentence
{
    private const int Shortest = 12;

    /// <summary>Of each passage, by its number; left out where there is no sentence to choose. All are scored in one go: they share most of their words.</summary>
    public static Dictionary<long, TextSpan> Of(SentenceEncoder encoder, string query, IEnumerable<(long Id, string Text)> passages)
    {
        var choices = passages.DistinctBy(passage => passage.Id).SelectMany(passage => Sentences(passage.Text).Select(span => (passage.Id, Span: span, Text: passage.Text[span.Start..span.End]))).ToList();
        if (choices.Count == 0) return [];
        var scores = encoder.Relevance(query, choices.ConvertAll(choice => choice.Text));
        return choices.Zip(scores).GroupBy(pair => pair.First.Id).ToDictionary(group => group.Key, group => group.MaxBy(pair => pair.Second).First.Span);
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
