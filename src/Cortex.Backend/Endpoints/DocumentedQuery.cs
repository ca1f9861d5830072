using Microsoft.AspNetCore.Builder;

namespace Cortex.Backend.Endpoints;

/// <summary>A query parameter of an endpoint, for the API's description; the endpoint reads it by <see cref="QueryParameters"/>.</summary>
internal sealed record DocumentedQuery(string Name, string Type, string Description);

internal static class DocumentedQueryExtensions
{
    /// <param name="type">integer, string or boolean</param>
    public static RouteHandlerBuilder WithQuery(this RouteHandlerBuilder endpoint, string name, string type, string description) =>
        endpoint.WithMetadata(new DocumentedQuery(name, type, description));
}
