using System.Text.Json;
using System.Text.Json.Nodes;
using Cortex.Engine.Providers;
using Cortex.Engine.Providers.Ollama;

namespace Cortex.Engine.Tests.Providers.Ollama;

/// <summary>Ollama's API as its documents have it, held to what every provider does.</summary>
public sealed class OllamaConformanceTests : ProviderConformanceTests
{
    protected override bool GivesCallIds => true;
    protected override bool ArgumentsAreText => false;
    protected override bool TellsCached => false;

    internal override IModelProvider Create(ProviderOptions options) => new OllamaProvider(options);

    internal override void Prepare(FaultServer server) => OllamaWire.Prepare(server, Model);

    internal override ScriptedAnswer Streamed(WireReply reply) => OllamaWire.Streamed(reply, Model);

    internal override ScriptedAnswer? Failed(WireError error, string message) => error switch
    {
        // It takes no key of ours.
        WireError.BadKey => null,
        WireError.Forbidden => OllamaWire.Error(403, message),
        WireError.NoModel => OllamaWire.Error(404, $"model '{Model}' not found ({message})"),
        WireError.RateLimited => OllamaWire.Error(429, message),
        WireError.ServerError => OllamaWire.Error(500, message),
        WireError.Overloaded => OllamaWire.Error(503, "server busy, please try again. maximum pending requests exceeded " + message),
        WireError.ContextTooLong => OllamaWire.Error(400, "the prompt is longer than the context length currently available to the model " + message),
        _ => OllamaWire.Error(500, "model requires more system memory (5.6 GiB) than is available (2.1 GiB) " + message),
    };

    internal override ScriptedAnswer Listed(params string[] models) =>
        ScriptedAnswer.Json(new JsonObject { ["models"] = new JsonArray([.. models.Select(model => (JsonNode)new JsonObject { ["name"] = model, ["model"] = model, ["size"] = 1234, ["digest"] = "abc" })]) }.ToJsonString());

    internal override ScriptedAnswer? Embedded(params float[][] vectors) =>
        ScriptedAnswer.Json(new JsonObject { ["model"] = Model, ["embeddings"] = new JsonArray([.. vectors.Select(vector => (JsonNode)new JsonArray([.. vector.Select(value => (JsonNode)value)]))]), ["prompt_eval_count"] = 9 }.ToJsonString());

    internal override SentRequest Read(ReceivedRequest request)
    {
        var body = request.Json;
        var messages = body.GetProperty("messages").EnumerateArray().ToList();
        var options = body.GetProperty("options");
        return new SentRequest
        {
            Model = body.GetProperty("model").GetString()!,
            System = messages.Where(message => message.GetProperty("role").GetString() == "system").Select(message => message.GetProperty("content").GetString()).SingleOrDefault(),
            Messages = [.. messages.Where(message => message.GetProperty("role").GetString() != "system").Select(Message)],
            Tools = body.TryGetProperty("tools", out var tools) ? [.. tools.EnumerateArray().Select(tool => tool.GetProperty("function")).Select(tool => new SentTool(tool.GetProperty("name").GetString()!, tool.GetProperty("description").GetString(), tool.GetProperty("parameters")))] : [],
            Temperature = options.TryGetProperty("temperature", out var temperature) ? temperature.GetDouble() : null,
            MaxTokens = options.TryGetProperty("num_predict", out var most) ? most.GetInt32() : null,
            Stop = options.TryGetProperty("stop", out var stop) ? [.. stop.EnumerateArray().Select(word => word.GetString()!)] : [],
            Schema = body.TryGetProperty("format", out var format) ? format : null,
        };
    }

    internal override IReadOnlyList<string> ReadTexts(ReceivedRequest request) => [.. request.Json.GetProperty("input").EnumerateArray().Select(text => text.GetString()!)];

    internal override string? KeyOf(ReceivedRequest request) => request.Header("Authorization");

    private static SentMessage Message(JsonElement message) => new(
        message.GetProperty("role").GetString()!,
        message.GetProperty("content").GetString()!,
        message.TryGetProperty("tool_calls", out var calls) ? [.. calls.EnumerateArray().Select(call => new SentCall(call.GetProperty("id").GetString(), call.GetProperty("function").GetProperty("name").GetString()!, call.GetProperty("function").GetProperty("arguments")))] : [],
        message.TryGetProperty("tool_call_id", out var of) ? of.GetString() : null);
}
