using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Answers.Generation;

/// <summary>What a model is told. Passages are fenced off, and cannot close the fence: what stands in them is data.</summary>
internal static class AnswerPrompt
{
    /// <summary>What the model says where the passages do not hold the answer.</summary>
    public const string NotFound = "NOT_IN_LIBRARY";

    private const int LongestPast = 1500;
    private static readonly string System = Load();

    public static List<ChatMessage> Messages(string question, IReadOnlyList<Passage> passages, IReadOnlyList<PastTurn> history)
    {
        var messages = new List<ChatMessage> { new(ChatRole.System, System) };
        foreach (var past in history)
        {
            messages.Add(new ChatMessage(ChatRole.User, Cut(past.Question)));
            messages.Add(new ChatMessage(ChatRole.Assistant, Cut(past.Answer)));
        }

        var text = new StringBuilder("<passages>\n");
        for (var i = 0; i < passages.Count; i++) text.Append(CultureInfo.InvariantCulture, $"[{i + 1}] {Fenced(passages[i].Title)}\n{Fenced(passages[i].Text)}\n\n");
        text.Append("</passages>\n\nQuestion: ").Append(Fenced(question));
        messages.Add(new ChatMessage(ChatRole.User, text.ToString()));
        return messages;
    }

    /// <summary>Whether a model says that the passages do not hold the answer.</summary>
    public static bool IsNotFound(string draft) => draft.Trim().Trim('.', '*', '"', '`') is "" or NotFound;

    /// <summary>The same again, with what was wrong.</summary>
    public static List<ChatMessage> Correction(List<ChatMessage> messages, string draft, IEnumerable<string> unsupported) =>
    [
        .. messages,
        new ChatMessage(ChatRole.Assistant, draft),
        new ChatMessage(ChatRole.User, $"These sentences are not supported by the passages that they cite:\n{string.Join('\n', unsupported.Select(sentence => $"- {sentence}"))}\n\nWrite only these sentences anew, so that each says nothing but what a passage says, with its [n]. Leave out what no passage says. If nothing is left, reply {NotFound}."),
    ];

    private static string Fenced(string text) => text.Replace("<passages", "<\u200Bpassages", StringComparison.OrdinalIgnoreCase).Replace("</passages", "<\u200B/passages", StringComparison.OrdinalIgnoreCase);

    private static string Cut(string text) => text.Length <= LongestPast ? text : text[..(char.IsHighSurrogate(text[LongestPast - 1]) ? LongestPast - 1 : LongestPast)] + "…";

    private static string Load()
    {
        using var reader = new StreamReader(typeof(AnswerPrompt).Assembly.GetManifestResourceStream("Answers/AnswerPrompt.md")!);
        return reader.ReadToEnd();
    }
}
