using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cortex.Backend.OpenApi;

/// <summary>Describes operations that take or give files, which the model of JSON bodies has no words for.</summary>
internal static class FileOperations
{
    private const string Json = "application/json", Multipart = "multipart/form-data";

    public static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<DocumentedFile>().FirstOrDefault() is { } file) Give(operation, file.MediaType);
        if (metadata.OfType<DocumentedFileBody>().FirstOrDefault() is { } body) operation.RequestBody = new OpenApiRequestBody { Required = true, Content = body.MediaTypes.ToDictionary(type => type, _ => Bytes(), StringComparer.Ordinal) };
        if (metadata.OfType<DocumentedFiles>().Any()) TakeFiles(operation);
    }

    private static void Give(OpenApiOperation operation, string mediaType) => (operation.Responses ??= [])["200"] = new OpenApiResponse
    {
        Description = "The file.",
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [mediaType] = Bytes() },
    };

    private static void TakeFiles(OpenApiOperation operation)
    {
        operation.RequestBody!.Content![Multipart] = new OpenApiMediaType
        {
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Required = new HashSet<string>(StringComparer.Ordinal) { "files" },
                Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                {
                    ["files"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Binary(), Description = "Parts with a file name, whatever their field is called." },
                    ["tags"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String }, Description = "For all files; one part a tag." },
                    ["title"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "For the file after it." },
                },
            },
        };
        // Told under a status of its own, because the model has one schema a status.
        operation.Responses!.Remove(DocumentedFiles.Status.ToString(System.Globalization.CultureInfo.InvariantCulture), out var list);
        var json = ((OpenApiResponse)operation.Responses["200"]).Content![Json];
        json.Schema = new OpenApiSchema { OneOf = [json.Schema!, ((OpenApiResponse)list!).Content![Json].Schema!] };
    }

    private static OpenApiMediaType Bytes() => new() { Schema = Binary() };

    private static OpenApiSchema Binary() => new() { Type = JsonSchemaType.String, Format = "binary" };
}
