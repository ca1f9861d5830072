using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Wire;

/// <summary>Arguments and results of tools as the text that goes back to a model.</summary>
internal static class ToolText
{
    /// <summary>The arguments as a JSON object.</summary>
    public static string Arguments(FunctionCallContent call) => call.Arguments is { Count: > 0 } arguments ? Json(arguments, typeof(IDictionary<string, object?>)) : "{}";

    /// <summary>A text as it is, anything else as JSON, a failure in its words.</summary>
    public static string Result(FunctionResultContent result) => result.Result switch
    {
        null => result.Exception is { } error ? $"Error: {error.Message}" : "",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        JsonElement json => json.GetRawText(),
        TextContent content => content.Text,
        var value => Json(value, value.GetType()),
    };

    private static string Json(object value, Type type) => JsonSerializer.Serialize(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(type));
}
