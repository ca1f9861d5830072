using System.Globalization;
using Cortex.Backend.Problems;
using Cortex.Contract.Errors;
using Microsoft.AspNetCore.Http;

namespace Cortex.Backend.Security;

/// <summary>
/// What every request has to pass, in this order: the Host header (against DNS rebinding), the Origin (against other pages),
/// then, unless the endpoint is listed as open, the token or the cookie that was traded for it.
/// </summary>
internal sealed class RequestGate(RequestDelegate next, ServerAddress address, Credentials credentials)
{
    public async Task InvokeAsync(HttpContext http)
    {
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

        SetHeaders(http);
        var open = http.GetEndpoint()?.Metadata.GetMetadata<OpenEndpoint>() is not null;
        if (!open && await RefuseAsync(http)) return;
        await next(http);
    }

    // The Host header must name loopback, with this port or none.
    private bool IsOurHost(HttpRequest request)
    {
        if (request.Headers.Host.Count != 1) return false;
        var host = request.Host;
        if (host.Host is not ("127.0.0.1" or "localhost" or "[::1]")) return false;
        var text = request.Headers.Host.ToString();
        return text.Equals(host.Host, StringComparison.OrdinalIgnoreCase) || text.Equals($"{host.Host}:{Port}", StringComparison.OrdinalIgnoreCase);
    }

    // A page of another site: its Origin says so, or the browser does where no Origin is sent.
    private bool IsForeign(HttpRequest request)
    {
        var origins = request.Headers.Origin;
        if (origins.Count > 0) return origins.Count > 1 || !IsOurOrigin(origins.ToString());
        return request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site" && request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
    }

    private bool IsOurOrigin(string origin) => origin == $"http://127.0.0.1:{Port}" || origin == $"http://localhost:{Port}" || origin == $"http://[::1]:{Port}";

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
        var changes = !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || request.Headers.Upgrade.Count > 0 || request.HttpContext.WebSockets.IsWebSocketRequest;
        if (!changes) return true;
        if (request.Headers.Origin.Count == 1) return request.Headers.Origin.ToString() == $"http://{request.Host.Host}:{Port}";
        return request.Headers["Sec-Fetch-Site"].ToString() == "same-origin";
    }

    private string Port => address.Port.ToString(CultureInfo.InvariantCulture);

    private static void SetHeaders(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }
}
