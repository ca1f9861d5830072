namespace Cortex.Engine.Providers;

/// <summary>What went wrong with a provider, told apart because each is mended in another way.</summary>
public enum ProviderFailure
{
    /// <summary>Nothing answers there.</summary>
    NotRunning,
    ModelMissing,
    OutOfMemory,

    /// <summary>It did not connect, or its first or next token did not come in time.</summary>
    TimedOut,

    /// <summary>Too many requests, or the account's limit.</summary>
    RateLimited,

    /// <summary>No key, or one that is not accepted.</summary>
    Unauthorized,

    /// <summary>More text than the model reads at once.</summary>
    ContextTooLong,

    /// <summary>It answered 5xx, or said that it is overloaded.</summary>
    ServerError,

    /// <summary>The connection ended in the middle of an answer.</summary>
    Dropped,

    /// <summary>What came is not what its protocol says.</summary>
    BadAnswer,

    /// <summary>Another model answered than the one that was asked.</summary>
    WrongModel,

    /// <summary>It refused the request as it was made.</summary>
    Refused,

    /// <summary>The user has not allowed it for this task.</summary>
    NotAllowed,

    /// <summary>It failed several times and is left alone for a while.</summary>
    Resting,
}
