using Cortex.Contract.Errors;

namespace Cortex.Engine.Providers;

/// <summary>A provider failed; the message says what to do.</summary>
public sealed class ProviderException : CortexException
{
    public ProviderException(string provider, ProviderFailure failure, string message, Exception? inner = null, TimeSpan? retryAfter = null)
        : base(CodeOf(failure), message, inner) => (Provider, Failure, RetryAfter) = (provider, failure, retryAfter);

    /// <summary>Its id.</summary>
    public string Provider { get; }
    public ProviderFailure Failure { get; }

    /// <summary>How long it asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>That no wait mends it, such as an account without means.</summary>
    public bool IsFinal { get; init; }

    /// <summary>Whether the same request may succeed a moment later. One that was waited for in vain is not sent again: it took its time already.</summary>
    public bool IsTransient => !IsFinal && Failure is ProviderFailure.RateLimited or ProviderFailure.ServerError or ProviderFailure.Dropped;

    private static string CodeOf(ProviderFailure failure) => failure switch
    {
        ProviderFailure.NotRunning => ErrorCode.ProviderNotRunning,
        ProviderFailure.ModelMissing => ErrorCode.ModelMissing,
        ProviderFailure.OutOfMemory => ErrorCode.ModelOutOfMemory,
        ProviderFailure.TimedOut => ErrorCode.ProviderTimedOut,
        ProviderFailure.RateLimited => ErrorCode.ProviderRateLimited,
        ProviderFailure.Unauthorized => ErrorCode.ProviderUnauthorized,
        ProviderFailure.ContextTooLong => ErrorCode.ContextTooLong,
        ProviderFailure.WrongModel => ErrorCode.WrongModel,
        ProviderFailure.NotAllowed => ErrorCode.ProviderNotAllowed,
        _ => ErrorCode.ProviderFailed,
    };
}
