using System.Globalization;
using Cortex.Backend.OpenApi;
using Cortex.Backend.Problems;
using Cortex.Contract;
using Cortex.Contract.Digests;
using Cortex.Contract.Errors;
using Cortex.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Backend.Endpoints;

internal static class DigestEndpoints
{
    private const int DefaultLimit = 20, MaxLimit = 200;

    public static void MapDigests(this IEndpointRouteBuilder api)
    {
        api.MapGet("/digest", Find).WithTags("digest").WithSummary("The latest digest of a period, or the one that is about a day.").WithQuery<DigestPeriod>("period", "Daily unless said.").WithQuery("date", "Such as 2024-05-01.").WithProblem(404);
        api.MapPost("/digest", MakeAsync).WithTags("digest").WithBody<CreateDigestRequest>().WithSummary("Make the digest of now; where there is one of the same day or week already, it is that one unless `again` is true.");
        api.MapGet("/digests", List).WithTags("digest").WithSummary("Digests, the latest first.").WithQuery("limit", "How many.", DefaultLimit, 1, MaxLimit).WithQuery("offset", "How many to leave out.", 0, 0, int.MaxValue);
        api.MapGet("/digests/{id}", Get).WithTags("digest").WithSummary("One digest.");
    }

    private static Ok<LibraryDigest> Find(HttpContext http, EngineHost host)
    {
        var parameters = new QueryParameters(http.Request);
        var (period, date) = (parameters.Enum<DigestPeriod>("period") ?? DigestPeriod.Daily, parameters.Text("date"));
        parameters.Check();
        DateOnly? day = null;
        if (date is not null) day = DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) && read.Year > 1 ? read : throw CortexException.Invalid("date", "Must be a date such as 2024-05-01.");
        return TypedResults.Ok(host.Engine.Digests.Find(period, day) ?? throw new CortexException(ErrorCode.NotFound, "There is no such digest; POST /api/digest makes one."));
    }

    private static Ok<LibraryDigest> Get(string id, EngineHost host) => TypedResults.Ok(host.Engine.Digests.Get(id));

    private static async Task<Ok<LibraryDigest>> MakeAsync(HttpContext http, EngineHost host)
    {
        var request = await JsonBody.ReadAsync(http, CortexJson.Default.CreateDigestRequest);
        return TypedResults.Ok(await host.Engine.Digests.MakeAsync(request.Period ?? DigestPeriod.Manual, request.Again ?? false, http.RequestAborted));
    }

    private static Ok<DigestPage> List(HttpContext http, EngineHost host)
    {
        var parameters = new QueryParameters(http.Request);
        var (limit, offset) = (parameters.Int("limit", DefaultLimit, 1, MaxLimit), parameters.Int("offset", 0, 0, int.MaxValue));
        parameters.Check();
        return TypedResults.Ok(host.Engine.Digests.List(limit, offset));
    }
}
