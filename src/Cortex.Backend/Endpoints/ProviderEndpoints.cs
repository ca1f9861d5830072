using Cortex.Backend.OpenApi;
using Cortex.Backend.Problems;
using Cortex.Contract;
using Cortex.Contract.Models;
using Cortex.Contract.Status;
using Cortex.Engine.Providers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Backend.Endpoints;

internal static class ProviderEndpoints
{
    private const int DefaultRequests = 100, MaxRequests = 1000;

    public static void MapProviders(this IEndpointRouteBuilder api)
    {
        api.MapGet("/health/ollama", OllamaAsync).WithTags("models").WithSummary("Whether Ollama is reached, its version and its models; where it is not, what to do.");
        api.MapPost("/providers/{id}/test", TestAsync).WithTags("models").WithProblem(422).WithSummary("Whether a provider works, its key included. This asks it, also in the cloud.");
        api.MapGet("/settings/ai", async (HttpContext http, EngineHost host) => TypedResults.Ok(await host.Engine.AiConfiguration.ReportAsync(http.RequestAborted))).WithTags("models").WithSummary("The mode, the models of each task and the providers' addresses, each with where it comes from; and whether there are keys.");
        api.MapPut("/settings/ai", UpdateAsync).WithTags("models").WithBody<UpdateAiSettingsRequest>().WithSummary("Change them; null goes back to the default. A model in the cloud that is chosen for embedding is not sent anything before that is agreed to (PUT /api/models/embedding).");
        api.MapGet("/network", Network).WithTags("system").WithSummary("What left this machine: when, to whom, for what, how much.").WithQuery("limit", "How many requests to show.", DefaultRequests, 0, MaxRequests);
    }

    private static async Task<Ok<ProviderReport>> OllamaAsync(HttpContext http, EngineHost host) =>
        TypedResults.Ok(await host.Engine.ProviderDirectory.GetAsync(BuiltInProviders.Ollama, http.RequestAborted));

    private static async Task<Ok<ProviderTestResult>> TestAsync(string id, HttpContext http, EngineHost host) =>
        TypedResults.Ok(await host.Engine.ProviderDirectory.TestAsync(id, http.RequestAborted));

    private static async Task<Ok<AiSettingsReport>> UpdateAsync(HttpContext http, EngineHost host) =>
        TypedResults.Ok(await host.Engine.AiConfiguration.UpdateAsync(await JsonBody.ReadAsync(http, CortexJson.Default.UpdateAiSettingsRequest), http.RequestAborted));

    private static Ok<NetworkReport> Network(HttpContext http, EngineHost host)
    {
        var parameters = new QueryParameters(http.Request);
        var limit = parameters.Int("limit", DefaultRequests, 0, MaxRequests);
        parameters.Check();
        return TypedResults.Ok(host.Engine.Network.Report(limit));
    }
}
