using Cortex.Contract.Errors;
using Cortex.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Cortex.Backend.Problems;

/// <summary>Turns every failure into a problem document; what went wrong inside goes to the log, never to the client.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null }) await WriteEmptyAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody listens any more.
        }
        catch (Exception error) when (!http.Response.HasStarted)
        {
            await ProblemResult.WriteAsync(http, Explain(http, error));
        }
    }

    private static Task WriteEmptyAsync(HttpContext http) => ProblemResult.WriteAsync(http, ProblemResult.Of(http.Response.StatusCode switch
    {
        404 => ErrorCode.NotFound,
        405 => ErrorCode.MethodNotAllowed,
        413 => ErrorCode.PayloadTooLarge,
        415 => ErrorCode.UnsupportedMediaType,
        _ => ErrorCode.InvalidArgument,
    }) with { Status = http.Response.StatusCode });

    private Problem Explain(HttpContext http, Exception error)
    {
        switch (error)
        {
            case CortexException known:
                return ProblemResult.Of(known);
            case BadHttpRequestException { StatusCode: 413 }:
                return ProblemResult.Of(ErrorCode.PayloadTooLarge, $"At most {http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize / (1024 * 1024) ?? 32} MiB are taken in one request.");
            case BadHttpRequestException bad:
                return ProblemResult.Of(ErrorCode.InvalidArgument, "The request could not be read.") with { Status = bad.StatusCode };
            default:
                log.LogError(error, "{Method} {Path} failed", http.Request.Method, http.Request.Path);
                return ProblemResult.Of(ErrorCode.Internal, "Something went wrong inside. The log says more.");
        }
    }
}
