using System.Globalization;
using Cortex.Backend.Problems;
using Cortex.Contract.Errors;
using Microsoft.AspNetCore.Http;

namespace Cortex.Backend.Security;

/// <summary>
/// What every request has to pass, in this order: the Host header (against DNS rebinding), the Origin (against other pages),
/// then, unless the endpoint is listed as open, the token or the cookie that was traded for it.
/// </summary>
internal sealed class RequestGate(RequestDelegate next, ServerAddress address, Credentials credentials, LiveSockets sockets)
{
    private const string FetchSite = "Sec-Fetch-Site", SameOrigin = "same-origin";

    public async Task InvokeAsync(HttpContext http)
    {
        SetHeaders(http);
        if (!IsOurHost(http.Request))
        {
            await ProblemResult.WriteAsync(http, ProblemResult.Of(ErrorCode.ForbiddenHost, "Use http://127.0.0.1."));
            return;
        }

        if (IsForeign(http.Request))
        {
            await ProblemResult.WriteAsync(http, ProblemResult.Of(ErrorCode.ForbiddenOrigin));
            return;
        }

        // Taken before the credentials are looked at: a revocation after that look ends the socket too.
        if (http.Request.Headers.Upgrade.Count > 0) http.Features.Set(sockets.Current);
        var open = http.GetEndpoint()?.Metadata.GetMetadata<OpenEndpoint>() is not null;
        if (!open && await RefuseAsync(http)) return;
        await next(http);
    }

    // The Host header must name loopback, with this port or none.
    private bool IsOurHost(HttpRequest request) => request.Headers.Host is [{ } host] && address.IsHost(host);

    // A page of another site: its Origin says so, or the browser does where no Origin is sent.
    private bool IsForeign(HttpRequest request)
    {
        var origins = request.Headers.Origin;
        if (origins.Count > 0) return origins is not [{ } origin] || !address.IsOrigin(origin);
        // A link from elsewhere may open the page, but reaches nothing behind it.
        var site = request.Headers[FetchSite];
        return site.Count > 0 && site.ToString() is not (SameOrigin or "none") && request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
    }

    private async Task<bool> RefuseAsync(HttpContext http)
    {
        switch (credentials.Check(http, IsSameOrigin(http.Request)))
        {
            case CredentialState.Valid:
                return false;
            case CredentialState.TooManyFailures:
                http.Response.Headers.RetryAfter = Credentials.Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
                await ProblemResult.WriteAsync(http, ProblemResult.Of(ErrorCode.TooManyRequests));
                return true;
            case CredentialState.NotSameOrigin:
                await ProblemResult.WriteAsync(http, ProblemResult.Of(ErrorCode.ForbiddenOrigin, "A cookie changes nothing unless the page itself asks."));
                return true;
            default:
                http.Response.Headers.WWWAuthenticate = "Bearer";
                await ProblemResult.WriteAsync(http, ProblemResult.Of(ErrorCode.Unauthorized, "Send the token of this library as `Authorization: Bearer …`, or open the URL that `cortex serve` printed."));
                return true;
        }
    }

    // A cookie travels by itself: what changes anything, or opens a socket, must come from the page itself.
    private bool IsSameOrigin(HttpRequest request)
    {
        var changes = !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || request.Headers.Upgrade.Count > 0;
        if (!changes) return true;
        if (request.Headers.Origin.Count == 1) return request.Headers.Origin.ToString() == string.Create(CultureInfo.InvariantCulture, $"http://{request.Host.Host}:{address.Port}");
        return request.Headers[FetchSite].ToString() == SameOrigin;
    }

    private static void SetHeaders(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }
}
