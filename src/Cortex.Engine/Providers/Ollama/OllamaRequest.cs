using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Ollama;

/// <summary>Requests as Ollama's API has them.</summary>
internal static class OllamaRequest
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject ForModel(string model) => new() { ["model"] = model };

    public static JsonObject Chat(string model, IEnumerable<ChatMessage> messages, ChatOptions? options, ModelAbilities abilities, string? keepAlive)
    {
        var request = ForModel(model);
        var list = new JsonArray();
        if (!string.IsNullOrEmpty(options?.Instructions)) list.Add((JsonNode)new JsonObject { ["role"] = "system", ["content"] = options.Instructions });
        var calls = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var message in messages) OllamaMessages.Add(list, message, calls);
        request["messages"] = list;
        request["stream"] = true;
        if (Tools(options) is { Count: > 0 } tools) request["tools"] = tools;
        if (options?.ResponseFormat is ChatResponseFormatJson json) request["format"] = json.Schema is { } schema ? Node(schema) : "json";
        if (options?.Reasoning?.Effort is { } effort && abilities.Thinks is true) request["think"] = effort != ReasoningEffort.None;
        if (KeepAlive(keepAlive) is { } kept) request["keep_alive"] = kept;
        // What does not fit is an error, and not cut off unseen.
        request["truncate"] = false;
        request["shift"] = false;
        request["options"] = Options(options);
        return request;
    }

    public static JsonObject Embed(string model, IEnumerable<string> texts, int? dimensions, string? keepAlive)
    {
        var request = ForModel(model);
        request["input"] = new JsonArray([.. texts.Select(text => (JsonNode)text)]);
        request["truncate"] = false;
        if (dimensions is { } wanted) request["dimensions"] = wanted;
        if (KeepAlive(keepAlive) is { } kept) request["keep_alive"] = kept;
        return request;
    }

    public static byte[] Bytes(JsonNode node)
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(bytes, Plain)) node.WriteTo(writer);
        return bytes.WrittenSpan.ToArray();
    }

    public static JsonNode? Node(JsonElement element) => JsonNode.Parse(element.GetRawText());

    private static JsonObject Options(ChatOptions? options)
    {
        var chosen = new JsonObject();
        if (options?.MaxOutputTokens is { } most) chosen["num_predict"] = most;
        if (options?.Temperature is { } temperature) chosen["temperature"] = temperature;
        if (options?.TopP is { } topP) chosen["top_p"] = topP;
        if (options?.TopK is { } topK) chosen["top_k"] = topK;
        if (options?.Seed is { } seed) chosen["seed"] = seed;
        if (options?.StopSequences is { Count: > 0 } stops) chosen["stop"] = new JsonArray([.. stops.Select(stop => (JsonNode)stop)]);
        return chosen;
    }

    private static JsonArray? Tools(ChatOptions? options)
    {
        if (options?.Tools is not { Count: > 0 } tools || options.ToolMode is NoneChatToolMode) return null;
        var only = (options.ToolMode as RequiredChatToolMode)?.RequiredFunctionName;
        var list = new JsonArray();
        foreach (var tool in tools.OfType<AIFunctionDeclaration>().Where(tool => only is null || tool.Name == only))
        {
            list.Add((JsonNode)new JsonObject
            {
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = tool.Name, ["description"] = tool.Description, ["parameters"] = Node(tool.JsonSchema) },
            });
        }

        return list;
    }

    // A bare number is seconds, and -1 for ever; Ollama takes it as a number only.
    private static JsonNode? KeepAlive(string? keepAlive) =>
        string.IsNullOrEmpty(keepAlive) ? null : int.TryParse(keepAlive, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) ? (JsonNode)seconds : keepAlive;
}
