using System.Diagnostics;
using Cortex.Contract.Answers;
using Cortex.Contract.Errors;
using Cortex.Engine.Answers.Graph;
using Cortex.Engine.Inference;
using Cortex.Engine.Jobs;
using Cortex.Engine.Providers;
using Cortex.Engine.Search;
using Cortex.Engine.Storage;
using Cortex.Engine.Workflows;
using Cortex.Engine.Workflows.Checkpoints;

namespace Cortex.Engine.Answers;

/// <summary>Answers questions from the library, each by itself: with the model that the user chose, or with its own sentences.</summary>
public sealed class AnswerEngine
{
    /// <summary>Quotes; writes nothing of its own.</summary>
    public const string Extractive = "built-in:extractive";

    private readonly Database _database;
    private readonly IPassageFinder _finder;
    private readonly Func<EncoderCache.Use>? _encoder;
    private readonly Graph<AnswerState>? _graph;
    private readonly WorkflowRunner? _workflows;
    private long _preparedAt;

    /// <summary>With nobody to write: it quotes.</summary>
    /// <param name="encoder">Borrows the sentence encoder; null, or <c>model_invalid</c> when it is called, leaves the words.</param>
    public AnswerEngine(Database database, IPassageFinder finder, Func<EncoderCache.Use>? encoder) => (_database, _finder, _encoder) = (database, finder, encoder);

    internal AnswerEngine(Database database, IPassageFinder finder, Func<EncoderCache.Use>? encoder, ModelRouter ai, WorkflowRunner workflows)
        : this(database, finder, encoder) => (_graph, _workflows) = (AnswerGraph.Build(new AnswerNodes(database, finder, encoder, ai, store: null)), workflows);

    /// <summary>By the graph of answers, nothing of which is kept.</summary>
    /// <exception cref="CortexException">question empty or too long, filter out of range</exception>
    public async Task<AskAnswer> AskAsync(AskRequest request, CancellationToken cancellation)
    {
        Check(request);
        if (_graph is null || _workflows is null) return Ask(request);
        var clock = Stopwatch.StartNew();
        var state = new AnswerState { Question = request.Question, Filters = request.Filters, AskedAt = _database.Now };
        var answered = (await _workflows.RunAsync(_graph, state, NoCheckpoints.Instance, options: null, cancellation)).Completed().Answer!;
        return answered with { TookMs = Math.Round(clock.Elapsed.TotalMilliseconds, 3) };
    }

    /// <summary>With sentences of the library, whatever model is chosen.</summary>
    /// <exception cref="CortexException">question empty or too long, filter out of range</exception>
    public AskAnswer Ask(AskRequest request)
    {
        var clock = Stopwatch.StartNew();
        var query = Check(request);
        var (question, passages) = _database.ReadSnapshot(db =>
        {
            var asked = Question.Of(db, request, query);
            return (asked, Passage.Load(db, _finder.Find(db, query, asked.Text, AnswerNodes.Passages)));
        });
        using var use = Borrow(_encoder);
        var picked = SentencePicker.Pick(use?.Encoder, question, passages);
        return _database.ReadSnapshot(db => new AnswerComposer(Ledger.Coverage(db), () => Math.Round(clock.Elapsed.TotalMilliseconds, 3)).Extractive(picked, answeredBy: null, notice: null));
    }

    /// <summary>Somebody is about to ask: encoder and vectors are loaded and the code compiled, in the background, by a question that is answered to nobody.</summary>
    public void Prepare()
    {
        // The encoder is let go when it is idle for a while.
        var (now, last) = (_database.Now, Interlocked.Read(ref _preparedAt));
        if (now - last >= EncoderCache.DefaultIdleTime.TotalMilliseconds / 2 && Interlocked.CompareExchange(ref _preparedAt, now, last) == last) _ = Task.Run(Warm);

        void Warm()
        {
            try
            {
                Ask(new AskRequest { Question = "What was written down about the first of these things?" });
            }
            catch (Exception error) when (error is CortexException or ObjectDisposedException)
            {
                // The first question says what is wrong.
            }
        }
    }

    internal static EncoderCache.Use? Borrow(Func<EncoderCache.Use>? encoder)
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

    private static ParsedQuery Check(AskRequest request) =>
        string.IsNullOrWhiteSpace(request.Question) ? throw CortexException.Invalid("question", "Must not be empty.") : QueryParser.Parse(request.Question, request.Filters, "question");
}
