using System.Text.Json;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Anthropic;

/// <summary>
/// Marks what will be sent again, so that it is read from the cache for a tenth of the price: the tools, the system prompt, and the conversation up
/// to its end where that is long. The caller's messages stay as they are.
/// </summary>
internal static class PromptCaching
{
    // Below some 1,000 tokens nothing is cached, and a mark is for nothing.
    private const int Long = 4096;

    public static List<ChatMessage> Mark(IEnumerable<ChatMessage> messages, string? instructions)
    {
        var marked = new List<ChatMessage>();
        foreach (var message in messages.Where(message => message.Role == ChatRole.System)) marked.Add(Copy(message, message.Contents));
        if (!string.IsNullOrEmpty(instructions)) marked.Add(new ChatMessage(ChatRole.System, instructions));
        if (marked.Count > 0) MarkLast(marked[^1]);
        // Thoughts of another's model have no signature, and are refused.
        var said = messages.Where(message => message.Role != ChatRole.System).Select(message => Copy(message, message.Contents.Where(content => content is not TextReasoningContent { ProtectedData: null or "" }))).ToList();
        if (said.Count > 0 && said[^1].Role != ChatRole.Assistant && said.Sum(Length) >= Long) MarkLast(said[^1]);
        marked.AddRange(said);
        return marked;
    }

    /// <summary>The tools, the last of them marked: that caches all.</summary>
    public static List<AITool> Mark(IList<AITool> tools)
    {
        var marked = tools.ToList();
        if (marked.Count == 0 || marked[^1] is not AIFunctionDeclaration last) return marked;
        var schema = last.JsonSchema.ValueKind == JsonValueKind.Object ? last.JsonSchema.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal) : [];
        marked[^1] = ((ToolUnion)new Tool { Name = last.Name, Description = last.Description, InputSchema = new InputSchema(schema), CacheControl = new CacheControlEphemeral() }).AsAITool();
        return marked;
    }

    private static void MarkLast(ChatMessage message)
    {
        for (var i = message.Contents.Count - 1; i >= 0; i--)
        {
            AIContent? copy = message.Contents[i] switch
            {
                TextContent { Text.Length: > 0 } text => new TextContent(text.Text),
                FunctionResultContent result => new FunctionResultContent(result.CallId, result.Result) { Exception = result.Exception },
                _ => null,
            };
            if (copy is null) continue;
            message.Contents[i] = copy.WithCacheControl(new CacheControlEphemeral());
            return;
        }
    }

    private static int Length(ChatMessage message) => message.Contents.Sum(content => content switch
    {
        TextContent text => text.Text.Length,
        FunctionResultContent { Result: string text } => text.Length,
        FunctionResultContent { Result: JsonElement json } => json.GetRawText().Length,
        _ => 0,
    });

    private static ChatMessage Copy(ChatMessage message, IEnumerable<AIContent> contents) => new(message.Role, [.. contents]) { AuthorName = message.AuthorName, MessageId = message.MessageId };
}
