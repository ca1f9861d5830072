using System.Globalization;
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

    /// <summary>Cookies ignore ports, so the name carries it.</summary>
    public string CookieName => "cortex_" + address.Port.ToString(CultureInfo.InvariantCulture);

    public CredentialState Check(HttpContext http, bool sameOrigin)
    {
        if (!options.RequireToken) return CredentialState.Valid;
        var presented = false;
        if (http.Request.Headers.Authorization is { Count: > 0 } authorization)
        {
            presented = true;
            if (authorization is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && host.Token.Matches(value[Scheme.Length..].Trim())) return CredentialState.Valid;
        }

        if (http.Request.Cookies[CookieName] is { Length: > 0 } session)
        {
            presented = true;
            if (host.Engine.Sessions.IsValid(session)) return sameOrigin ? CredentialState.Valid : CredentialState.NotSameOrigin;
        }

        return presented && Fail() ? CredentialState.TooManyFailures : CredentialState.Missing;
    }

    /// <summary>For the trade of the token: whether it is right, and whether too many were wrong.</summary>
    public CredentialState CheckToken(string presented)
    {
        if (host.Token.Matches(presented)) return CredentialState.Valid;
        return Fail() ? CredentialState.TooManyFailures : CredentialState.Missing;
    }

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
