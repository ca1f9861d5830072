namespace Cortex.Engine.Storage;

/// <summary>A write that was handed to the <see cref="Writer"/> and not yet answered.</summary>
internal interface IPendingWrite
{
    Task Done { get; }

    void Work(Db db);

    void Succeed();

    void Fail(Exception error);
}

internal sealed class PendingWrite<T>(Func<Db, T> work) : IPendingWrite
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Done => _done.Task;

    Task IPendingWrite.Done => _done.Task;

    public void Work(Db db) => _result = work(db);

    public void Succeed() => _done.SetResult(_result);

    public void Fail(Exception error) => _done.SetException(error);
}
