using System.Globalization;
using System.Text;
using Cortex.Backend.Security;
using Cortex.Engine.Storage;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Cortex.Backend.OpenApi;

/// <summary>Describes the HTTP door as an OpenAPI document, from the running model. Not loaded by a server.</summary>
public static class ApiDescription
{
    private const string Name = "v1";

    private const string About = """
        The HTTP door of a Cortex library, on 127.0.0.1.

        Two sockets send `CortexEvent` objects as they happen, one a message: `/api/ws/events?after=SEQ` everything, and
        `/api/ws/processing/{id}` how the stages of one item move, until the last is done.
        """;

    /// <summary>The document as JSON, ending in a line feed.</summary>
    public static async Task<string> WriteAsync(LibraryFolder folder)
    {
        await using var host = new EngineHost(folder, TimeProvider.System);
        await using var app = BackendServer.Build(host, new BackendOptions { Port = 0, RunJobs = false }, describe: true);
        await app.StartAsync();
        var document = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync();
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        document.SerializeAsV31(new OpenApiJsonWriter(writer));
        await app.StopAsync();
        return new StringBuilder(writer.ToString()).Replace("\r\n", "\n").Append('\n').ToString();
    }

    internal static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.CreateSchemaReferenceId = SchemaRules.ReferenceId;
        options.AddSchemaTransformer((schema, context, _) =>
        {
            SchemaRules.Apply(schema, context.JsonTypeInfo.Type);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context);
            FileOperations.Describe(operation, context);
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
    });

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var query in metadata.OfType<DocumentedQuery>())
            (operation.Parameters ??= []).Add(new OpenApiParameter { Name = query.Name, In = ParameterLocation.Query, Description = query.Description, Schema = SchemaRules.Of(query) });
        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (response is OpenApiResponse { Content: { } content } told && content.ContainsKey("application/problem+json")) told.Description = Meaning(status);
        }

        (operation.Responses ??= []).TryAdd("default", new OpenApiResponse
        {
            Description = "Any other failure.",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference("Problem", context.Document) } },
        });
        if (metadata.OfType<OpenEndpoint>().Any()) operation.Security = [];
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo { Title = "Cortex", Version = Name, Description = About };
        document.Servers = [new OpenApiServer { Url = "http://127.0.0.1:8742" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            ["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The library's token." },
            ["session"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "cortex_8742", Description = "A browser's session, traded for the token; the name carries the port." },
        };
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("session", document)] = [] },
        ];
        SchemaRules.Finish(document);
    }

    private static string Meaning(string status) => status switch
    {
        "400" => "The body is not JSON.",
        "401" => "No token or session, or a wrong one.",
        "404" => "There is no such item.",
        "409" => "The item has changed meanwhile.",
        "413" => "The body is larger than is taken.",
        "415" => "The body is of another media type, or JSON that is not in UTF-8.",
        "422" => "Fields or parameters are not valid; `errors` names them.",
        "429" => "Too many wrong tokens.",
        "507" => "The disk is full.",
        "502" => "The site cannot be reached, or does not give out the page.",
        "504" => "The site took too long.",
        _ => "A problem document (RFC 9457).",
    };
}
