using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cortex.Engine.Tests.Providers.OpenAi;

/// <summary>Chat completions as OpenAI documents them: what a server sends, and what it receives.</summary>
internal static class OpenAiWire
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ScriptedAnswer Stream(WireReply reply, string model)
    {
        var events = new List<string>();
        foreach (var part in reply.Parts) events.Add(string.Concat(Deltas(part).Select(delta => Event(reply.Model ?? model, delta, finish: null))));
        if (events.Count > 0) events[0] = Event(reply.Model ?? model, new JsonObject { ["role"] = "assistant", ["content"] = "" }, finish: null) + events[0];
        events.Add(Event(reply.Model ?? model, [], Finish(reply.Finish)));
        if (reply.Usage is { } usage) events.Add(Usage(reply.Model ?? model, usage));
        events.Add("data: [DONE]\n\n");
        return ScriptedAnswer.Events(events);
    }

    public static string Data(JsonNode node) => $"data: {node.ToJsonString(Relaxed)}\n\n";

    public static string Event(string model, JsonObject delta, string? finish)
    {
        var chunk = Chunk(model);
        chunk["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish });
        return Data(chunk);
    }

    public static ScriptedAnswer? Error(WireError error, string message) => error switch
    {
        WireError.BadKey => Answer(401, $"Incorrect API key provided: {message}", "invalid_request_error", "invalid_api_key"),
        WireError.Forbidden => Answer(403, message, "invalid_request_error", "unsupported_country_region_territory"),
        WireError.NoModel => Answer(404, $"The model does not exist: {message}", "invalid_request_error", "model_not_found"),
        WireError.RateLimited => Answer(429, $"Rate limit reached: {message}", "requests", "rate_limit_exceeded"),
        WireError.ServerError => Answer(500, $"The server had an error: {message}", "server_error", code: null),
        WireError.Overloaded => Answer(503, $"The engine is currently overloaded: {message}", "server_error", code: null),
        WireError.ContextTooLong => Answer(400, $"This model's maximum context length is 8192 tokens. {message}", "invalid_request_error", "context_length_exceeded"),
        WireError.OutOfMemory => Answer(500, $"CUDA error: out of memory. {message}", "server_error", code: null),
        _ => null,
    };

    public static ScriptedAnswer Answer(int status, string message, string type, string? code) =>
        ScriptedAnswer.Json(new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["type"] = type, ["param"] = null, ["code"] = code } }.ToJsonString(Relaxed), status);

    public static ScriptedAnswer Models(params string[] models) =>
        ScriptedAnswer.Json(new JsonObject { ["object"] = "list", ["data"] = new JsonArray([.. models.Select(id => new JsonObject { ["id"] = id, ["object"] = "model", ["created"] = 1, ["owned_by"] = "test" })]) }.ToJsonString());

    /// <summary>In reverse, since the order is told by the index.</summary>
    public static ScriptedAnswer Vectors(float[][] vectors, string model) => ScriptedAnswer.Json(new JsonObject
    {
        ["object"] = "list",
        ["model"] = model,
        ["data"] = new JsonArray([.. vectors.Select((vector, index) => new JsonObject { ["object"] = "embedding", ["index"] = index, ["embedding"] = new JsonArray([.. vector.Select(value => JsonValue.Create(value))]) }).Reverse()]),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 5, ["total_tokens"] = 5 },
    }.ToJsonString());

    public static SentRequest Read(JsonElement body)
    {
        var messages = body.GetProperty("messages").EnumerateArray().ToList();
        return new SentRequest
        {
            Model = body.GetProperty("model").GetString()!,
            System = messages.Where(message => message.GetProperty("role").GetString() == "system").Select(Content).SingleOrDefault(),
            Messages = [.. messages.Where(message => message.GetProperty("role").GetString() != "system").Select(Message)],
            Tools = body.TryGetProperty("tools", out var tools) ? [.. tools.EnumerateArray().Select(tool => tool.GetProperty("function")).Select(tool => new SentTool(tool.GetProperty("name").GetString()!, tool.GetProperty("description").GetString(), tool.GetProperty("parameters")))] : [],
            Temperature = body.TryGetProperty("temperature", out var temperature) ? temperature.GetDouble() : null,
            MaxTokens = body.TryGetProperty("max_tokens", out var limit) || body.TryGetProperty("max_completion_tokens", out limit) ? limit.GetInt32() : null,
            Stop = body.TryGetProperty("stop", out var stop) ? [.. stop.EnumerateArray().Select(text => text.GetString()!)] : [],
            Schema = body.TryGetProperty("response_format", out var format) ? format.GetProperty("json_schema").GetProperty("schema") : null,
        };
    }

    private static SentMessage Message(JsonElement message) => new(
        message.GetProperty("role").GetString()!,
        Content(message),
        message.TryGetProperty("tool_calls", out var calls)
            ? [.. calls.EnumerateArray().Select(call => new SentCall(call.GetProperty("id").GetString(), call.GetProperty("function").GetProperty("name").GetString()!, JsonSerializer.Deserialize<JsonElement>(call.GetProperty("function").GetProperty("arguments").GetString()!)))]
            : [],
        message.TryGetProperty("tool_call_id", out var id) ? id.GetString() : null);

    private static string Content(JsonElement message) => !message.TryGetProperty("content", out var content) ? "" : content.ValueKind switch
    {
        JsonValueKind.String => content.GetString()!,
        JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(part => part.GetProperty("text").GetString())),
        _ => "",
    };

    private static IEnumerable<JsonObject> Deltas(WirePart part) => part switch
    {
        TextPart text => [new JsonObject { ["content"] = text.Text }],
        ReasoningPart thought => [new JsonObject { ["reasoning_content"] = thought.Text }],
        CallPart call => call.Arguments.Select((arguments, index) => Call(call, arguments, first: index == 0)),
        _ => throw new ArgumentException(part.ToString()),
    };

    private static JsonObject Call(CallPart call, string arguments, bool first)
    {
        var function = new JsonObject { ["arguments"] = arguments };
        var delta = new JsonObject { ["index"] = call.Index, ["function"] = function };
        if (!first) return new JsonObject { ["tool_calls"] = new JsonArray(delta) };
        function["name"] = call.Name;
        delta["type"] = "function";
        if (call.Id is not null) delta["id"] = call.Id;
        return new JsonObject { ["tool_calls"] = new JsonArray(delta) };
    }

    private static string Finish(WireFinish finish) => finish switch
    {
        WireFinish.Length => "length",
        WireFinish.ToolCalls => "tool_calls",
        WireFinish.ContentFilter => "content_filter",
        _ => "stop",
    };

    private static string Usage(string model, WireUsage usage)
    {
        var chunk = Chunk(model);
        chunk["choices"] = new JsonArray();
        chunk["usage"] = new JsonObject { ["prompt_tokens"] = usage.Input, ["completion_tokens"] = usage.Output, ["total_tokens"] = usage.Input + usage.Output, ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.Cached } };
        return Data(chunk);
    }

    private static JsonObject Chunk(string model) => new() { ["id"] = "chatcmpl-1", ["object"] = "chat.completion.chunk", ["created"] = 1_700_000_000, ["model"] = model, ["system_fingerprint"] = "fp_1" };
}
