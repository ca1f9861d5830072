using Cortex.Backend.OpenApi;
using Cortex.Backend.Problems;
using Cortex.Contract;
using Cortex.Contract.Events;
using Cortex.Contract.Processing;
using Cortex.Engine.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Backend.Endpoints;

internal static class ProcessingEndpoints
{
    private const int DefaultJobs = 50, DefaultEvents = 200, MaxRows = 1000;

    public static void MapProcessing(this IEndpointRouteBuilder api)
    {
        api.MapGet("/processing/queue", Queue).WithTags("processing").WithSummary("The index ledger: how many items stand where, then the jobs that are not done.").WithQuery("limit", "How many jobs to show.", DefaultJobs, 0, MaxRows);
        api.MapPost("/processing/retry", RetryAsync).WithTags("processing").WithBody<RetryRequest>(optional: true).WithSummary("Try failed jobs again: of the items named, or all.").WithProblem(404);
        api.MapPost("/processing/pause", PauseAsync).WithTags("processing").WithBody<PauseRequest>(optional: true).WithSummary("Let the work in the background rest, for some minutes or until it is resumed; what is captured is still found by its words.");
        api.MapPost("/processing/resume", ResumeAsync).WithTags("processing").WithSummary("Let the work in the background go on.");
        api.MapGet("/events", Events).WithTags("events").WithSummary("What happened after a number; the sockets send the same, live.").WithQuery("after", "A seq.", 0, 0, long.MaxValue).WithQuery("limit", "How many events to show.", DefaultEvents, 1, MaxRows);
    }

    private static Ok<QueueStatus> Queue(HttpContext http, EngineHost host)
    {
        var parameters = new QueryParameters(http.Request);
        var limit = parameters.Int("limit", DefaultJobs, 0, MaxRows);
        parameters.Check();
        return TypedResults.Ok(host.Engine.QueueStatus(limit));
    }

    private static async Task<Ok<PauseStatus>> PauseAsync(HttpContext http, EngineHost host)
    {
        var request = HasBody(http) ? await JsonBody.ReadAsync(http, CortexJson.Default.PauseRequest) : new PauseRequest();
        return TypedResults.Ok(await host.Engine.Pause.BeginAsync(request.Minutes));
    }

    private static async Task<Ok<PauseStatus>> ResumeAsync(EngineHost host) => TypedResults.Ok(await host.Engine.Pause.EndAsync());

    private static bool HasBody(HttpContext http) => http.Request.ContentLength is > 0 || http.Request.Headers.TransferEncoding.Count > 0;

    private static async Task<Ok<RetryResult>> RetryAsync(HttpContext http, EngineHost host)
    {
        var request = HasBody(http) ? await JsonBody.ReadAsync(http, CortexJson.Default.RetryRequest) : new RetryRequest();
        return TypedResults.Ok(new RetryResult(await host.Engine.RetryAsync(request.ItemIds)));
    }

    private static Ok<EventPage> Events(HttpContext http, EngineHost host)
    {
        var parameters = new QueryParameters(http.Request);
        var after = parameters.Long("after", 0, 0, long.MaxValue);
        var limit = parameters.Int("limit", DefaultEvents, 1, MaxRows);
        parameters.Check();
        return TypedResults.Ok(host.Engine.Database.ReadSnapshot(db => new EventPage(ChangeLog.After(db, after, limit), ChangeLog.LastSeq(db))));
    }
}
