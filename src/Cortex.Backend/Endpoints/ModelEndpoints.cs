using System.Text.Json;
using Cortex.Backend.OpenApi;
using Cortex.Backend.Problems;
using Cortex.Contract;
using Cortex.Contract.Models;
using Cortex.Engine;
using Cortex.Engine.Providers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Backend.Endpoints;

internal static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder api)
    {
        api.MapGet("/models", OverviewAsync).WithTags("models").WithSummary("Who runs models, whether they are reached, what they have, and what each task asks. A provider in the cloud that is chosen for nothing is not asked.");
        api.MapPost("/models/pull", PullAsync).WithTags("models").WithBody<PullModelRequest>().Produces<PullStatus>(200, NdJson).WithProblem(404).WithProblem(503).WithProblem(504)
            .WithSummary("Fetch a model to this machine: a line of JSON for each step. What was fetched stays when the client goes; the same again goes on from there.");
        var embedding = api.MapGroup("/models/embedding").WithTags("models");
        embedding.MapGet("", (EngineHost host) => TypedResults.Ok(host.Engine.ModelChoice.Report())).WithSummary("Which model the library is embedded by, and which is being changed to.");
        embedding.MapPut("", UseAsync).WithBody<UseModelRequest>().WithSummary("Embed the library by another model, in the background; the vectors in use serve on until it is done.");
        embedding.MapDelete("/building", CancelAsync).WithSummary("Stop embedding by another model; the one in use stays.");
    }

    private const string NdJson = "application/x-ndjson";

    private static async Task<Ok<ModelsOverview>> OverviewAsync(HttpContext http, EngineHost host) => TypedResults.Ok(await host.Engine.ModelsAsync(http.RequestAborted));

    private static async Task<Ok<ModelsReport>> UseAsync(HttpContext http, EngineHost host)
    {
        var request = await JsonBody.ReadAsync(http, CortexJson.Default.UseModelRequest);
        if (request.Model is null) return TypedResults.Ok(await host.Engine.ModelChoice.UseAsync(request.File));
        if (request.File is not null) throw CortexException.Invalid("model", "Name a file or a provider's model, not both.");
        if (!ModelId.TryParse(request.Model, out var model)) throw CortexException.Invalid("model", "Must be provider:model, such as ollama:nomic-embed-text.");
        return TypedResults.Ok(await host.Engine.ModelChoice.UseAsync(model, request.Agreed, http.RequestAborted));
    }

    private static async Task PullAsync(HttpContext http, EngineHost host)
    {
        var request = await JsonBody.ReadAsync(http, CortexJson.Default.PullModelRequest);
        await using var steps = host.Engine.ProviderDirectory.PullAsync(request.Model, http.RequestAborted).GetAsyncEnumerator(http.RequestAborted);
        // What fails before the first line is a failure of the request.
        if (!await steps.MoveNextAsync()) return;
        http.Response.ContentType = NdJson;
        try
        {
            do await WriteAsync(http, steps.Current);
            while (await steps.MoveNextAsync());
        }
        catch (CortexException error)
        {
            await WriteAsync(http, new PullStatus { Status = "failed", Problem = ProblemResult.Of(error) });
        }
    }

    private static async Task WriteAsync(HttpContext http, PullStatus step)
    {
        await http.Response.BodyWriter.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(step, CortexJson.Wire.PullStatus), (byte)'\n'], http.RequestAborted);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private static async Task<Ok<ModelsReport>> CancelAsync(EngineHost host)
    {
        await host.Engine.ModelChoice.CancelAsync();
        return TypedResults.Ok(host.Engine.ModelChoice.Report());
    }
}
