using Microsoft.AspNetCore.Http;

namespace Cortex.Backend.Security;

internal enum CredentialState { Valid, Missing, NotSameOrigin, TooManyFailures }

/// <summary>
/// Who may come in: the bearer of the token, or the cookie of a session that was traded for it. Wrong ones are counted: past
/// a limit they are answered 429. A right token always passes, so that nobody can lock the owner out.
/// </summary>
internal sealed class Credentials(EngineHost host, BackendOptions options, ServerAddress address)
{
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(60);
    private const int MaxFailures = 20;
    private const string Scheme = "Bearer ";

    private readonly Lock _gate = new();
    private long _windowStart;
    private int _failures;

    public CredentialState Check(HttpContext http, bool sameOrigin)
    {
        if (!options.RequireToken) return CredentialState.Valid;
        // What is sent on purpose decides, not what travels along by itself.
        if (http.Request.Headers.Authorization is { Count: > 0 } authorization)
            return authorization is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && host.Token.Matches(value[Scheme.Length..].Trim()) ? CredentialState.Valid : Wrong();
        if (http.Request.Cookies[address.CookieName] is not { Length: > 0 } session) return CredentialState.Missing;
        if (!host.Engine.Sessions.IsValid(session)) return Wrong();
        return sameOrigin ? CredentialState.Valid : CredentialState.NotSameOrigin;
    }

    /// <summary>Trades the token for a session; the session is null unless the token is right.</summary>
    public async Task<(CredentialState State, string? Session)> SignInAsync(string token)
    {
        var sessions = host.Engine.Sessions;
        // In this order: whoever rotates the token meanwhile finds the session and ends it, or the epoch is another.
        var epoch = sessions.Epoch();
        host.ReloadToken();
        if (!host.Token.Matches(token)) return (Wrong(), null);
        return await sessions.CreateAsync(epoch) is { } session ? (CredentialState.Valid, session) : (CredentialState.Missing, null);
    }

    private CredentialState Wrong() => Fail() ? CredentialState.TooManyFailures : CredentialState.Missing;

    // Counts a wrong one; true when there have been too many of late.
    private bool Fail()
    {
        lock (_gate)
        {
            var now = host.Time.GetTimestamp();
            if (_failures == 0 || host.Time.GetElapsedTime(_windowStart, now) > Window)
            {
                _windowStart = now;
                _failures = 0;
            }

            return ++_failures > MaxFailures;
        }
    }
}
