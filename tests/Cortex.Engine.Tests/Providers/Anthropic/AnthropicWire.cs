using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cortex.Engine.Tests.Providers.Anthropic;

/// <summary>Answers as Anthropic writes them.</summary>
internal static class AnthropicWire
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ScriptedAnswer Streamed(WireReply reply, string model, string? signature = null)
    {
        var usage = reply.Usage;
        var start = Event("message_start", new JsonObject
        {
            ["type"] = "message_start",
            ["message"] = new JsonObject
            {
                ["id"] = "msg_1", ["type"] = "message", ["role"] = "assistant", ["model"] = reply.Model ?? model, ["content"] = new JsonArray(), ["stop_reason"] = null, ["stop_sequence"] = null,
                ["usage"] = new JsonObject { ["input_tokens"] = (usage?.Input ?? 0) - (usage?.Cached ?? 0), ["cache_read_input_tokens"] = usage?.Cached ?? 0, ["cache_creation_input_tokens"] = 0, ["output_tokens"] = 1 },
            },
        });
        var pieces = new List<string>();
        var (block, open) = (-1, (string?)null);
        foreach (var part in reply.Parts)
        {
            var piece = new StringBuilder(pieces.Count == 0 ? start : "");
            var kind = part is TextPart ? "text" : part is ReasoningPart ? "thinking" : "tool_use";
            if (open != kind || part is CallPart)
            {
                if (open is not null) Close(piece, block, open, signature);
                Open(piece, ++block, part);
                open = kind;
            }

            Delta(piece, block, part);
            pieces.Add(piece.ToString());
        }

        var end = new StringBuilder(pieces.Count == 0 ? start : "");
        if (open is not null) Close(end, block, open, signature);
        end.Append(Event("message_delta", new JsonObject
        {
            ["type"] = "message_delta",
            ["delta"] = new JsonObject { ["stop_reason"] = reply.Finish switch { WireFinish.Length => "max_tokens", WireFinish.ToolCalls => "tool_use", WireFinish.ContentFilter => "refusal", _ => "end_turn" }, ["stop_sequence"] = null },
            ["usage"] = new JsonObject { ["output_tokens"] = usage?.Output ?? 0 },
        }));
        pieces.Add(end.Append(Event("message_stop", new JsonObject { ["type"] = "message_stop" })).ToString());
        return ScriptedAnswer.Events(pieces);
    }

    public static ScriptedAnswer Error(int status, string type, string message) => ScriptedAnswer.Json(ErrorBody(type, message).ToJsonString(Plain), status);

    public static string ErrorEvent(string type, string message) => Event("error", ErrorBody(type, message));

    private static JsonObject ErrorBody(string type, string message) => new() { ["type"] = "error", ["error"] = new JsonObject { ["type"] = type, ["message"] = message }, ["request_id"] = "req_1" };

    private static void Open(StringBuilder piece, int block, WirePart part) => piece.Append(Event("content_block_start", new JsonObject
    {
        ["type"] = "content_block_start",
        ["index"] = block,
        ["content_block"] = part switch
        {
            TextPart => new JsonObject { ["type"] = "text", ["text"] = "" },
            ReasoningPart => new JsonObject { ["type"] = "thinking", ["thinking"] = "", ["signature"] = "" },
            CallPart call => new JsonObject { ["type"] = "tool_use", ["id"] = call.Id ?? "", ["name"] = call.Name, ["input"] = new JsonObject() },
            _ => throw new InvalidOperationException(),
        },
    }));

    private static void Delta(StringBuilder piece, int block, WirePart part)
    {
        JsonObject[] deltas = part switch
        {
            TextPart text => [new JsonObject { ["type"] = "text_delta", ["text"] = text.Text }],
            ReasoningPart thought => [new JsonObject { ["type"] = "thinking_delta", ["thinking"] = thought.Text }],
            CallPart call => [.. call.Arguments.Select(fragment => new JsonObject { ["type"] = "input_json_delta", ["partial_json"] = fragment })],
            _ => throw new InvalidOperationException(),
        };
        foreach (var delta in deltas) piece.Append(Event("content_block_delta", new JsonObject { ["type"] = "content_block_delta", ["index"] = block, ["delta"] = delta }));
    }

    private static void Close(StringBuilder piece, int block, string kind, string? signature)
    {
        if (kind == "thinking" && signature is not null)
            piece.Append(Event("content_block_delta", new JsonObject { ["type"] = "content_block_delta", ["index"] = block, ["delta"] = new JsonObject { ["type"] = "signature_delta", ["signature"] = signature } }));
        piece.Append(Event("content_block_stop", new JsonObject { ["type"] = "content_block_stop", ["index"] = block }));
    }

    private static string Event(string name, JsonObject data) => $"event: {name}\ndata: {data.ToJsonString(Plain)}\n\n";
}
