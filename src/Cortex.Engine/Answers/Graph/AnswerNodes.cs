using System.Collections.Concurrent;
using Cortex.Contract.Answers;
using Cortex.Contract.Conversations;
using Cortex.Engine.Answers.Generation;
using Cortex.Engine.Answers.Grounding;
using Cortex.Engine.Inference;
using Cortex.Engine.Jobs;
using Cortex.Engine.Language;
using Cortex.Engine.Providers;
using Cortex.Engine.Search;
using Cortex.Engine.Storage;
using Cortex.Engine.Workflows;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Answers.Graph;

/// <summary>The steps of <see cref="AnswerGraph"/>.</summary>
/// <param name="encoder">Borrows the sentence encoder; null, or <c>model_invalid</c> when it is called, leaves the words.</param>
/// <param name="ai">Who writes, and who grades; without a model sentences of the library answer.</param>
/// <param name="store">Null: nothing is kept, and there is nothing before a question.</param>
internal sealed class AnswerNodes(Database database, IPassageFinder finder, Func<EncoderCache.Use>? encoder, ModelRouter ai, IAnswerStore? store)
{
    public const int Passages = 40;

    // What a small model reads, and what a person would.
    private const int MostRelevant = 8, MostCharacters = 9_000, MostGraded = 12;

    /// <summary>For a model to look at: it judges by itself what answers.</summary>
    private const double NearEnough = 0.3, WordsEnough = 0.5;
    private static readonly TimeSpan GradingTime = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, Action<AnswerProgress>> _watchers = new(StringComparer.Ordinal);

    /// <summary>Tells of one run's answer from now on.</summary>
    public void Watch(string runId, Action<AnswerProgress> watcher) => _watchers[runId] = watcher;

    public void Forget(string runId) => _watchers.TryRemove(runId, out _);

    public AnswerState Resolve(AnswerState state, NodeContext context)
    {
        Tell(context, new AnswerProgress.Step(ChatState.Searching));
        return state with { Asked = FollowUp.Resolve(state.Question, History(state)) };
    }

    public AnswerState Retrieve(AnswerState state, NodeContext context)
    {
        var search = state.Search ?? state.Asked;
        var query = QueryParser.Parse(search, state.Filters, "question");
        var found = database.ReadSnapshot(db => finder.Find(db, query, Question.Of(db, new AskRequest { Question = search, Filters = state.Filters }, query).Text, Passages));
        return state with { Found = [.. found.Select(passage => new PassageRef(passage.ChunkId, passage.ItemPk, passage.Words, passage.Cosine))] };
    }

    public async Task<AnswerState> GradeAsync(AnswerState state, NodeContext context)
    {
        // Other words only help to find: a name that the library does not have must not become one that it has.
        var asked = state.Asked;
        var (question, passages, earlier) = database.ReadSnapshot(db =>
        {
            var request = new AskRequest { Question = asked, Filters = state.Filters };
            return (Question.Of(db, request, QueryParser.Parse(asked, state.Filters, "question")), Load(db, state.Found), Earlier(db, state));
        });
        var picked = Pick(question, passages, isSecondLook: state.Rewrites > 0);
        var writes = ai.ModelsOf(AiTask.Chat).Count > 0;
        IEnumerable<Passage> relevant = picked.Count > 0 || writes ? picked.Select(sentence => sentence.Passage) : [];
        if (picked.Count > 0) relevant = relevant.Concat(passages);
        else if (writes) relevant = passages.Where(passage => IsNear(passage, question)).Concat(earlier);
        var chosen = Bounded(relevant.DistinctBy(passage => passage.ChunkId));
        if (chosen.Count > 0 && await GradedAsync(state.Asked, chosen, context) is { } graded) chosen = graded;
        state = state with
        {
            Relevant = [.. chosen.Select(passage => state.Found.FirstOrDefault(found => found.Chunk == passage.ChunkId) ?? new PassageRef(passage.ChunkId, 0, passage.Words, passage.Cosine))],
            Extract = chosen.Count == 0 ? [] : [.. picked.Select(sentence => new SentenceRef(sentence.Passage.ChunkId, sentence.Start, sentence.End))],
        };
        if (chosen.Count > 0) Tell(context, new AnswerProgress.Step(ChatState.Found, Passages: [.. chosen.Select((passage, index) => passage.Whole.Cite(index + 1))]));
        return state;
    }

    public async Task<AnswerState> RewriteAsync(AnswerState state, NodeContext context)
    {
        Tell(context, new AnswerProgress.Step(ChatState.Rewriting));
        var attempt = state.Rewrites + 1;
        var search = await RewrittenAsync(state, context) ?? database.ReadSnapshot(db => QuestionRewriter.Rewrite(db, state.Asked, attempt));
        return search is null || search == (state.Search ?? state.Asked) ? state with { Rewrites = AnswerGraph.MostRewrites + 1 } : state with { Search = search, Rewrites = attempt };
    }

