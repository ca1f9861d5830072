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
        api.MapPost("/import", ImportAsync).WithTags("import").WithBody<ImportPageRequest>().WithFiles().Produces<ImportPageResult>(200).Produces<ImportPageResult>(201)
            .WithSummary("Fetch a web page and keep it, or keep the files of a multipart body; the same page again brings its item up to date.").WithProblem(502).WithProblem(504);

    private static async Task<IResult> ImportAsync(HttpContext http, EngineHost host) => FileParts.AreIn(http.Request)
        ? TypedResults.Ok(await FileParts.ImportAsync(http, host))
        : await ImportPageAsync(http, host);

    private static async Task<IResult> ImportPageAsync(HttpContext http, EngineHost host)
    {
        var request = await JsonBody.ReadAsync(http, CortexJson.Default.ImportPageRequest);
        var result = await host.Engine.Pages.ImportAsync(request, progress: null, http.RequestAborted);
        return result.Outcome == ImportOutcome.Created ? TypedResults.Created($"/api/items/{result.Item.Id}", result) : TypedResults.Ok(result);
    }
}
