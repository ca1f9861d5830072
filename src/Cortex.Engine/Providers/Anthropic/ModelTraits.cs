using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Anthropic;

/// <summary>In what models differ that the API does not hide.</summary>
internal static partial class ModelTraits
{
    private const int Answer = 8192, AnswerOfFirst = 4096;

    /// <summary>How long an answer may be where nobody says: the API wants to be told, and the first ones write no more.</summary>
    public static int AnswerTokens(string model) => First().IsMatch(model) ? AnswerOfFirst : Answer;

    /// <summary>Whether it can think before it answers.</summary>
    public static bool Thinks(string model) => !First().IsMatch(model) && !WithoutThought().IsMatch(model);

    /// <summary>Whether how much it thinks is said as a budget, or left to the model.</summary>
    public static AnthropicThinkingMode Thinking(string model) => WithBudget().IsMatch(model) ? AnthropicThinkingMode.Extended : AnthropicThinkingMode.Adaptive;

    /// <summary>Whether it may be told how freely to choose words; the newer ones refuse that.</summary>
    public static bool TakesTemperature(string model) => Tempered().IsMatch(model);

    [GeneratedRegex(@"claude-(2|3-(opus|sonnet|haiku))\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex First();

    [GeneratedRegex(@"claude-3-5\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex WithoutThought();

    [GeneratedRegex(@"claude-(2|3-|(opus|sonnet|haiku)-4(-[0-6])?(-latest|-\d{8})?$)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Tempered();

    // To 4.5; a date is no minor version.
    [GeneratedRegex(@"claude-(3-7|(opus|sonnet|haiku)-4(-[0-5])?)(-(sonnet|latest|\d{8}))*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex WithBudget();
}
