using Cortex.Contract.Errors;
using Cortex.Contract.Import;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Cortex.Backend.OpenApi;

/// <summary>A query parameter of an endpoint; the endpoint reads it itself, strictly.</summary>
/// <param name="Type">text, a whole number, a truth value or an enum of the contract</param>
internal sealed record DocumentedQuery(string Name, Type Type, string Description)
{
    public long? Default { get; init; }
    public long? Least { get; init; }
    public long? Most { get; init; }
}

/// <summary>A JSON body of an endpoint, which reads it itself: routing must not look at the media type before the id is looked at.</summary>
internal sealed record DocumentedBody(Type Type, bool Optional);

/// <summary>Answers a file to be saved.</summary>
internal sealed record DocumentedFile(string MediaType);

/// <summary>A body that is one file, of any of these media types.</summary>
internal sealed record DocumentedFileBody(IReadOnlyList<string> MediaTypes);

/// <summary>Takes files in a multipart body as well, and answers them with a list.</summary>
internal sealed record DocumentedFiles
{
    /// <summary>Stands for the second answer under 200.</summary>
    public const int Status = 207;
}

/// <summary>A failure of its own that an endpoint may answer.</summary>
internal sealed record DocumentedProblem(int Status);

/// <summary>What an endpoint says of itself for the API's description.</summary>
internal static class Documented
{
    private const string Json = "application/json", ProblemJson = "application/problem+json";

    public static RouteHandlerBuilder WithQuery(this RouteHandlerBuilder endpoint, string name, string description) => endpoint.WithQuery<string>(name, description);

    public static RouteHandlerBuilder WithQuery<T>(this RouteHandlerBuilder endpoint, string name, string description) => endpoint.WithMetadata(new DocumentedQuery(name, typeof(T), description));

    public static RouteHandlerBuilder WithQuery(this RouteHandlerBuilder endpoint, string name, string description, long fallback, long least, long most) =>
        endpoint.WithMetadata(new DocumentedQuery(name, typeof(long), description) { Default = fallback, Least = least, Most = most });

    public static RouteHandlerBuilder WithBody<T>(this RouteHandlerBuilder endpoint, bool optional = false) => endpoint.WithMetadata(new DocumentedBody(typeof(T), optional));

    public static RouteHandlerBuilder WithFile(this RouteHandlerBuilder endpoint, string mediaType) => endpoint.WithMetadata(new DocumentedFile(mediaType));

    public static RouteHandlerBuilder WithFileBody(this RouteHandlerBuilder endpoint, params string[] mediaTypes) => endpoint.WithMetadata(new DocumentedFileBody(mediaTypes));

    public static RouteHandlerBuilder WithFiles(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new DocumentedFiles()).Produces<ImportFilesResult>(DocumentedFiles.Status);

    public static RouteHandlerBuilder WithProblem(this RouteHandlerBuilder endpoint, int status) => endpoint.WithMetadata(new DocumentedProblem(status));

    /// <summary>Spells bodies and failures out as ASP.NET Core's description reads them. A server does not do this.</summary>
    public static void SpellOut(this IEndpointConventionBuilder endpoints) => endpoints.Finally(endpoint =>
    {
        var statuses = endpoint.Metadata.OfType<DocumentedProblem>().Select(problem => problem.Status).ToHashSet();
        if (endpoint.Metadata.OfType<DocumentedBody>().FirstOrDefault() is { } body)
        {
            endpoint.Metadata.Add(new AcceptsMetadata([Json], body.Type, body.Optional));
            statuses.UnionWith([400, 413, 415, 422]);
        }

        if (endpoint.Metadata.OfType<DocumentedQuery>().Any(query => query.Name != "challenge")) statuses.Add(422);
        if (endpoint is Microsoft.AspNetCore.Routing.RouteEndpointBuilder { RoutePattern.Parameters.Count: > 0 }) statuses.Add(404);
        if (!endpoint.Metadata.OfType<Security.OpenEndpoint>().Any()) statuses.Add(401);
        if (statuses.Contains(401)) statuses.Add(429);
        foreach (var status in statuses.Order()) endpoint.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(Problem), [ProblemJson]));
    });
}
