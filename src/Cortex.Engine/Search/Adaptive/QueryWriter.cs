using Cortex.Engine.Providers;
using Cortex.Engine.Workflows;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Search.Adaptive;

/// <summary>Other words for a query by the model that grades, or the one that extracts: only where one was chosen, and only as long as a person waits for a search.</summary>
internal static class QueryWriter
{
    private const int Most = 6, LongestTerm = 40, LongestQuery = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    /// <summary>None where no model is chosen, it fails or takes too long.</summary>
    public static IReadOnlyList<string> Write(ModelRouter ai, string query, NodeContext context)
    {
        var task = ai.ModelsOf(AiTask.Grading).Count > 0 ? AiTask.Grading : AiTask.Extraction;
        if (query.Length > LongestQuery || ai.ModelsOf(task).Count == 0) return [];
        var message = new ChatMessage(ChatRole.User, $"A search of a person's notes found little for: {query}\nWrite one line of up to {Most} other words to search for, separated by commas: synonyms and the terms that notes may use. Nothing else.");
        // The search waits on this thread: it has the snapshot.
        if (Task.Run(() => ModelAnswer.TryReadAsync(ai, task, [message], options: null, Patience, context.Cancellation)).GetAwaiter().GetResult() is not { } answer) return [];
        context.Used($"{answer.AnsweredBy}", answer.InputTokens, answer.OutputTokens);
        var line = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "";
        return [.. line.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(term => term.Trim('"', '.', '*')).Where(term => term.Length is > 0 and <= LongestTerm).Take(Most)];
    }
}
