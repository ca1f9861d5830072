using System.Text.Json;
using System.Text.Json.Nodes;
using Cortex.Engine.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Ollama;

/// <summary>Messages as Ollama's API has them.</summary>
internal static class OllamaMessages
{
    /// <param name="calls">The names of the calls so far, by id: a result says which tool it is of.</param>
    public static void Add(JsonArray list, ChatMessage message, Dictionary<string, string> calls)
    {
        var results = message.Contents.OfType<FunctionResultContent>().ToList();
        foreach (var result in results)
        {
            var entry = new JsonObject { ["role"] = "tool", ["content"] = ToolText.Result(result), ["tool_call_id"] = result.CallId };
            if (calls.TryGetValue(result.CallId, out var name)) entry["tool_name"] = name;
            list.Add((JsonNode)entry);
        }

        var text = string.Concat(message.Contents.OfType<TextContent>().Select(content => content.Text));
        var images = new JsonArray([.. message.Contents.OfType<DataContent>().Where(content => content.HasTopLevelMediaType("image")).Select(content => (JsonNode)content.Base64Data.ToString())]);
        var made = new JsonArray();
        foreach (var call in message.Contents.OfType<FunctionCallContent>())
        {
            calls[call.CallId] = call.Name;
            made.Add((JsonNode)new JsonObject { ["id"] = call.CallId, ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = Arguments(call) } });
        }

        // A message of results alone has said all.
        if (text.Length == 0 && images.Count == 0 && made.Count == 0 && results.Count > 0) return;
        var said = new JsonObject { ["role"] = message.Role.Value, ["content"] = text };
        var thoughts = string.Concat(message.Contents.OfType<TextReasoningContent>().Select(content => content.Text));
        if (thoughts.Length > 0 && message.Role == ChatRole.Assistant) said["thinking"] = thoughts;
        if (images.Count > 0) said["images"] = images;
        if (made.Count > 0) said["tool_calls"] = made;
        list.Add((JsonNode)said);
    }

    private static JsonObject Arguments(FunctionCallContent call)
    {
        var arguments = new JsonObject();
        foreach (var (name, value) in call.Arguments ?? new Dictionary<string, object?>(StringComparer.Ordinal)) arguments[name] = Node(value);
        return arguments;
    }

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        JsonNode node => node.DeepClone(),
        JsonElement element => OllamaRequest.Node(element),
        string text => text,
        _ => JsonSerializer.SerializeToNode(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(value.GetType())),
    };
}
