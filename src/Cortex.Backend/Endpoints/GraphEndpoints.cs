using Cortex.Backend.OpenApi;
using Cortex.Contract.Connections;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Connections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Backend.Endpoints;

internal static class GraphEndpoints
{
    public static void MapGraph(this IEndpointRouteBuilder api) =>
        api.MapGet("/graph", Read).WithTags("items").WithSummary("Items and the connections discovered between them, the strongest first.")
            .WithQuery("min_strength", "Only connections at least as strong, 0 to 1.").WithQuery("limit", "How many items to show.", ItemGraphReader.DefaultLimit, 1, ItemGraphReader.MaxLimit)
            .WithQuery<ContentType>("type", "Both ends are of this type.").WithQuery("tag", "Both ends have this tag.");

    private static Ok<ItemGraph> Read(HttpContext http, EngineHost host)
    {
        var parameters = new QueryParameters(http.Request);
        var strength = parameters.Share("min_strength", 0);
        var limit = parameters.Int("limit", ItemGraphReader.DefaultLimit, 1, ItemGraphReader.MaxLimit);
        var type = parameters.Enum<ContentType>("type");
        var tag = parameters.Text("tag");
        parameters.Check();
        return TypedResults.Ok(host.Engine.Graph.Read(strength, limit, type, tag));
    }
}
