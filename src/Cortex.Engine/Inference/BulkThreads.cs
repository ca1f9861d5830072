using System.Runtime.ExceptionServices;
using Cortex.Engine.Inference.Platform;

namespace Cortex.Engine.Inference;

/// <summary>
/// Threads of their own for work in the background of everything else, in the process and on the machine. Made when
/// there is work, shared by all who have some, ended when there was none for a while; none keeps a process alive.
/// </summary>
/// <remarks>
/// A lowered thread may stand still for long while others use the cores. So it holds the lock for a few instructions
/// only, no urgent work takes that lock, and a caller who gives up waits for nobody. For the same reason pieces should
/// allocate no managed memory: a collection runs on the thread that sets it off, and stops all others meanwhile.
/// </remarks>
/// <param name="most">Threads at a time.</param>
/// <param name="lowered">At the lowest priority of the system instead of the usual one.</param>
internal sealed class BulkThreads(string name, int most, bool lowered, TimeSpan idle) : IDisposable
{
    // Waited on, which a System.Threading.Lock cannot be.
    private readonly object _lock = new();
    private readonly Queue<Job> _jobs = [];
    private int _threads;
    private int _idle;
    private int _callers;
    private bool _ending;

    /// <summary>Threads there are, working or idle.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _threads;
            }
        }
    }

    /// <summary>Callers whose work has not ended.</summary>
    public int Callers
    {
        get
        {
            lock (_lock)
            {
                return _callers;
            }
        }
    }

    /// <summary>Does numbered pieces of work and returns when all are done. Several callers take turns, piece by piece.</summary>
    /// <param name="settled">Called once, on some thread, when no piece runs any more nor will: before this returns, unless it was cancelled.</param>
    /// <exception cref="Exception">the first that a piece threw; the others are not begun then</exception>
    /// <exception cref="OperationCanceledException">at once: pieces that run are left to end by themselves</exception>
    public void Run(int count, Action<int> piece, Action settled, CancellationToken cancel)
    {
        if (count == 0)
        {
            settled();
            return;
        }

        var job = new Job(count, piece, settled);
        try
        {
            Enqueue(job);
        }
        catch
        {
            settled();
            throw;
        }

        try
        {
            job.Done.Task.Wait(cancel);
        }
        catch (OperationCanceledException)
        {
            Abandon(job);
            throw;
        }

        job.Failure?.Throw();
    }

    /// <summary>Ends the idle threads now, the others when nothing is left to do.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _ending = true;
            Monitor.PulseAll(_lock);
        }
    }

    private void Enqueue(Job job)
    {
        lock (_lock)
        {
            var needed = Math.Min(most, _threads - _idle + job.Count);
            while (_threads < needed)
            {
                new Thread(Work) { IsBackground = true, Name = name }.UnsafeStart();
                _threads++;
            }

            _callers++;
            _jobs.Enqueue(job);
            Monitor.PulseAll(_lock);
        }
    }

    private void Work()
    {
        if (lowered)
        {
            ThreadPriorities.LowerCurrentThread();
        }

        while (Next(out var number) is { } job)
        {
            try
            {
                job.Piece(number);
                End(job, null);
            }
            catch (Exception failure)
            {
                End(job, ExceptionDispatchInfo.Capture(failure));
            }
        }
    }

    private Job? Next(out int number)
    {
        lock (_lock)
        {
            for (var waited = false; ;)
            {
                while (_jobs.TryDequeue(out var job))
                {
                    number = job.Next;
                    if (number >= job.Count)
                    {
                        continue;
                    }

                    job.Next++;
                    job.Running++;
                    _jobs.Enqueue(job);
                    return job;
                }

                if (_ending || waited)
                {
                    _threads--;
                    number = 0;
                    return null;
                }

                _idle++;
                waited = !Monitor.Wait(_lock, idle);
                _idle--;
            }
        }
    }

    private void End(Job job, ExceptionDispatchInfo? failure)
    {
        lock (_lock)
        {
            job.Running--;
            if (failure is not null)
            {
                job.Failure ??= failure;
                job.Next = job.Count;
            }
        }

        Settle(job);
    }

    private void Abandon(Job job)
    {
        lock (_lock)
        {
            job.Next = job.Count;
        }

        Settle(job);
    }

    private void Settle(Job job)
    {
        lock (_lock)
        {
            if (job.Running > 0 || job.Next < job.Count || job.IsSettled)
            {
                return;
            }

            job.IsSettled = true;
            _callers--;
        }

        job.Settled();
        job.Done.SetResult();
    }

    private sealed class Job(int count, Action<int> piece, Action settled)
    {
        public int Count => count;

        public Action<int> Piece => piece;

        public Action Settled => settled;

        public int Next { get; set; }

        public int Running { get; set; }

        public bool IsSettled { get; set; }

        public ExceptionDispatchInfo? Failure { get; set; }

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
