using System.Globalization;
using System.Text;
using Cortex.Contract.Answers;
using Cortex.Contract.Search;
using Cortex.Engine.Answers.Grounding;

namespace Cortex.Engine.Answers.Graph;

/// <summary>Makes the answer that is shown of what was picked or written: sentences, citations, and how much of the library was searched.</summary>
internal sealed class AnswerComposer(Coverage coverage, Func<double> tookMs)
{
    /// <summary>Sentences of the library; none: it does not have the answer.</summary>
    public AskAnswer Extractive(IReadOnlyList<PassageSentence> picked, string? answeredBy, string? notice)
    {
        var citations = picked.Select((sentence, index) => sentence.Cite(index + 1)).ToList();
        var sentences = citations.Select(citation => new AnswerSentence(OneLine(citation.Quote), [citation.N])).ToList();
        return Answer(citations.Count > 0 ? string.Join(' ', sentences.Select(sentence => sentence.Text + Markers(sentence))) : NotFound(), sentences, citations, answeredBy ?? AnswerEngine.Extractive, notice);
    }

    /// <summary>What a model wrote, each sentence tied to what it stands on.</summary>
    /// <param name="streamed">The number that a passage had as the answer streamed; null: it was not cited then.</param>
    /// <param name="taken">The greatest of those numbers.</param>
    public AskAnswer Written(IReadOnlyList<GroundedSentence> sentences, Func<long, int?> streamed, int taken, string answeredBy, string? notice)
    {
        var numbers = new Dictionary<(long Chunk, int Start), Citation>();
        var passages = new HashSet<long>();
        var shown = new List<AnswerSentence>();
        var text = new StringBuilder();
        foreach (var grounded in sentences)
        {
            var cited = grounded.Places.Select(Number).Distinct().ToList();
            var sentence = new AnswerSentence(grounded.Sentence.Text, cited, grounded.Supported);
            shown.Add(sentence);
            text.Append(shown.Count == 1 ? "" : grounded.Sentence.Before.Length == 0 ? " " : grounded.Sentence.Before).Append(sentence.Text).Append(Markers(sentence));
        }

        var invented = shown.Count > 0 && numbers.Count == 0 && shown.Exists(sentence => sentence.Supported == false);
        return Answer(text.ToString(), shown, [.. numbers.Values.OrderBy(citation => citation.N)], answeredBy, notice ?? (invented ? "No passage of your library says any of this." : null));

        int Number(PassageSentence place)
        {
            var key = (place.Passage.ChunkId, place.Start);
            if (numbers.TryGetValue(key, out var known)) return known.N;
            // The first place in a passage has the number that the passage was streamed with; others come after all.
            var n = passages.Add(place.Passage.ChunkId) && streamed(place.Passage.ChunkId) is { } shownAs ? shownAs : ++taken;
            numbers[key] = place.Cite(n);
            return n;
        }
    }

    /// <summary>The answer in the pieces that it is shown in, a sentence each.</summary>
    public static IEnumerable<string> Pieces(AskAnswer answer) => answer.Sentences.Count == 0 ? [answer.Answer] : answer.Sentences.Select((sentence, index) => (index > 0 ? " " : "") + sentence.Text + Markers(sentence));

    private AskAnswer Answer(string text, IReadOnlyList<AnswerSentence> sentences, IReadOnlyList<Citation> citations, string answeredBy, string? notice) => new()
    {
        Answered = citations.Count > 0,
        Answer = text,
        Sentences = sentences,
        Citations = citations,
        AnsweredBy = answeredBy,
        Coverage = coverage,
        Notice = notice,
        TookMs = tookMs(),
    };

    private string NotFound()
    {
        var read = coverage.Searchable.ToString("N0", CultureInfo.InvariantCulture);
        if (coverage.Total == 0) return "Your library is empty. Add something with `cortex import` or `cortex add`, then ask again.";
        return coverage.Searchable == coverage.Total
            ? $"Your library does not have this: none of its {read} items answers it."
            : $"Not in the {read} of {coverage.Total.ToString("N0", CultureInfo.InvariantCulture)} items read so far. The rest is still being read; ask again later.";
    }

    private static string Markers(AnswerSentence sentence) => sentence.Citations.Count == 0 ? "" : " " + string.Concat(sentence.Citations.Select(n => string.Create(CultureInfo.InvariantCulture, $"[{n}]")));

    private static string OneLine(string quote) => string.Join(' ', quote.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
