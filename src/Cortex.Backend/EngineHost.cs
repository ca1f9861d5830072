using Cortex.Contract.Errors;
using Cortex.Engine;
using Cortex.Engine.Access;
using Cortex.Engine.Storage;

namespace Cortex.Backend;

/// <summary>The engine, opened while the server already listens: health answers during an upgrade of the library.</summary>
public sealed class EngineHost : IAsyncDisposable
{
    private readonly LibraryFolder _folder;
    private readonly Task<CortexEngine> _opening;
    private volatile AccessToken _token;

    public EngineHost(LibraryFolder folder, TimeProvider time)
    {
        _folder = folder;
        Time = time;
        _token = AccessToken.Load(folder);
        _opening = Task.Run(() => CortexEngine.Open(folder, time, CortexEngine.ServeVerb));
    }

    public TimeProvider Time { get; }
    public AccessToken Token => _token;

    /// <summary>Ends when the library is open, or throws why it could not be.</summary>
    public Task<CortexEngine> Opening => _opening;

    /// <summary>The engine, once it is open.</summary>
    /// <exception cref="CortexException">still opening, or why it could not be opened</exception>
    public CortexEngine Engine
    {
        get
        {
            if (_opening.IsCompletedSuccessfully) return _opening.Result;
            if (_opening.Exception?.InnerException is CortexException error) throw new CortexException(error.Code, error.Message, error);
            throw new CortexException(ErrorCode.Unavailable, "The library is being opened or upgraded. Try again in a moment.");
        }
    }

    /// <summary>Null while the library is being opened.</summary>
    public CortexEngine? EngineOrNull => _opening.IsCompletedSuccessfully ? _opening.Result : null;

    /// <summary>Reads the token anew after it was rotated by another process.</summary>
    public void ReloadToken() => _token = AccessToken.Load(_folder);

    public async ValueTask DisposeAsync()
    {
        await ((Task)_opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // Where it never opened, whoever awaited Opening was told why.
        if (EngineOrNull is { } engine) await engine.DisposeAsync();
    }
}
