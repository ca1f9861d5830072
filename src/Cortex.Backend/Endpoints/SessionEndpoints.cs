using System.Globalization;
using Cortex.Backend.OpenApi;
using Cortex.Backend.Problems;
using Cortex.Backend.Security;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Contract.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Backend.Endpoints;

internal static class SessionEndpoints
{
    public static void MapSession(this IEndpointRouteBuilder api)
    {
        api.MapPost("/session", SignInAsync).WithTags("session").WithBody<CreateSessionRequest>().Produces<SessionResult>().WithSummary("Trade the library's token for a cookie of this browser.").WithProblem(401).WithMetadata(OpenEndpoint.Instance);
        api.MapDelete("/session", SignOutAsync).WithTags("session").Produces(204).WithSummary("End this browser's session.");
    }

    private static async Task SignInAsync(HttpContext http, Credentials credentials, ServerAddress address)
    {
        var request = await JsonBody.ReadAsync(http, CortexJson.Default.CreateSessionRequest);
        var (state, session) = await credentials.SignInAsync(request.Token);
        switch (state)
        {
            case CredentialState.Valid:
                http.Response.Cookies.Append(address.CookieName, session!, Cookie());
                await http.Response.WriteAsJsonAsync(new SessionResult(SignedIn: true), CortexJson.Wire.SessionResult, cancellationToken: http.RequestAborted);
                break;
            case CredentialState.TooManyFailures:
                http.Response.Headers.RetryAfter = Credentials.Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
                await ProblemResult.WriteAsync(http, ProblemResult.Of(ErrorCode.TooManyRequests));
                break;
            default:
                await ProblemResult.WriteAsync(http, ProblemResult.Of(ErrorCode.Unauthorized, "That is not this library's token. `cortex serve` prints the address with the right one."));
                break;
        }
    }

    private static async Task SignOutAsync(HttpContext http, EngineHost host, ServerAddress address, LiveSockets sockets)
    {
        if (http.Request.Cookies[address.CookieName] is { } session)
        {
            await host.Engine.Sessions.RevokeAsync(session);
            sockets.CloseAll();
        }

        http.Response.Cookies.Delete(address.CookieName, Cookie());
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    // No Secure: loopback speaks plain HTTP.
    private static CookieOptions Cookie() => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", MaxAge = TimeSpan.FromDays(90), IsEssential = true };
}
