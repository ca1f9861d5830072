using System.Text.Json;
using Cortex.Engine.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Ollama;

/// <summary>Reads an answer line by line.</summary>
internal sealed class OllamaAnswer
{
    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly ThinkTags _tags = new();
    private readonly HashSet<string> _calls = new(StringComparer.Ordinal);

    public bool IsDone { get; private set; }

    /// <summary>What a line adds; null where that is nothing.</summary>
    public ChatResponseUpdate? Read(JsonElement line)
    {
        var contents = new List<AIContent>(1);
        if (line.TryGetProperty("message", out var message))
        {
            if (message.Text("thinking") is { Length: > 0 } thought) contents.Add(new TextReasoningContent(thought));
            if (message.Text("content") is { Length: > 0 } text) contents.AddRange(_tags.Add(text));
            contents.AddRange(message.List("tool_calls").Select(Call).OfType<AIContent>());
        }

        ChatFinishReason? reason = null;
        if (line.IsTrue("done"))
        {
            IsDone = true;
            contents.AddRange(_tags.End());
            var (input, output) = (line.Number("prompt_eval_count"), line.Number("eval_count"));
            if (input is not null || output is not null) contents.Add(new UsageContent(new UsageDetails { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = (input ?? 0) + (output ?? 0) }));
            reason = line.Text("done_reason") == "length" ? ChatFinishReason.Length : _calls.Count > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop;
        }

        if (contents.Count == 0 && reason is null) return null;
        return new ChatResponseUpdate(ChatRole.Assistant, contents) { ModelId = line.Text("model"), FinishReason = reason, MessageId = _id, ResponseId = _id };
    }

    private FunctionCallContent? Call(JsonElement call)
    {
        if (call.ValueKind != JsonValueKind.Object || !call.TryGetProperty("function", out var function) || function.Text("name") is not { Length: > 0 } name) return null;
        // Older versions give no id, and a result must say what it is of.
        var id = ToolCallAssembler.Unique(call.Text("id"), _calls);
        var text = !function.TryGetProperty("arguments", out var given) || given.ValueKind == JsonValueKind.Null ? "" : given.GetRawText();
        var (arguments, error) = ToolArguments.Parse(text);
        return new FunctionCallContent(id, name, arguments) { Exception = error };
    }
}
