using System.Diagnostics;
using System.Globalization;
using Cortex.Contract.Answers;
using Cortex.Contract.Search;
using Cortex.Engine.Jobs;
using Cortex.Engine.Search;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Answers;

/// <summary>Answers questions from the library: finds passages, picks the sentences that answer, cites each.</summary>
public sealed class AnswerEngine(Database database)
{
    /// <summary>Quotes; writes nothing of its own.</summary>
    public const string Extractive = "built-in:extractive";

    private const int Passages = 40;

    /// <exception cref="CortexException">question empty or too long, filter out of range</exception>
    public AskAnswer Ask(AskRequest request)
    {
        var clock = Stopwatch.StartNew();
        if (string.IsNullOrWhiteSpace(request.Question)) throw CortexException.Invalid("question", "Must not be empty.");
        var query = QueryParser.Parse(request.Question, request.Filters, "question");
        return database.ReadSnapshot(db =>
        {
            var terms = QuestionTerms.Of(db, string.Join(' ', query.Words.Concat(query.Phrases)));
            var passages = Passage.Load(db, KeywordSearch.Chunks(db, query, Passages).Take(Passages));
            var picked = SentencePicker.Pick(passages, terms);
            return Compose(picked, Ledger.Coverage(db), clock);
        });
    }

    private static AskAnswer Compose(IReadOnlyList<PickedSentence> picked, Coverage coverage, Stopwatch clock)
    {
        var citations = picked.Select((sentence, index) => sentence.Cite(index + 1)).ToList();
        var sentences = citations.Select(citation => new AnswerSentence(OneLine(citation.Quote), [citation.N])).ToList();
        return new AskAnswer
        {
            Answered = citations.Count > 0,
            Answer = citations.Count > 0 ? string.Join(' ', sentences.Select(sentence => $"{sentence.Text} [{sentence.Citations[0]}]")) : NotFound(coverage),
            Sentences = sentences,
            Citations = citations,
            AnsweredBy = Extractive,
            Coverage = coverage,
            TookMs = Math.Round(clock.Elapsed.TotalMilliseconds, 3),
        };
    }

    private static string NotFound(Coverage coverage)
    {
        var read = coverage.Searchable.ToString("N0", CultureInfo.InvariantCulture);
        if (coverage.Total == 0) return "Your library is empty. Add something with `cortex import` or `cortex add`, then ask again.";
        return coverage.Searchable == coverage.Total
            ? $"Your library does not have this: none of its {read} items answers it."
            : $"Not in the {read} of {coverage.Total.ToString("N0", CultureInfo.InvariantCulture)} items read so far. The rest is still being read; ask again later.";
    }

    private static string OneLine(string quote) => string.Join(' ', quote.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
