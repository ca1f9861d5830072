using System.Text;
using Cortex.Backend.Endpoints;
using Cortex.Contract.Errors;
using Cortex.Engine.Storage;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Cortex.Backend.OpenApi;

/// <summary>Describes the HTTP door as an OpenAPI document, from the running model. Not loaded by a server.</summary>
public static class ApiDescription
{
    private const string Name = "v1";

    /// <summary>The document as JSON, ending in a line feed.</summary>
    public static async Task<string> WriteAsync(LibraryFolder folder)
    {
        await using var host = new EngineHost(folder, TimeProvider.System);
        await using var app = BackendServer.Build(host, new BackendOptions { Port = 0, RunJobs = false }, describe: true);
        await app.StartAsync();
        var document = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync();
        var text = new StringBuilder();
        using (var writer = new StringWriter(text) { NewLine = "\n" }) document.SerializeAsV31(new OpenApiJsonWriter(writer));
        await app.StopAsync();
        return text.Replace("\r\n", "\n").Append('\n').ToString();
    }

    internal static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Cortex", Version = Name, Description = "The HTTP door of a Cortex library, on 127.0.0.1." };
            document.Servers = [new OpenApiServer { Url = "http://127.0.0.1:8742" }];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                ["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The library's token." },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(async (operation, context, cancellation) =>
        {
            foreach (var query in context.Description.ActionDescriptor.EndpointMetadata.OfType<DocumentedQuery>())
            {
                (operation.Parameters ??= []).Add(new OpenApiParameter
                {
                    Name = query.Name,
                    In = ParameterLocation.Query,
                    Description = query.Description,
                    Schema = new OpenApiSchema { Type = query.Type switch { "integer" => JsonSchemaType.Integer, "boolean" => JsonSchemaType.Boolean, _ => JsonSchemaType.String } },
                });
            }

            var problem = await context.GetOrCreateSchemaAsync(typeof(Problem), cancellationToken: cancellation);
            (operation.Responses ??= []).TryAdd("default", new OpenApiResponse
            {
                Description = "A problem document (RFC 9457).",
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/problem+json"] = new() { Schema = problem } },
            });
        });
    });
}