    public async Task<AnswerState> GenerateAsync(AnswerState state, NodeContext context)
    {
        IChatClient? chat = null;
        try
        {
            chat = ai.Chat(AiTask.Chat);
            if (chat is null) return state;
            var passages = database.ReadSnapshot(db => Load(db, state.Relevant));
            state = state with { Relevant = [.. state.Relevant.Where(one => passages.Exists(passage => passage.ChunkId == one.Chunk))] };
            var writer = new ModelWriter(chat, progress => Tell(context, progress), context);
            var written = await writer.WriteAsync(AnswerPrompt.Messages(state.Question, passages, History(state)), new ConversationOptions { Turn = state.Turn, Call = 0 }, passages.Count);
            return state with { Draft = written.Text, Order = written.Order, AnsweredBy = written.AnsweredBy ?? ai.ModelsOf(AiTask.Chat)[0].ToString() };
        }
        catch (CortexException error) when (!context.Cancellation.IsCancellationRequested)
        {
            // What the library says by itself is there all the same.
            Tell(context, new AnswerProgress.Step(ChatState.Restarted, error.Message));
            return state with { Notice = error.Message, Draft = null };
        }
        finally
        {
            chat?.Dispose();
        }
    }

    public AnswerState Check(AnswerState state, NodeContext context)
    {
        Tell(context, new AnswerProgress.Step(ChatState.Checking));
        if (state.Correction is not null) return state with { NeedsCorrection = false };
        return state with { NeedsCorrection = Grounded(state).Any(sentence => sentence.Supported == false) };
    }

    public async Task<AnswerState> CorrectAsync(AnswerState state, NodeContext context)
    {
        Tell(context, new AnswerProgress.Step(ChatState.Correcting));
        var passages = database.ReadSnapshot(db => Load(db, state.Relevant));
        var messages = AnswerPrompt.Messages(state.Question, passages, History(state));
        var unsupported = Grounded(state).Where(sentence => sentence.Supported == false).Select(sentence => sentence.Sentence.Text);
        IChatClient? chat = null;
        try
        {
            chat = ai.Chat(AiTask.Chat);
            if (chat is null) return state with { NeedsCorrection = false, Correction = state.Draft };
            // Not shown as it comes: it stands in for sentences in the middle.
            var writer = new ModelWriter(chat, static _ => { }, context);
            var written = await writer.WriteAsync(AnswerPrompt.Correction(messages, state.Draft!, unsupported), new ConversationOptions { Turn = state.Turn, Call = 1 }, passages.Count);
            return state with { NeedsCorrection = false, Correction = AnswerPrompt.IsNotFound(written.Text) ? "" : written.Text };
        }
        catch (CortexException) when (!context.Cancellation.IsCancellationRequested)
        {
            // They are marked as they stand.
            return state with { NeedsCorrection = false, Correction = state.Draft };
        }
        finally
        {
            chat?.Dispose();
        }
    }

    public AnswerState Answer(AnswerState state, NodeContext context)
    {
        state = state with { Answer = Compose(state) };
        // Of a model's answer the pieces came as it was written.
        if (state.Draft is null || AnswerPrompt.IsNotFound(state.Draft)) foreach (var piece in AnswerComposer.Pieces(state.Answer)) Tell(context, new AnswerProgress.Piece(piece));
        if (store is not null && state.MessageId is not null)
        {
            var kept = state;
            context.OnCommit(db => store.Keep(db, kept, context.RunId));
        }

        return state;
    }

    /// <summary>What the library says by itself, of a run that was stopped.</summary>
    public AskAnswer Extractive(AnswerState state) => Compose(state with { Draft = null });

    private AskAnswer Compose(AnswerState state)
    {
        // A model that found nothing in the passages is believed.
        var isWritten = state.Draft is { } draft && !AnswerPrompt.IsNotFound(draft);
        var grounded = isWritten ? Corrected(state) : [];
        return database.ReadSnapshot(db =>
        {
            var composer = new AnswerComposer(Ledger.Coverage(db), () => database.Now - state.AskedAt);
            if (isWritten) return composer.Written(grounded, chunk => Streamed(state, chunk), state.Order.Count, state.AnsweredBy!, state.Notice);
            var passages = Load(db, state.Found).Concat(Load(db, state.Relevant)).DistinctBy(passage => passage.ChunkId).ToDictionary(passage => passage.ChunkId);
            var sentences = state.Draft is null ? state.Extract.Where(one => passages.ContainsKey(one.Chunk)).Select(one => passages[one.Chunk].Sentence(one.Start, one.End)) : [];
            return composer.Extractive([.. sentences], state.Draft is null ? null : state.AnsweredBy, state.Notice);
        });
    }

    private static int? Streamed(AnswerState state, long chunk)
    {
        for (var i = 0; i < state.Order.Count; i++)
        {
            if (state.Relevant[state.Order[i] - 1].Chunk == chunk) return i + 1;
        }

        return null;
    }

