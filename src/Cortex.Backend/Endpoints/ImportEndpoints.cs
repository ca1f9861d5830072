using Cortex.Backend.OpenApi;
using Cortex.Backend.Problems;
using Cortex.Contract;
using Cortex.Contract.Import;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Backend.Endpoints;

internal static class ImportEndpoints
{
    public static void MapImport(this IEndpointRouteBuilder api) =>
        api.MapPost("/import", ImportPageAsync).WithTags("import").WithBody<ImportPageRequest>().WithSummary("Fetch a web page and keep it; the same page again brings its item up to date.").WithProblem(502).WithProblem(504);

    private static async Task<Results<Created<ImportPageResult>, Ok<ImportPageResult>>> ImportPageAsync(HttpContext http, EngineHost host)
    {
        var request = await JsonBody.ReadAsync(http, CortexJson.Default.ImportPageRequest);
        var result = await host.Engine.Pages.ImportAsync(request, progress: null, http.RequestAborted);
        return result.Outcome == ImportOutcome.Created ? TypedResults.Created($"/api/items/{result.Item.Id}", result) : TypedResults.Ok(result);
    }
}
