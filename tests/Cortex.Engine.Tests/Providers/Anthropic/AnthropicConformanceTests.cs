using System.Text.Json;
using System.Text.Json.Nodes;
using Cortex.Engine.Providers;
using Cortex.Engine.Providers.Anthropic;

namespace Cortex.Engine.Tests.Providers.Anthropic;

/// <summary>Anthropic's Messages API as its documents have it, held to what every provider does.</summary>
public sealed class AnthropicConformanceTests : ProviderConformanceTests
{
    protected override string Model => "claude-sonnet-4-5";

    internal override IModelProvider Create(ProviderOptions options) => new AnthropicProvider(options);

    internal override ScriptedAnswer Streamed(WireReply reply) => AnthropicWire.Streamed(reply, Model);

    internal override ScriptedAnswer? Failed(WireError error, string message) => error switch
    {
        WireError.BadKey => AnthropicWire.Error(401, "authentication_error", message),
        WireError.Forbidden => AnthropicWire.Error(403, "permission_error", message),
        WireError.NoModel => AnthropicWire.Error(404, "not_found_error", "model: " + message),
        WireError.RateLimited => AnthropicWire.Error(429, "rate_limit_error", message),
        WireError.ServerError => AnthropicWire.Error(500, "api_error", message),
        WireError.Overloaded => AnthropicWire.Error(529, "overloaded_error", message),
        WireError.ContextTooLong => AnthropicWire.Error(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum " + message),
        // Its memory is its own affair.
        _ => null,
    };

    internal override ScriptedAnswer Listed(params string[] models) =>
        ScriptedAnswer.Json(new JsonObject { ["data"] = new JsonArray([.. models.Select(model => (JsonNode)new JsonObject { ["type"] = "model", ["id"] = model, ["display_name"] = model, ["created_at"] = "2026-01-01T00:00:00Z" })]), ["has_more"] = false }.ToJsonString());

    internal override ScriptedAnswer? Embedded(params float[][] vectors) => null;

    internal override SentRequest Read(ReceivedRequest request)
    {
        var body = request.Json;
        return new SentRequest
        {
            Model = body.GetProperty("model").GetString()!,
            System = body.TryGetProperty("system", out var system) ? Text(system) : null,
            Messages = [.. body.GetProperty("messages").EnumerateArray().SelectMany(Messages)],
            Tools = body.TryGetProperty("tools", out var tools) ? [.. tools.EnumerateArray().Select(tool => new SentTool(tool.GetProperty("name").GetString()!, tool.GetProperty("description").GetString(), Schema(tool.GetProperty("input_schema"))))] : [],
            Temperature = body.TryGetProperty("temperature", out var temperature) ? temperature.GetDouble() : null,
            MaxTokens = body.GetProperty("max_tokens").GetInt32(),
            Stop = body.TryGetProperty("stop_sequences", out var stop) ? [.. stop.EnumerateArray().Select(word => word.GetString()!)] : [],
            Schema = body.TryGetProperty("output_config", out var output) ? output.GetProperty("format").GetProperty("schema") : null,
        };
    }

    internal override IReadOnlyList<string> ReadTexts(ReceivedRequest request) => [];

    internal override string? KeyOf(ReceivedRequest request) => request.Header("x-api-key");

    // A result is a block of the user's in this format.
    private static IEnumerable<SentMessage> Messages(JsonElement message)
    {
        var content = message.GetProperty("content");
        var role = message.GetProperty("role").GetString()!;
        if (content.ValueKind == JsonValueKind.String) return [new SentMessage(role, content.GetString()!, [])];
        var blocks = content.EnumerateArray().ToList();
        var results = blocks.Where(block => block.GetProperty("type").GetString() == "tool_result").Select(block => new SentMessage("tool", Text(block.GetProperty("content")), [], block.GetProperty("tool_use_id").GetString())).ToList();
        if (results.Count > 0) return results;
        return [new SentMessage(role, Text(content), [.. blocks.Where(block => block.GetProperty("type").GetString() == "tool_use").Select(block => new SentCall(block.GetProperty("id").GetString(), block.GetProperty("name").GetString()!, block.GetProperty("input")))])];
    }

    private static string Text(JsonElement content) => content.ValueKind == JsonValueKind.String ? content.GetString()!
        : string.Concat(content.EnumerateArray().Where(block => block.GetProperty("type").GetString() == "text").Select(block => block.GetProperty("text").GetString()));

    // The API wants objects closed; what a tool takes is the same without that.
    private static JsonElement Schema(JsonElement schema)
    {
        var node = JsonNode.Parse(schema.GetRawText())!.AsObject();
        node.Remove("additionalProperties");
        return JsonSerializer.SerializeToElement(node);
    }
}
