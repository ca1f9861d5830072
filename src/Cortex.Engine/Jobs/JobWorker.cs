using Cortex.Contract.Errors;
using Cortex.Contract.Items;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Jobs;

/// <summary>Runs one leased job and writes how it ended. What is the item's own fault ends with the item; anything else is thrown.</summary>
internal sealed class JobWorker(Database database)
{
    /// <summary>A job that takes longer is given up and tried again, as one that threw.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // A handler that does not heed its cancellation is left behind after this: neither the queue nor a stop waits for it.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Ends when the work is done, with the task that ends when it is written.</summary>
    /// <exception cref="CortexException">the disk, the database or the model: not the item's fault</exception>
    public async Task<Task> ProcessAsync(IStageHandler handler, LeasedJob job, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, database.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            return WriteAsync(handler, job, await WithinGraceAsync(() => handler.Process(job, either.Token), either.Token));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Task.CompletedTask;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return RetryLaterAsync(job, $"took longer than {Patience.TotalMinutes:0} minutes");
        }
        catch (CortexException error) when (IsOfTheItem(error))
        {
            return database.Writer.RunAsync(Durability.Derived, db => { JobQueue.Finish(db, job, StageStatus.Failed, error.Message, database.Now); });
        }
        catch (Exception error) when (error is not CortexException || IsOfADamagedPage(error))
        {
            return RetryLaterAsync(job, Reason(error));
        }
    }

    private static async Task<StageOutcome> WithinGraceAsync(Func<StageOutcome> process, CancellationToken cancellation)
    {
        var work = Task.Run(process, CancellationToken.None);
        if (work.IsCompleted) return await work;
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellation.Register(() => cancelled.TrySetResult());
        if (await Task.WhenAny(work, cancelled.Task) == work) return await work;
        // Real time: this bounds how long a thread may dawdle.
        await Task.WhenAny(work, Task.Delay(Grace, TimeProvider.System, CancellationToken.None));
        if (work.IsCompleted) return await work;
        _ = work.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        throw new OperationCanceledException(cancellation);
    }

    private async Task WriteAsync(IStageHandler handler, LeasedJob job, StageOutcome outcome)
    {
        try
        {
            await database.Writer.RunAsync(Durability.Derived, db =>
            {
                if (JobQueue.Finish(db, job, outcome.Status, outcome.Reason, database.Now)) outcome.Apply?.Invoke(db);
            });
        }
        catch (Exception error) when (error is not CortexException cortex || cortex.Code == ErrorCode.Internal || IsOfTheItem(cortex) || IsOfADamagedPage(error))
        {
            await RetryLaterAsync(job, $"{handler.Stage}: {Reason(error)}");
        }
    }

    private Task RetryLaterAsync(LeasedJob job, string reason) => database.Writer.RunAsync(Durability.Derived, db => JobQueue.RetryLater(db, job, reason, database.Now));

    // A failing disk or a missing model says nothing about the item: its attempt does not count.
    private static bool IsOfTheItem(CortexException error) =>
        error.Code is not (ErrorCode.DiskFull or ErrorCode.DatabaseUnavailable or ErrorCode.DatabaseDamaged or ErrorCode.ModelInvalid or ErrorCode.Unavailable or ErrorCode.Internal);

    // One damaged page must not keep the rest of the library from being worked.
    private static bool IsOfADamagedPage(Exception error) => error is CortexException { Code: ErrorCode.DatabaseDamaged or ErrorCode.Internal };

    private static string Reason(Exception error) => error is CortexException ? error.Message : $"{error.GetType().Name}: {error.Message}";
}
