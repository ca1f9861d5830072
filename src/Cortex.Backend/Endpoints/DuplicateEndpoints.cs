using Cortex.Backend.OpenApi;
using Cortex.Contract.Items;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Backend.Endpoints;

internal static class DuplicateEndpoints
{
    private const int DefaultLimit = 20, MaxLimit = 100;

    public static void MapDuplicates(this IEndpointRouteBuilder api) =>
        api.MapGet("/duplicates", List).WithTags("items").WithSummary("Pairs of items whose texts are nearly the same, the newest first.")
            .WithQuery("offset", "How many to pass over.", 0, 0, QueryParameters.MaxOffset).WithQuery("limit", "How many to show.", DefaultLimit, 1, MaxLimit);

    private static Ok<DuplicatePage> List(HttpContext http, EngineHost host)
    {
        var parameters = new QueryParameters(http.Request);
        var offset = parameters.Long("offset", 0, 0, QueryParameters.MaxOffset);
        var limit = parameters.Int("limit", DefaultLimit, 1, MaxLimit);
        parameters.Check();
        return TypedResults.Ok(host.Engine.Duplicates.List(offset, limit));
    }
}
