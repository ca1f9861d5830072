using Cortex.Backend.OpenApi;
using Cortex.Backend.Problems;
using Cortex.Backend.Security;
using Cortex.Contract;
using Cortex.Contract.Status;
using Cortex.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Backend.Endpoints;

internal static class SystemEndpoints
{
    private const int MaxChallenge = 128;

    public static void MapSystem(this IEndpointRouteBuilder api)
    {
        api.MapGet("/health", CheckHealth).WithTags("system").WithSummary("Whether everything that is set up works; 503 only when the database itself fails.")
            .WithQuery("challenge", "Answered in the header Cortex-Proof by one who knows the library's token.")
            .Produces<Health>(200).Produces<Health>(503).WithMetadata(OpenEndpoint.Instance);
        api.MapGet("/db/status", (EngineHost host) => TypedResults.Ok(LibraryStatus.Of(host.Engine.Database))).WithTags("system").WithSummary("The database: its place, size and schema.");
        api.MapGet("/settings", (EngineHost host) => TypedResults.Ok(host.Engine.Settings.All())).WithTags("system").WithSummary("Every setting, its value in force and where that comes from.");
        api.MapPut("/settings", UpdateSettingsAsync).WithTags("system").WithBody<UpdateSettingsRequest>().WithSummary("Change settings; null goes back to the default.");
    }

    private static JsonHttpResult<Health> CheckHealth(HttpContext http, EngineHost host, DatabaseCheck check, EmbeddingCheck embeddingCheck)
    {
        if (http.Request.Query["challenge"] is [{ Length: > 0 and <= MaxChallenge } challenge]) http.Response.Headers["Cortex-Proof"] = host.Token.Prove(challenge);
        var database = check.Run();
        var checks = new Dictionary<string, HealthCheck>(StringComparer.Ordinal) { ["database"] = database };
        if (embeddingCheck.Run() is { } embedding) checks["embedding"] = embedding;
        // Without the database nothing works; without the model words still do.
        var status = database.Status != HealthStatus.Healthy ? database.Status : checks.Values.All(one => one.Status == HealthStatus.Healthy) ? HealthStatus.Healthy : HealthStatus.Degraded;
        var health = new Health(status, CortexVersion.Current, host.Time.GetUtcNow().UtcDateTime, checks);
        return TypedResults.Json(health, CortexJson.Wire.Health, statusCode: database.Status == HealthStatus.Unhealthy ? 503 : 200);
    }

    private static async Task<Ok<SettingsResponse>> UpdateSettingsAsync(HttpContext http, EngineHost host) =>
        TypedResults.Ok(await host.Engine.Settings.UpdateAsync(await JsonBody.ReadAsync(http, CortexJson.Default.UpdateSettingsRequest)));
}