    private List<GroundedSentence> Grounded(AnswerState state) => Grounded(state, state.Draft!);

    private List<GroundedSentence> Grounded(AnswerState state, string text)
    {
        // What was deleted meanwhile leaves the numbers of the others as they are.
        var numbers = state.Relevant.Select((passage, index) => (passage.Chunk, Number: index + 1)).ToDictionary(entry => entry.Chunk, entry => entry.Number);
        var passages = database.ReadSnapshot(db => Load(db, state.Relevant)).ConvertAll(passage => (numbers[passage.ChunkId], passage));
        using var use = Borrow();
        var check = new GroundCheck(passages, state.Question, use?.Encoder);
        return [.. Draft.Sentences(text).Select(check.Check)];
    }

    // What was written anew stands where the first sentence without support stood; what is said already is not said twice.
    private List<GroundedSentence> Corrected(AnswerState state)
    {
        var first = Grounded(state);
        if (state.Correction is null || state.Correction == state.Draft) return first;
        var kept = first.Where(sentence => sentence.Supported != false).Select(sentence => sentence.Sentence.Text).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var anew = Grounded(state, state.Correction).Where(sentence => !kept.Contains(sentence.Sentence.Text)).ToList();
        var at = first.FindIndex(sentence => sentence.Supported == false);
        return [.. first.Take(at), .. anew.Select((sentence, index) => index == 0 ? sentence with { Sentence = sentence.Sentence with { Before = first[at].Sentence.Before } } : sentence), .. first.Skip(at).Where(sentence => sentence.Supported != false)];
    }

    // A grading model's numbers; null: there is none, or it cannot be read, and all count.
    private async Task<List<Passage>?> GradedAsync(string question, List<Passage> passages, NodeContext context)
    {
        if (await AskGraderAsync(GradingPrompt.Messages(question, [.. passages.Take(MostGraded)]), GradingPrompt.Options, context) is not { } answer || GradingPrompt.Read(answer) is not { } numbers) return null;
        return [.. passages.Where((_, index) => index >= MostGraded || numbers.Contains(index + 1))];
    }

    private async Task<string?> RewrittenAsync(AnswerState state, NodeContext context)
    {
        var line = (await AskGraderAsync(GradingPrompt.Rewrite(state.Asked, state.Search), options: null, context))?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault()?.Trim('"');
        return line is { Length: > 0 and < 500 } ? line : null;
    }

    private async Task<string?> AskGraderAsync(List<ChatMessage> messages, ChatOptions? options, NodeContext context)
    {
        if (await ModelAnswer.TryReadAsync(ai, AiTask.Grading, messages, options, GradingTime, context.Cancellation) is not { } answer) return null;
        context.Used($"{answer.AnsweredBy}", answer.InputTokens, answer.OutputTokens);
        return answer.Text;
    }

    private IReadOnlyList<PassageSentence> Pick(Question question, IReadOnlyList<Passage> passages, bool isSecondLook)
    {
        if (question.Terms.Total <= 0 || passages.Count == 0) return [];
        using var use = Borrow();
        return SentencePicker.Pick(use?.Encoder, question, passages, isSecondLook);
    }

    private static bool IsNear(Passage passage, Question question) =>
        passage.Cosine >= NearEnough || question.Terms.Share(WordScanner.List(passage.Text).Select(word => word.Stem)) >= WordsEnough;

    private static List<Passage> Bounded(IEnumerable<Passage> passages)
    {
        var bounded = new List<Passage>();
        var characters = 0;
        foreach (var passage in passages)
        {
            characters += passage.Text.Length;
            if (bounded.Count == MostRelevant || (bounded.Count > 0 && characters > MostCharacters)) break;
            bounded.Add(passage);
        }

        return bounded;
    }

    // "Translate that" is about what was just said.
    private List<Passage> Earlier(Db db, AnswerState state) =>
        store?.History(db, state) is [.., var last] && state.Asked != state.Question ? Passage.Load(db, last.Chunks.Select(id => new FoundPassage(id, ItemOf(db, id), 0, null))) : [];

    private static long ItemOf(Db db, long chunk) => db.Long("SELECT item_pk FROM chunks WHERE id = ?1", chunk) ?? 0;

    private IReadOnlyList<PastTurn> History(AnswerState state) => store is null ? [] : database.ReadSnapshot(db => store.History(db, state));

    private static List<Passage> Load(Db db, IEnumerable<PassageRef> passages) =>
        Passage.Load(db, passages.Select(passage => new FoundPassage(passage.Chunk, passage.Item != 0 ? passage.Item : ItemOf(db, passage.Chunk), passage.Words, passage.Cosine)));

    private EncoderCache.Use? Borrow() => AnswerEngine.Borrow(encoder);

    private void Tell(NodeContext context, AnswerProgress progress)
    {
        if (progress is AnswerProgress.Piece piece) context.Token(piece.Text);
        if (_watchers.TryGetValue(context.RunId, out var watcher)) watcher(progress);
    }
}
