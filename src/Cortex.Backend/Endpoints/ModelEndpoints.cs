using Cortex.Backend.OpenApi;
using Cortex.Backend.Problems;
using Cortex.Contract;
using Cortex.Contract.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Backend.Endpoints;

internal static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder api)
    {
        var embedding = api.MapGroup("/models/embedding").WithTags("models");
        embedding.MapGet("", (EngineHost host) => TypedResults.Ok(host.Engine.ModelChoice.Report())).WithSummary("Which model the library is embedded by, and which is being changed to.");
        embedding.MapPut("", UseAsync).WithBody<UseModelRequest>().WithSummary("Embed the library by another model, in the background; the vectors in use serve on until it is done.");
        embedding.MapDelete("/building", CancelAsync).WithSummary("Stop embedding by another model; the one in use stays.");
    }

    private static async Task<Ok<ModelsReport>> UseAsync(HttpContext http, EngineHost host) =>
        TypedResults.Ok(await host.Engine.ModelChoice.UseAsync((await JsonBody.ReadAsync(http, CortexJson.Default.UseModelRequest)).File));

    private static async Task<Ok<ModelsReport>> CancelAsync(EngineHost host)
    {
        await host.Engine.ModelChoice.CancelAsync();
        return TypedResults.Ok(host.Engine.ModelChoice.Report());
    }
}
