using System.Diagnostics;
using System.Globalization;
using Cortex.Contract.Answers;
using Cortex.Contract.Errors;
using Cortex.Contract.Search;
using Cortex.Engine.Inference;
using Cortex.Engine.Jobs;
using Cortex.Engine.Search;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Answers;

/// <summary>Answers questions from the library: finds passages, picks the sentences that answer, cites each.</summary>
/// <param name="encoder">Borrows the sentence encoder; null, or <c>model_invalid</c> when it is called, leaves the words.</param>
public sealed class AnswerEngine(Database database, IPassageFinder finder, Func<EncoderCache.Use>? encoder)
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
        var (question, passages, coverage) = database.ReadSnapshot(db =>
        {
            var asked = Question.Of(db, request, query);
            return (asked, Passage.Load(db, finder.Find(db, query, asked.Text, Passages)), Ledger.Coverage(db));
        });
        return Compose(Pick(question, passages), coverage, clock);
    }

    private IReadOnlyList<PassageSentence> Pick(Question question, IReadOnlyList<Passage> passages)
    {
        // Nothing but words that every text has asks for nothing.
        if (question.Terms.Total <= 0 || passages.Count == 0) return [];
        using var use = Borrow();
        return use is not null && QuestionLanguage.IsRead(question.Text, use.Encoder)
            ? MeaningPicker.Pick(use.Encoder, question, passages)
            : WordPicker.Pick(passages, question.Terms);
    }

    private EncoderCache.Use? Borrow()
    {
        try
        {
            return encoder?.Invoke();
        }
        catch (CortexException failure) when (failure.Code == ErrorCode.ModelInvalid)
        {
            return null;
        }
    }

    private static AskAnswer Compose(IReadOnlyList<PassageSentence> picked, Coverage coverage, Stopwatch clock)
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
