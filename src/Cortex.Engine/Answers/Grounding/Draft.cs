using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Cortex.Engine.Language;

namespace Cortex.Engine.Answers.Grounding;

/// <summary>What a model wrote, taken apart into sentences and the passages that each names by <c>[n]</c>.</summary>
internal static class Draft
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private const string Marker = @"\[\s*\d{1,3}(?:\s*[,;]\s*\d{1,3})*\s*\]";
    private static readonly Regex Markers = new(Marker, Linear), Leading = new($@"\A(?:\s*{Marker})+\s*", Linear), Digits = new(@"\d{1,3}", Linear);

    public static List<DraftSentence> Sentences(string draft)
    {
        var sentences = new List<DraftSentence>();
        var from = 0;
        foreach (var span in SentenceSplitter.Split(draft, 0, draft.Length))
        {
            var raw = draft[span.Start..span.End];
            // "…ends in March. [2] The next" puts the marker of one sentence before the next.
            var leading = Leading.Match(raw);
            if (leading.Success && sentences.Count > 0 && !draft[from..span.Start].Contains('\n', StringComparison.Ordinal))
            {
                sentences[^1] = sentences[^1] with { Cited = [.. sentences[^1].Cited.Union(Numbers(leading.Value))] };
                raw = raw[leading.Length..];
            }

            var text = Tidy(Markers.Replace(raw, ""));
            if (text.Length > 0) sentences.Add(new DraftSentence(text, Numbers(raw), sentences.Count == 0 ? "" : Between(draft[from..span.Start])));
            from = span.End;
        }

        return sentences;
    }

    /// <summary>The numbers in brackets: [1], [2, 3].</summary>
    private static IReadOnlyList<int> Numbers(string text) =>
        [.. Markers.Matches(text).SelectMany(match => Digits.Matches(match.Value)).Select(match => int.Parse(match.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)).Distinct()];

    private static string Between(string gap) => gap.Contains('\n', StringComparison.Ordinal) ? gap.Count(character => character == '\n') > 1 ? "\n\n" : "\n" : " ";

    // "in March [2]." leaves a space before the full stop.
    private static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        foreach (var character in text.Trim())
        {
            if (character is '.' or ',' or ';' or '!' or '?' && tidy.Length > 0 && tidy[^1] == ' ') tidy.Length--;
            if (character != ' ' || tidy.Length == 0 || tidy[^1] != ' ') tidy.Append(character);
        }

        return tidy.ToString();
    }
}
