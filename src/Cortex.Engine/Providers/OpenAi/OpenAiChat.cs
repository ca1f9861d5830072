using System.Runtime.CompilerServices;
using System.Text.Json;
using Cortex.Engine.Providers.Wire;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

// JsonPatch, which has the members that the SDK does not know, is marked as experimental.
#pragma warning disable SCME0001

namespace Cortex.Engine.Providers.OpenAi;

/// <summary>A model's chat completions, always streamed.</summary>
internal sealed class OpenAiChat(ChatClient client, OpenAiServer server, string model) : IChatClient
{
    private readonly ChatClientMetadata _metadata = new(BuiltInProviders.OpenAi, server.Address, model);

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        server.RequireKey();
        var answer = new Answer();
        var request = OpenAiRequest.Options(options, server.IsOpenAi);
        await using var stream = client.CompleteChatStreamingAsync(OpenAiRequest.Messages(messages, options), request, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(stream, cancellationToken) is { } update)
        {
            var contents = answer.Read(update);
            if (answer.Error is { } error) throw server.OfError(status: null, error, model);
            if (contents.Count > 0) yield return answer.Update(contents);
        }

        if (answer.Finish is null) throw new ProviderException(BuiltInProviders.OpenAi, ProviderFailure.Dropped, $"{server.Name} ended its answer without saying that it was whole.");
        yield return answer.Last();
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null : serviceType == typeof(ChatClientMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // The connections are the provider's.
    }

    private async Task<StreamingChatCompletionUpdate?> NextAsync(IAsyncEnumerator<StreamingChatCompletionUpdate> stream, CancellationToken cancellation)
    {
        try
        {
            return await stream.MoveNextAsync() ? stream.Current : null;
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            throw server.Failure(error, model);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The cancellation broke the connection, and that was noticed first.
            throw new OperationCanceledException(null, cancellation);
        }
    }

    /// <summary>What has come of an answer.</summary>
    private sealed class Answer
    {
        private readonly ThinkTags _tags = new();
        private readonly ToolCallAssembler _calls = new();
        private UsageDetails? _usage;
        private string? _id, _model;

        public ChatFinishReason? Finish { get; private set; }

        /// <summary>What the server reported in place of a part of its answer.</summary>
        public JsonElement? Error { get; private set; }

        public List<AIContent> Read(StreamingChatCompletionUpdate update)
        {
            var contents = new List<AIContent>();
            if (update.CompletionId is { Length: > 0 } id) _id = id;
            if (update.Model is { Length: > 0 } answered) _model = answered;
            // The last word counts: some servers tell the sum so far with every part.
            if (update.Usage is { } usage) _usage = Usage(usage);
            if (update.FinishReason is { } reason) Finish = Reason(reason);
            if (Reasoning(update) is { } thought) contents.Add(new TextReasoningContent(thought));
            foreach (var part in update.ContentUpdate)
            {
                if (part.Text is { Length: > 0 } text) contents.AddRange(_tags.Add(text));
            }

            if (update.RefusalUpdate is { Length: > 0 } refusal) contents.AddRange(_tags.Add(refusal));
            foreach (var call in update.ToolCallUpdates) _calls.Add(call.Index, call.ToolCallId, call.FunctionName, call.FunctionArgumentsUpdate?.ToString());
            if (update.Patch.Contains("$.error"u8)) Error = JsonElement.Parse(update.Patch.GetJson("$.error"u8));
            return contents;
        }

        public ChatResponseUpdate Update(List<AIContent> contents) => new(ChatRole.Assistant, contents) { ResponseId = _id, MessageId = _id, ModelId = _model };

        /// <summary>What is known only at the end.</summary>
        public ChatResponseUpdate Last()
        {
            var contents = _tags.End().ToList();
            // Some servers call tools and say `stop`.
            if (_calls.Any && Finish == ChatFinishReason.Stop) Finish = ChatFinishReason.ToolCalls;
            contents.AddRange(_calls.Complete(cut: Finish == ChatFinishReason.Length));
            if (_usage is not null) contents.Add(new UsageContent(_usage));
            var last = Update(contents);
            last.FinishReason = Finish;
            return last;
        }

        // As llama-server, vLLM and DeepSeek call it, and as OpenRouter does.
        private static string? Reasoning(StreamingChatCompletionUpdate update)
        {
            if (update.Patch.TryGetValue("$.choices[0].delta.reasoning_content"u8, out string? thought) && thought is { Length: > 0 }) return thought;
            return update.Patch.TryGetValue("$.choices[0].delta.reasoning"u8, out thought) && thought is { Length: > 0 } ? thought : null;
        }

        private static UsageDetails Usage(ChatTokenUsage usage) => new()
        {
            InputTokenCount = usage.InputTokenCount,
            OutputTokenCount = usage.OutputTokenCount,
            TotalTokenCount = usage.TotalTokenCount,
            CachedInputTokenCount = usage.InputTokenDetails?.CachedTokenCount,
            ReasoningTokenCount = usage.OutputTokenDetails?.ReasoningTokenCount,
        };

        private static ChatFinishReason Reason(OpenAI.Chat.ChatFinishReason reason) => reason switch
        {
            OpenAI.Chat.ChatFinishReason.Length => ChatFinishReason.Length,
            OpenAI.Chat.ChatFinishReason.ToolCalls or OpenAI.Chat.ChatFinishReason.FunctionCall => ChatFinishReason.ToolCalls,
            OpenAI.Chat.ChatFinishReason.ContentFilter => ChatFinishReason.ContentFilter,
            _ => ChatFinishReason.Stop,
        };
    }
}
