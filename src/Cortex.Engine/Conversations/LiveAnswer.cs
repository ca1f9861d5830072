using System.Runtime.CompilerServices;
using System.Text;
using Cortex.Contract.Conversations;

namespace Cortex.Engine.Conversations;

/// <summary>An answer on its way. It goes on whoever watches; who comes late is told all of it from the beginning.</summary>
public sealed class LiveAnswer : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<ChatEvent> _events = [];
    private readonly StringBuilder _text = new();
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _more = New();
    private bool _ended, _disposed;

    internal LiveAnswer(string conversationId, string messageId, string runId) => (ConversationId, MessageId, RunId) = (conversationId, messageId, runId);

    public string ConversationId { get; }
    public string MessageId { get; }
    public string RunId { get; }

    /// <summary>Ends with it, however that is.</summary>
    public Task Ended { get; internal set; } = Task.CompletedTask;

    internal CancellationToken Stopping => _stop.Token;
    internal bool IsStopped => _stop.IsCancellationRequested;

    /// <summary>What was written so far.</summary>
    internal string Text
    {
        get
        {
            lock (_gate) return _text.ToString();
        }
    }

    /// <summary>The user wants no more of it: sentences of the library stay in its place.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (_disposed) return;
        }

        _stop.Cancel();
    }

    /// <summary>Nothing more comes, also where it has no end in this process.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = _ended = true;
            _more.TrySetResult();
        }

        _stop.Dispose();
    }

    /// <summary>All that happens, from the beginning to its end.</summary>
    public async IAsyncEnumerable<ChatEvent> FollowAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var next = 0; ;)
        {
            ChatEvent[] ready;
            Task more;
            bool ended;
            lock (_gate) (ready, more, ended) = (_events[next..].ToArray(), _more.Task, _ended);
            foreach (var happened in ready) yield return happened;
            next += ready.Length;
            if (ended) yield break;
            if (ready.Length == 0) await more.WaitAsync(cancellation);
        }
    }

    internal void Tell(ChatEvent happened)
    {
        TaskCompletionSource more;
        lock (_gate)
        {
            if (_ended) return;
            if (happened is ChatChunk chunk) _text.Append(chunk.Content);
            else if (happened is ChatStatus { State: ChatState.Restarted }) _text.Clear();
            _events.Add(happened);
            _ended = happened is ChatDone or ChatError;
            (more, _more) = (_more, New());
        }

        more.TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
