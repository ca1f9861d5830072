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
    public static void MapProcessing(this IEndpointRouteBuilder api)
    {
        api.MapGet("/processing/queue", Queue).WithTags("processing").WithSummary("The index ledger: how many items stand where, then the jobs that are not done.").WithQuery("limit", "integer", "How many jobs to show, 0 to 1000; 50 unless said.");
        api.MapPost("/processing/retry", RetryAsync).WithTags("processing").Accepts<RetryRequest>(isOptional: true, "application/json").WithSummary("Try failed jobs again: of the items named, or all.");
        api.MapGet("/events", Events).WithTags("events").WithSummary("What happened after a number; the sockets send the same, live.").WithQuery("after", "integer", "A seq; 0 unless said.").WithQuery("limit", "integer", "1 to 1000; 200 unless said.");
    }

    private static Ok<QueueStatus> Queue(HttpContext http, EngineHost host)
    {
        var parameters = new QueryParameters(http.Request);
        var limit = parameters.Int("limit", 50, 0, 1000);
        parameters.Check();
        return TypedResults.Ok(host.Engine.Ledger.Status(limit));
    }

    private static async Task<Ok<RetryResult>> RetryAsync(HttpContext http, EngineHost host)
    {
        var hasBody = http.Request.ContentLength is > 0 || http.Request.Headers.TransferEncoding.Count > 0;
        var request = hasBody ? await JsonBody.ReadAsync(http, CortexJson.Default.RetryRequest) : new RetryRequest();
        return TypedResults.Ok(new RetryResult(await host.Engine.RetryAsync(request.ItemIds)));
    }

    private static Ok<EventPage> Events(HttpContext http, EngineHost host)
    {
        var parameters = new QueryParameters(http.Request);
        var after = parameters.Long("after", 0);
        var limit = parameters.Int("limit", 200, 1, 1000);
        parameters.Check();
        return TypedResults.Ok(host.Engine.Database.ReadSnapshot(db => new EventPage(ChangeLog.After(db, after, limit), ChangeLog.LastSeq(db))));
    }
}
