namespace Cortex.Engine.Secrets;

/// <summary>Calls a keychain on a thread of its own: one that hangs, or waits for its user, is left behind when the time is up.</summary>
internal static class KeychainCall
{
    /// <summary>Longer than a keychain's own limits, which say better what is amiss.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);

    public static async Task<T> RunAsync<T>(ISecretStore store, Func<CancellationToken, T> call, TimeProvider time, CancellationToken ct)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var token = stop.Token;
        var thread = new Thread(Work) { IsBackground = true, Name = "keychain" };
        thread.Start();
        try
        {
            return await done.Task.WaitAsync(Limit, time, ct);
        }
        catch (TimeoutException error)
        {
            throw SecretStores.Unavailable($"The {store.Name} has not answered within {Limit.TotalSeconds:0} seconds. It may be waiting for you to unlock it; otherwise sign out and in again.", error);
        }
        finally
        {
            // What still waits in the keychain is to give up.
            await stop.CancelAsync();
        }

        void Work()
        {
            try
            {
                done.SetResult(call(token));
            }
            catch (OperationCanceledException)
            {
                done.TrySetCanceled(CancellationToken.None);
            }
            catch (Exception error)
            {
                done.TrySetException(error);
            }
        }
    }
}
