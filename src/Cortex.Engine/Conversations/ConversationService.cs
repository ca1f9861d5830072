using System.Collections.Concurrent;
using System.Text.Json;
using Cortex.Contract.Conversations;
using Cortex.Contract.Errors;
using Cortex.Contract.Search;
using Cortex.Contract.Workflows;
using Cortex.Engine.Answers.Graph;
using Cortex.Engine.Search;
using Cortex.Engine.Secrets;
using Cortex.Engine.Storage;
using Cortex.Engine.Workflows;
using Cortex.Engine.Workflows.Checkpoints;

namespace Cortex.Engine.Conversations;

/// <summary>
/// Conversations with the library. An answer is a workflow run that belongs to nobody's connection: it is finished and kept whoever listens, gone on with
/// by the next process where this one ends, and the questions of one conversation are answered one after the other.
/// </summary>
public sealed class ConversationService : IAsyncDisposable
{
    public const int MaxId = 200, MaxTitle = 500;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);
    private readonly Database _database;
    private readonly WorkflowRunner _workflows;
    private readonly WorkflowRuns _runs;
    private readonly AnswerNodes _nodes;
    private readonly Graph<AnswerState> _graph;
    private readonly ICheckpoints _checkpoints;
    private readonly ConcurrentDictionary<string, LiveAnswer> _live = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task> _last = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();

    internal ConversationService(Database database, WorkflowRunner workflows, WorkflowRuns runs, AnswerNodes nodes, Graph<AnswerState> graph, ICheckpoints checkpoints) =>
        (_database, _workflows, _runs, _nodes, _graph, _checkpoints) = (database, workflows, runs, nodes, graph, checkpoints);

    public ConversationPage List(int limit, int offset) => _database.ReadSnapshot(db => ConversationTable.List(db, limit, offset));

    /// <exception cref="CortexException">there is none</exception>
    public Conversation Get(string id) => _database.ReadSnapshot(db => ConversationTable.Get(db, id));

    /// <exception cref="CortexException">an id that is taken, a field out of range</exception>
    public async Task<Conversation> CreateAsync(CreateConversationRequest request)
    {
        var id = request.Id ?? Guid.CreateVersion7(_database.Time.GetUtcNow()).ToString();
        CheckId(id);
        CheckTitle(request.Title);
        CheckFilters(request.Filters);
        await _database.Writer.RunAsync(Durability.Captured, db => ConversationTable.Find(db, id) is null
            ? ConversationTable.Create(db, id, request.Title, request.Filters, _database.Now)
            : throw new CortexException(ErrorCode.AlreadyExists, $"There is a conversation {id} already."));
        return Get(id);
    }

    /// <exception cref="CortexException">there is none, a field out of range</exception>
    public async Task<Conversation> UpdateAsync(string id, UpdateConversationRequest request)
    {
        CheckTitle(request.Title);
        CheckFilters(request.Filters);
        await _database.Writer.RunAsync(Durability.Captured, db => ConversationTable.Update(db, id, request, _database.Now));
        return Get(id);
    }

    /// <summary>Puts it into the trash; what is being answered in it is stopped.</summary>
    /// <exception cref="CortexException">there is none</exception>
    public async Task DeleteAsync(string id)
    {
        await _database.Writer.RunAsync(Durability.Captured, db => ConversationTable.Delete(db, id, _database.Now));
        foreach (var answer in _live.Values.Where(answer => answer.ConversationId == id)) answer.Stop();
    }

    /// <exception cref="CortexException">there is none, in the trash neither</exception>
    public async Task<Conversation> RestoreAsync(string id)
    {
        await _database.Writer.RunAsync(Durability.Captured, db => ConversationTable.Restore(db, id));
        return Get(id);
    }

    /// <summary>Keeps a question, in a conversation that is created by it where there is none of that id, and begins its answer.</summary>
    /// <exception cref="CortexException">id or question out of range</exception>
    public async Task<LiveAnswer> AskAsync(string id, string question)
    {
        CheckId(id);
        if (string.IsNullOrWhiteSpace(question)) throw CortexException.Invalid("message", "Must not be empty.");
        if (question.Length > QueryParser.MaxLength) throw CortexException.Invalid("message", $"Must have at most {QueryParser.MaxLength:N0} characters.");
        QueryParser.Parse(question, filters: null, "message");
        var (questionId, answerId, runId) = (NewId(), NewId(), NewId());
        var now = _database.Now;
        var (turn, filters) = await _database.Writer.RunAsync(Durability.Captured, db =>
        {
            var pk = ConversationTable.Find(db, id) ?? ConversationTable.Create(db, id, title: null, filters: null, now);
            return (ConversationTable.Ask(db, pk, id, question, questionId, answerId, runId, now), ConversationTable.FiltersOf(db, pk));
        });
        return Begin(new AnswerState { Question = question, Filters = filters, ConversationId = id, MessageId = answerId, Turn = turn, AskedAt = now }, runId, resumes: false);
    }

    /// <summary>An answer that is on its way in this process; null: it is not.</summary>
    public LiveAnswer? Live(string messageId) => _live.GetValueOrDefault(messageId);

    /// <summary>A message of any conversation.</summary>
    /// <exception cref="CortexException">there is none</exception>
    public Message Message(string id) => _database.ReadSnapshot(db => ConversationTable.Message(db, id)) ?? throw new CortexException(ErrorCode.NotFound, $"There is no message {id}.");

    /// <summary>Goes on with what a process that ended left unanswered.</summary>
    public void Resume()
    {
        foreach (var left in _database.ReadSnapshot(ConversationTable.Answering))
        {
            if (_live.ContainsKey(left.Id)) continue;
            var filters = _database.ReadSnapshot(db => ConversationTable.Find(db, left.Conversation) is { } pk ? ConversationTable.FiltersOf(db, pk) : null);
            Begin(new AnswerState { Question = left.Question, Filters = filters, ConversationId = left.Conversation, MessageId = left.Id, Turn = left.Turn, AskedAt = left.At }, left.RunId, resumes: true);
        }
    }

    /// <summary>Removes for good what has been in the trash since before a time, in milliseconds since 1970.</summary>
    public async Task EmptyTrashAsync(long before, CancellationToken cancellation)
    {
        const int AtOnce = 20;
        while (_database.Read(db => ConversationTable.HasTrash(db, before)))
        {
            await _database.Writer.RunAsync(Durability.Derived, db => ConversationTable.EmptyTrash(db, before, AtOnce));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    public async ValueTask DisposeAsync()
    {
        // What is cut off here is gone on with at the next start.
        await _closing.CancelAsync();
        await Task.WhenAll(_live.Values.Select(answer => answer.Ended)).WaitAsync(Farewell).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private LiveAnswer Begin(AnswerState state, string runId, bool resumes)
    {
        var live = new LiveAnswer(state.ConversationId!, state.MessageId!, runId);
        _live[live.MessageId] = live;
        lock (_last)
        {
            var before = _last.GetValueOrDefault(live.ConversationId, Task.CompletedTask);
            if (!before.IsCompleted) live.Tell(new ChatStatus(ChatState.Waiting, null, live.MessageId));
            live.Ended = _last[live.ConversationId] = Task.Run(() => AnswerAsync(live, state, before, resumes));
        }

        return live;
    }

    private async Task AnswerAsync(LiveAnswer live, AnswerState state, Task before, bool resumes)
    {
        try
        {
            await before.WaitAsync(_closing.Token);
            // Held by one process alone; another that shares the library leaves it be.
            using (var alone = FileLock.TryExclusive(_database.Folder.AnswerLock(live.MessageId)))
            {
                if (alone is null) return;
                await RunAsync(live, state, resumes);
            }

            DeleteLock(live.MessageId);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The next process goes on.
        }
        catch (Exception error)
        {
            live.Tell(new ChatError(error is CortexException known ? known.Code : ErrorCode.Internal, SecretText.Redact(error is CortexException ? error.Message : Defect(error)), live.MessageId));
        }
        finally
        {
            _nodes.Forget(live.RunId);
            _live.TryRemove(live.MessageId, out _);
            lock (_last)
            {
                if (_last.TryGetValue(live.ConversationId, out var last) && last == live.Ended) _last.TryRemove(live.ConversationId, out _);
            }

            live.Dispose();
        }
    }

    private async Task RunAsync(LiveAnswer live, AnswerState state, bool resumes)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(live.Stopping, _closing.Token);
        _nodes.Watch(live.RunId, progress => live.Tell(Event(live, progress)));
        var result = await _workflows.RunAsync(_graph, state, _checkpoints, new RunOptions { Subject = live.MessageId, Resume = resumes && IsBegun(live.RunId) ? live.RunId : null, Id = live.RunId }, both.Token);
        if (result.Status == WorkflowStatus.Cancelled)
        {
            // What the end of the process cut off is gone on with by the next.
            if (!live.IsStopped) return;
            await KeepStoppedAsync(live, state);
        }
        else if (result.Error is { } error)
        {
            await FailAsync(live, error);
        }

        Conclude(live);
    }

    private bool IsBegun(string runId) => _database.Read(db => db.Long("SELECT 1 FROM workflow_runs WHERE id = ?1", runId)) is not null;

    // The run's last checkpoint knows what was found.
    private async Task KeepStoppedAsync(LiveAnswer live, AnswerState state)
    {
        var reached = _runs.LastState(live.RunId, AnswerJson.Default.AnswerState) ?? state;
        var answer = _nodes.Extractive(reached);
        var draft = live.Text is { Length: > 0 } text ? text : null;
        await _database.Writer.RunAsync(Durability.Captured, db => ConversationTable.Answer(db, live.MessageId, MessageStatus.Stopped, answer, reached.Asked, "Stopped. These are sentences of the library.", draft, _database.Now));
    }

    private Task FailAsync(LiveAnswer live, Exception error) =>
        _database.Writer.RunAsync(Durability.Captured, db => ConversationTable.Fail(db, live.MessageId, SecretText.Redact(error is CortexException ? error.Message : Defect(error)), _database.Now));

    private static string Defect(Exception error) => $"This should not have happened ({error.GetType().Name}: {error.Message}).";

    private void Conclude(LiveAnswer live)
    {
        if (_database.ReadSnapshot(db => ConversationTable.Message(db, live.MessageId)) is not { } message)
        {
            live.Tell(new ChatError(ErrorCode.NotFound, "The conversation was deleted.", live.MessageId));
            return;
        }

        if (message.Status == MessageStatus.Failed)
        {
            live.Tell(new ChatError(ErrorCode.Internal, message.Notice ?? "", live.MessageId));
            return;
        }

        // Whatever happened, there is something to read before the end.
        if (live.Text.Length == 0) live.Tell(new ChatChunk(message.Content));
        live.Tell(new ChatCitations(message.Citations));
        live.Tell(new ChatDone(live.MessageId, message));
    }

    private static ChatEvent Event(LiveAnswer live, AnswerProgress progress) => progress switch
    {
        AnswerProgress.Step step => new ChatStatus(step.State, step.Text is null ? null : SecretText.Redact(step.Text), live.MessageId, step.Passages),
        AnswerProgress.Piece piece => new ChatChunk(piece.Text),
        _ => throw new InvalidOperationException(progress.GetType().Name),
    };

    private string NewId() => Guid.CreateVersion7(_database.Time.GetUtcNow()).ToString();

    private void DeleteLock(string messageId)
    {
        try
        {
            File.Delete(_database.Folder.AnswerLock(messageId));
        }
        catch (IOException)
        {
            // An empty file, which the next start does not mind.
        }
    }

    /// <exception cref="CortexException">it cannot be the id of a conversation</exception>
    public static void CheckId(string id)
    {
        if (string.IsNullOrWhiteSpace(id) || id.Length > MaxId || id.Any(char.IsControl)) throw CortexException.Invalid("id", $"Must have 1 to {MaxId} characters, none of them a control character.");
    }

    private static void CheckTitle(string? title)
    {
        if (title?.Length > MaxTitle) throw CortexException.Invalid("title", $"Must have at most {MaxTitle} characters.");
    }

    private static void CheckFilters(SearchFilters? filters) => QueryParser.Parse("", filters, "filters");
}
