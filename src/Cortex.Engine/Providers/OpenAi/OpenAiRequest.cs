using System.Text.Json;
using System.Text.RegularExpressions;
using Cortex.Engine.Providers.Wire;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using AiMessage = Microsoft.Extensions.AI.ChatMessage;

// JsonPatch, which sets the members that the SDK does not know, is marked as experimental.
#pragma warning disable SCME0001

namespace Cortex.Engine.Providers.OpenAi;

/// <summary>A request in the SDK's words.</summary>
internal static partial class OpenAiRequest
{
    public static List<OpenAI.Chat.ChatMessage> Messages(IEnumerable<AiMessage> messages, ChatOptions? options)
    {
        var all = new List<OpenAI.Chat.ChatMessage>();
        if (options?.Instructions is { Length: > 0 } instructions) all.Add(new SystemChatMessage(instructions));
        foreach (var message in messages)
        {
            if (message.Role == ChatRole.Tool) all.AddRange(message.Contents.OfType<FunctionResultContent>().Select(result => new ToolChatMessage(result.CallId, ToolText.Result(result))));
            else if (message.Role == ChatRole.Assistant) all.Add(Assistant(message));
            else if (message.Role == ChatRole.System) all.Add(new SystemChatMessage(message.Text));
            else all.Add(User(message));
        }

        return all;
    }

    /// <param name="isOpenAi">Whether the limit goes by its newer name, which compatible servers mostly do not know.</param>
    public static ChatCompletionOptions Options(ChatOptions? options, bool isOpenAi)
    {
        var request = new ChatCompletionOptions();
        if (options is null) return request;
        request.Temperature = options.Temperature;
        request.TopP = options.TopP;
        if (isOpenAi) request.MaxOutputTokenCount = options.MaxOutputTokens;
        else if (options.MaxOutputTokens is { } limit) request.Patch.Set("$.max_tokens"u8, limit);
        foreach (var stop in options.StopSequences ?? []) request.StopSequences.Add(stop);
        foreach (var tool in options.Tools?.OfType<AIFunctionDeclaration>() ?? []) request.Tools.Add(ChatTool.CreateFunctionTool(tool.Name, tool.Description, Json(tool.JsonSchema)));
        if (request.Tools.Count > 0)
        {
            request.ToolChoice = Choice(options.ToolMode);
            if (options.AllowMultipleToolCalls is { } several) request.AllowParallelToolCalls = several;
        }

        if (options.ResponseFormat is ChatResponseFormatJson format) request.ResponseFormat = Format(format);
        return request;
    }

    private static AssistantChatMessage Assistant(AiMessage message)
    {
        var calls = message.Contents.OfType<FunctionCallContent>().Select(call => ChatToolCall.CreateFunctionToolCall(call.CallId, call.Name, BinaryData.FromString(ToolText.Arguments(call)))).ToList();
        // What it thought is not sent back: it was no part of its answer.
        if (calls.Count == 0) return new AssistantChatMessage(message.Text);
        var assistant = new AssistantChatMessage(calls);
        if (message.Text.Length > 0) assistant.Content.Add(ChatMessageContentPart.CreateTextPart(message.Text));
        return assistant;
    }

    private static UserChatMessage User(AiMessage message)
    {
        if (message.Contents.FirstOrDefault(content => content is DataContent or UriContent) is { } other)
            throw new ProviderException(BuiltInProviders.OpenAi, ProviderFailure.Refused, $"Only text can be sent, and the message holds a {other.GetType().Name}.");
        return new UserChatMessage(message.Text);
    }

    private static ChatToolChoice? Choice(ChatToolMode? mode) => mode switch
    {
        NoneChatToolMode => ChatToolChoice.CreateNoneChoice(),
        RequiredChatToolMode { RequiredFunctionName: { } name } => ChatToolChoice.CreateFunctionChoice(name),
        RequiredChatToolMode => ChatToolChoice.CreateRequiredChoice(),
        AutoChatToolMode => ChatToolChoice.CreateAutoChoice(),
        _ => null,
    };

    private static OpenAI.Chat.ChatResponseFormat Format(ChatResponseFormatJson format) => format.Schema is { } schema
        ? OpenAI.Chat.ChatResponseFormat.CreateJsonSchemaFormat(format.SchemaName is { Length: > 0 } name ? NoName().Replace(name, "_") : "answer", Json(schema), format.SchemaDescription, IsStrict(schema))
        : OpenAI.Chat.ChatResponseFormat.CreateJsonObjectFormat();

    /// <summary>Whether OpenAI takes a schema as strict, so that the answer is sure to conform: every object lists all of its members as required and allows no others.</summary>
    private static bool IsStrict(JsonElement schema)
    {
        if (schema.ValueKind == JsonValueKind.Array) return schema.EnumerateArray().All(IsStrict);
        if (schema.ValueKind != JsonValueKind.Object) return true;
        if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
        {
            var required = schema.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array ? names.EnumerateArray().Select(name => name.ToString()).ToHashSet(StringComparer.Ordinal) : [];
            if (!schema.TryGetProperty("additionalProperties", out var others) || others.ValueKind != JsonValueKind.False) return false;
            if (!properties.EnumerateObject().All(property => required.Contains(property.Name))) return false;
        }

        return schema.EnumerateObject().All(member => IsStrict(member.Value));
    }

    private static BinaryData Json(JsonElement json) => BinaryData.FromString(json.GetRawText());

    [GeneratedRegex("[^a-zA-Z0-9_-]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NoName();
}
