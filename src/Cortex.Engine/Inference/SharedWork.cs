namespace Cortex.Engine.Inference;

/// <summary>
/// Numbered pieces of work done by the calling thread and as many more as the thread pool can spare. The caller never
/// waits for a thread that has not begun, so a busy pool makes it slower and never stuck.
/// </summary>
internal sealed class SharedWork
{
    private readonly Lock _lock = new();
    private readonly int _count;
    private readonly Action<int> _piece;
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _next;
    private int _joined;
    private bool _closed;
    private Exception? _failure;

    private SharedWork(int count, Action<int> piece)
    {
        _count = count;
        _piece = piece;
    }

    /// <exception cref="Exception">the first that a piece threw; the others are not begun then</exception>
    public static void Run(int count, int threads, Action<int> piece)
    {
        var work = new SharedWork(count, piece);
        for (var more = 1; more < Math.Min(threads, count); more++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static work => work.Join(), work, preferLocal: false);
        }

        work.TakePieces();
        work.Close();
        if (work._failure is { } failure)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    private void Join()
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            _joined++;
        }

        TakePieces();
        lock (_lock)
        {
            _joined--;
            if (_closed && _joined == 0)
            {
                _idle.SetResult();
            }
        }
    }

    private void TakePieces()
    {
        while (Volatile.Read(ref _failure) is null && Interlocked.Increment(ref _next) is var number && number <= _count)
        {
            try
            {
                _piece(number - 1);
            }
            catch (Exception failure)
            {
                Interlocked.CompareExchange(ref _failure, failure, null);
            }
        }
    }

    private void Close()
    {
        lock (_lock)
        {
            _closed = true;
            if (_joined == 0)
            {
                return;
            }
        }

        _idle.Task.GetAwaiter().GetResult();
    }
}
