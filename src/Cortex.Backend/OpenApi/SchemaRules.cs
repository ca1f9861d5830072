using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Cortex.Contract.Errors;
using Cortex.Contract.Events;
using Cortex.Contract.Workflows;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cortex.Backend.OpenApi;

/// <summary>What the generated schemas leave out or say too loosely, so that generated types say what the wire does.</summary>
internal static class SchemaRules
{
    // Written whole, also where reading them has defaults.
    private static readonly string[] AlwaysWhole = ["Block", "InlineMark", "TextSpan"];

    // Left out rather than null.
    private static readonly (string Schema, string Property)[] LeftOut = [("Problem", "detail"), ("Problem", "errors"), ("HealthCheck", "error")];

    public static string? ReferenceId(JsonTypeInfo type) => IsFreeObject(type.Type) ? "JsonObject" : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    public static void Apply(OpenApiSchema schema, Type type)
    {
        if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = Names(type);
        }

        if (!IsFreeObject(type)) return;
        schema.Type = JsonSchemaType.Object;
        schema.AdditionalProperties = new OpenApiSchema();
    }

    public static OpenApiSchema Of(DocumentedQuery query)
    {
        if (query.Type.IsEnum) return new OpenApiSchema { Type = JsonSchemaType.String, Enum = Names(query.Type) };
        if (query.Type == typeof(bool)) return new OpenApiSchema { Type = JsonSchemaType.Boolean };
        if (query.Type != typeof(long)) return new OpenApiSchema { Type = JsonSchemaType.String };
        return new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Default = query.Default, Minimum = Number(query.Least), Maximum = query.Most == long.MaxValue ? null : Number(query.Most) };
    }

    /// <summary>What can only be said of the finished document.</summary>
    public static void Finish(OpenApiDocument document)
    {
        var schemas = document.Components!.Schemas!.ToDictionary(pair => pair.Key, pair => (OpenApiSchema)pair.Value, StringComparer.Ordinal);
        foreach (var name in AlwaysWhole) schemas[name].Required = schemas[name].Properties!.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var (name, property) in LeftOut)
        {
            var schema = (OpenApiSchema)schemas[name].Properties![property];
            schema.Type &= ~JsonSchemaType.Null;
        }

        ((OpenApiSchema)schemas["Problem"].Properties!["code"]).Enum = [.. Codes().Select(code => (JsonNode)code)];
        ((OpenApiSchema)schemas["CreateItemsRequest"].Properties!["items"]).Items = new OpenApiSchemaReference("CreateItemRequest", document);
        ((OpenApiSchema)schemas["SearchFilters"].Properties!["types"]).Items = new OpenApiSchemaReference("ContentType", document);
        ((OpenApiSchema)schemas["ItemGraphEdge"].Properties!["kinds"]).Items = new OpenApiSchemaReference("EvidenceKind", document);
        ((OpenApiSchema)((OpenApiSchema)schemas["UpdateSettingsRequest"].Properties!["settings"]).AdditionalProperties!).Type = JsonSchemaType.String | JsonSchemaType.Null;
        Unite(schemas, nameof(CortexEvent));
        Unite(schemas, nameof(WorkflowEvent));
    }

    // A union of its kinds and nothing else, each told apart by a `type` that is always there.
    private static void Unite(Dictionary<string, OpenApiSchema> schemas, string name)
    {
        var union = schemas[name];
        union.OneOf = union.AnyOf;
        union.AnyOf = null;
        union.Type = null;
        union.Required = null;
        foreach (var kind in union.OneOf!.OfType<OpenApiSchemaReference>().Select(reference => schemas[reference.Reference.Id!]))
        {
            kind.Type = JsonSchemaType.Object;
            kind.Required = new HashSet<string>(["type", .. kind.Required ?? new HashSet<string>()], StringComparer.Ordinal);
        }
    }

    private static bool IsFreeObject(Type type) => type == typeof(JsonElement) || type == typeof(JsonElement?);

    private static List<JsonNode> Names(Type type) => [.. type.GetEnumNames().Select(name => (JsonNode)JsonNamingPolicy.SnakeCaseLower.ConvertName(name))];

    private static IEnumerable<string> Codes() => typeof(ErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal);

    private static string? Number(long? value) => value?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
