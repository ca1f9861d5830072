using System.Globalization;
using Cortex.Backend.OpenApi;
using Cortex.Backend.Transfers;
using Cortex.Contract.Errors;
using Cortex.Contract.Status;
using Cortex.Engine;
using Cortex.Engine.Recovery;
using Cortex.Engine.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Backend.Endpoints;

internal static class BackupEndpoints
{
    private const string MediaType = "application/vnd.sqlite3", AnyBytes = "application/octet-stream";

    public static void MapBackup(this IEndpointRouteBuilder api)
    {
        api.MapPost("/backup", BackUpAsync).WithTags("system").WithFile(MediaType).WithSummary("A backup of the whole library, verified, as `cortex backup` writes it.").WithProblem(503).WithProblem(507);
        api.MapPost("/restore", RestoreAsync).WithTags("system").WithFileBody(AnyBytes, MediaType).WithSummary("Bring a backup back. It is verified before anything changes, and what was there before is kept aside, named.")
            .WithProblem(409).WithProblem(415).WithProblem(422).WithProblem(507);
    }

    private static async Task BackUpAsync(HttpContext http, EngineHost host)
    {
        var database = host.Engine.Database;
        using var file = TransferFile.Create(database.Folder, host.Time);
        var report = await Task.Run(() => Backup.Create(database, file.Path));
        Attachment.Set(http, string.Create(CultureInfo.InvariantCulture, $"cortex-{host.Time.GetUtcNow():yyyyMMdd-HHmmss}.backup"), MediaType);
        http.Response.Headers["Cortex-Content-SHA256"] = report.ContentSha256;
        http.Response.ContentLength = report.SizeBytes;
        await http.Response.SendFileAsync(file.Path, http.RequestAborted);
    }

    private static async Task<Ok<RestoreResult>> RestoreAsync(HttpContext http, EngineHost host)
    {
        if (http.Request.ContentType?.Split(';')[0].Trim() is not (AnyBytes or MediaType)) throw new CortexException(ErrorCode.UnsupportedMediaType, $"Send the backup file as {AnyBytes}.");
        var folder = host.Engine.Database.Folder;
        using var file = TransferFile.Create(folder, host.Time);
        // As it came, as it is prepared, and what was there before.
        if (http.Request.ContentLength is { } announced) Spool.CheckRoom(file.Path, announced * 3);
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        await Spool.WriteAsync(http.Request.Body, file, long.MaxValue, http.RequestAborted);
        // Not cut short when the client goes: it is whole or it is not.
        var report = await Task.Run(() => Restoring.Restore(folder, host.Time, file.Path, "The file that was sent"));
        return TypedResults.Ok(new RestoreResult(report.Items, report.ContentSha256, report.SetAside));
    }
}
