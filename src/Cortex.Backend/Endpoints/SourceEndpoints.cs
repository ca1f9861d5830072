using System.Globalization;
using Cortex.Backend.OpenApi;
using Cortex.Backend.Problems;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Contract.Import;
using Cortex.Contract.Sources;
using Cortex.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Backend.Endpoints;

internal static class SourceEndpoints
{
    private const int DefaultSkipped = 100, MaxSkipped = 10_000, InList = 0;

    public static void MapSources(this IEndpointRouteBuilder api)
    {
        api.MapGet("/sources", List).WithTags("sources").WithSummary("The folders that the library keeps in step with, and how each stands.");
        api.MapPost("/sources", AddAsync).WithTags("sources").WithBody<AddSourceRequest>().WithSummary("Follow a folder of this machine from now on; its files come in while the server runs.");
        api.MapGet("/sources/{id}", Get).WithTags("sources").WithSummary("One source, with what was left out of it and why.").WithProblem(404).WithQuery("skipped", "How many of the files left out to name.", DefaultSkipped, 0, MaxSkipped);
        api.MapPost("/sources/{id}/sync", SyncAsync).WithTags("sources").WithSummary("Go through a folder now; answers when its files are in the library.").WithProblem(404);
        api.MapDelete("/sources/{id}", RemoveAsync).WithTags("sources").WithSummary("Follow a folder no longer; its items stay.").WithProblem(404);
    }

    private static Ok<SourceList> List(EngineHost host) => TypedResults.Ok(new SourceList(host.Engine.Folders.Status(InList)));

    private static Ok<SourceStatus> Get(HttpContext http, EngineHost host, string id)
    {
        var parameters = new QueryParameters(http.Request);
        var skipped = parameters.Int("skipped", DefaultSkipped, 0, MaxSkipped);
        parameters.Check();
        return TypedResults.Ok(host.Engine.Folders.Status(Number(id), skipped));
    }

    private static async Task<Created<SourceStatus>> AddAsync(HttpContext http, EngineHost host)
    {
        var request = await JsonBody.ReadAsync(http, CortexJson.Default.AddSourceRequest);
        if (request.Path is not { Length: > 0 } path || !Path.IsPathFullyQualified(path) || path.Contains('\0')) throw CortexException.Invalid("path", "Must be the absolute path of a folder.");
        var folder = await host.Engine.Folders.AddAsync(path, request.Tags ?? []);
        return TypedResults.Created($"/api/sources/{folder.Id}", host.Engine.Folders.Status(folder.Id, InList));
    }

    private static async Task<Ok<ImportReport>> SyncAsync(HttpContext http, EngineHost host, string id) =>
        TypedResults.Ok(await host.Engine.Folders.SyncAsync(host.Engine.Folders.Get(Number(id)), progress: null, http.RequestAborted));

    private static async Task<NoContent> RemoveAsync(EngineHost host, string id)
    {
        await host.Engine.Folders.RemoveAsync(Number(id));
        return TypedResults.NoContent();
    }

    // What is no number is the id of no source.
    private static long Number(string id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new CortexException(ErrorCode.NotFound, "There is no such source.");
}
