using Cortex.Backend.OpenApi;
using Cortex.Contract.Items;
using Cortex.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Backend.Endpoints;

internal static class TagEndpoints
{
    public static void MapTags(this IEndpointRouteBuilder api) =>
        api.MapGet("/tags", List).WithTags("items").WithSummary("Every tag with how many items have it, the most frequent first.");

    private static Ok<TagList> List(EngineHost host) => TypedResults.Ok(new TagList(host.Engine.Tags.List()));
}
