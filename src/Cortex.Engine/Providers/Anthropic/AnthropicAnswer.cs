using Anthropic.Models.Messages;
using Cortex.Engine.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Anthropic;

/// <summary>Goes along with the SDK's updates: tool calls are read from the events themselves, so that arguments which are no JSON can be mended.</summary>
internal sealed class AnthropicAnswer
{
    private readonly ToolCallAssembler _calls = new();
    private readonly ThinkTags _tags = new();
    private bool _ended;

    /// <summary>Whether its end was told; what merely stops has more to it.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>What an update comes to; null where that is nothing.</summary>
    public ChatResponseUpdate? Read(ChatResponseUpdate update)
    {
        if (update.RawRepresentation is RawMessageStreamEvent { Value: var told }) Follow(told);
        var contents = new List<AIContent>(update.Contents.Count);
        foreach (var content in update.Contents)
        {
            if (content is FunctionCallContent) continue;
            // A text with marks of its own, such as citations, stays as it is.
            if (content is TextContent { Annotations: null or { Count: 0 } } text) contents.AddRange(_tags.Add(text.Text));
            else contents.Add(content);
        }

        if (update.FinishReason is { } reason && !_ended)
        {
            _ended = true;
            contents.AddRange(_tags.End());
            contents.AddRange(_calls.Complete(reason == ChatFinishReason.Length));
        }

        if (contents.Count == 0 && update.FinishReason is null && update.ModelId is null) return null;
        return new ChatResponseUpdate(update.Role, contents) { CreatedAt = update.CreatedAt, FinishReason = update.FinishReason, MessageId = update.MessageId, ModelId = update.ModelId, ResponseId = update.ResponseId };
    }

    private void Follow(object? told)
    {
        switch (told)
        {
            case RawContentBlockStartEvent { ContentBlock.Value: ToolUseBlock call } start:
                _calls.Add((int)Math.Clamp(start.Index, 0, int.MaxValue), call.ID, call.Name, arguments: null);
                break;
            case RawContentBlockDeltaEvent { Delta.Value: InputJsonDelta part } delta:
                _calls.Add((int)Math.Clamp(delta.Index, 0, int.MaxValue), id: null, name: null, part.PartialJson);
                break;
            case RawMessageStopEvent:
                IsWhole = true;
                break;
        }
    }
}
