using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Ollama;

/// <summary>Reads an answer line by line.</summary>
internal sealed class OllamaAnswer
{
    private readonly string _id = Guid.NewGuid().ToString("N");
    private bool _called;

    public bool IsDone { get; private set; }

    /// <summary>What a line adds; null where that is nothing.</summary>
    public ChatResponseUpdate? Read(JsonElement line)
    {
        var contents = new List<AIContent>(1);
        if (line.TryGetProperty("message", out var message))
        {
            if (message.Text("thinking") is { Length: > 0 } thought) contents.Add(new TextReasoningContent(thought));
            if (message.Text("content") is { Length: > 0 } text) contents.Add(new TextContent(text));
            foreach (var call in message.List("tool_calls"))
            {
                if (Call(call) is not { } made) continue;
                contents.Add(made);
                _called = true;
            }
        }

        ChatFinishReason? reason = null;
        if (line.IsTrue("done"))
        {
            IsDone = true;
            var (input, output) = (line.Number("prompt_eval_count"), line.Number("eval_count"));
            if (input is not null || output is not null) contents.Add(new UsageContent(new UsageDetails { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = (input ?? 0) + (output ?? 0) }));
            reason = line.Text("done_reason") == "length" ? ChatFinishReason.Length : _called ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop;
        }

        if (contents.Count == 0 && reason is null) return null;
        return new ChatResponseUpdate(ChatRole.Assistant, contents) { ModelId = line.Text("model"), FinishReason = reason, MessageId = _id, ResponseId = _id };
    }

    private static FunctionCallContent? Call(JsonElement call)
    {
        if (call.ValueKind != JsonValueKind.Object || !call.TryGetProperty("function", out var function) || function.Text("name") is not { Length: > 0 } name) return null;
        // Older versions give none, and a result must say what it is of.
        var id = call.Text("id") is { Length: > 0 } given ? given : $"call_{Guid.NewGuid():N}";
        if (!function.TryGetProperty("arguments", out var arguments) || arguments.ValueKind == JsonValueKind.Null) return new FunctionCallContent(id, name, new Dictionary<string, object?>(StringComparer.Ordinal));
        // Some models' templates give them as text.
        var text = arguments.ValueKind == JsonValueKind.String ? arguments.GetString()! : arguments.GetRawText();
        return ToolArguments.Read(text, id, name);
    }
}
