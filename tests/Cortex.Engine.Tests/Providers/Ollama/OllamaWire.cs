using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cortex.Engine.Tests.Providers.Ollama;

/// <summary>Answers as Ollama writes them.</summary>
internal static class OllamaWire
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What it is asked besides: what the model can do, and whether it is loaded.</summary>
    public static void Prepare(FaultServer server, string model, int context = 8192, bool loaded = true, params string[] capabilities)
    {
        var able = capabilities.Length > 0 ? capabilities : ["completion", "tools", "thinking", "embedding"];
        server.Always("/api/show", ScriptedAnswer.Json(new JsonObject
        {
            ["model_info"] = new JsonObject { ["general.architecture"] = "test", ["test.context_length"] = context },
            ["capabilities"] = new JsonArray([.. able.Select(one => (JsonNode)one)]),
        }.ToJsonString()));
        server.Always("/api/ps", ScriptedAnswer.Json(new JsonObject { ["models"] = loaded ? new JsonArray((JsonNode)new JsonObject { ["name"] = model, ["model"] = model }) : new JsonArray() }.ToJsonString()));
    }

    public static ScriptedAnswer Streamed(WireReply reply, string model)
    {
        var calls = 0;
        var lines = reply.Parts.Select(part => Line(reply.Model ?? model, part switch
        {
            TextPart text => new JsonObject { ["role"] = "assistant", ["content"] = text.Text },
            ReasoningPart thought => new JsonObject { ["role"] = "assistant", ["content"] = "", ["thinking"] = thought.Text },
            CallPart call => new JsonObject { ["role"] = "assistant", ["content"] = "", ["tool_calls"] = new JsonArray((JsonNode)Call(call, calls++)) },
            _ => throw new InvalidOperationException(),
        })).ToList();
        var end = new JsonObject { ["model"] = reply.Model ?? model, ["created_at"] = "2026-01-01T00:00:00Z", ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = "" }, ["done"] = true, ["done_reason"] = reply.Finish == WireFinish.Length ? "length" : "stop" };
        if (reply.Usage is { } usage) (end["prompt_eval_count"], end["eval_count"]) = (usage.Input, usage.Output);
        return ScriptedAnswer.Lines([.. lines, end.ToJsonString(Plain) + "\n"]);
    }

    public static ScriptedAnswer Error(int status, string message) => ScriptedAnswer.Json(new JsonObject { ["error"] = message }.ToJsonString(Plain), status);

    private static string Line(string model, JsonObject message) =>
        new JsonObject { ["model"] = model, ["created_at"] = "2026-01-01T00:00:00Z", ["message"] = message, ["done"] = false }.ToJsonString(Plain) + "\n";

    private static JsonObject Call(CallPart call, int index)
    {
        var function = new JsonObject { ["index"] = index, ["name"] = call.Name, ["arguments"] = JsonNode.Parse(string.Concat(call.Arguments)) };
        return call.Id is null ? new JsonObject { ["function"] = function } : new JsonObject { ["id"] = call.Id, ["function"] = function };
    }
}
