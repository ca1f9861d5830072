using System.Globalization;
using Cortex.Backend.OpenApi;
using Cortex.Backend.Transfers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Backend.Endpoints;

internal static class ExportEndpoints
{
    public static void MapExport(this IEndpointRouteBuilder api) =>
        api.MapGet("/export", ExportAsync).WithTags("system").WithFile("application/zip").WithSummary("The whole library as a ZIP archive of Markdown, originals and one JSON document, as `cortex export` writes it.");

    private static Task ExportAsync(HttpContext http, EngineHost host)
    {
        var engine = host.Engine;
        Attachment.Set(http, string.Create(CultureInfo.InvariantCulture, $"cortex-export-{host.Time.GetUtcNow():yyyyMMdd-HHmmss}.zip"), "application/zip");
        // Who asks for the headers has no use for the work.
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : PipedBody.SendAsync(http, (stream, stop) => engine.Export.ToZip(stream, progress: null, stop));
    }
}
