using System.Buffers;

namespace Cortex.Engine.Knowledge.Parsing.Markdown;

/// <summary>
/// Keeps hostile Markdown away from the parser: its work on a paragraph grows with the square of the delimiters in it, and
/// on a line with the depth of its indentation. What would take seconds is read as plain text.
/// </summary>
internal static class MarkdownCost
{
    private static readonly SearchValues<char> DelimiterCharacters = SearchValues.Create("*_~[]!<:`@.");
    private const int MaxIndentation = 256;

    /// <summary>Pairs of delimiters within a paragraph, over the document: about a second's work.</summary>
    private const long MaxPairs = 250_000_000;

    /// <summary>A tree takes some sixty times the memory of its text.</summary>
    private const int MaxLength = 8_000_000;

    public static bool IsBearable(ReadOnlySpan<char> source)
    {
        if (source.Length > MaxLength)
        {
            return false;
        }

        long pairs = 0, delimiters = 0;
        var inTable = false;
        foreach (var line in source.EnumerateLines())
        {
            var text = line.IndexOfAnyExcept(" \t>");
            if (text > MaxIndentation || (text < 0 && line.Length > MaxIndentation && line.Contains('>')))
            {
                return false;
            }

            if (text < 0 || StartsItem(line[text..]) || inTable)
            {
                pairs += delimiters * delimiters;
                delimiters = 0;
            }

            inTable = text >= 0 && (line[text] == '|' && inTable || IsTableRule(line[text..]));
            delimiters += Delimiters(line);
            if (pairs + (delimiters * delimiters) > MaxPairs)
            {
                return false;
            }
        }

        return true;
    }

    private static int Delimiters(ReadOnlySpan<char> line)
    {
        var count = 0;
        int next;
        while ((next = line.IndexOfAny(DelimiterCharacters)) >= 0)
        {
            // A full stop counts as part of "www.": bare addresses are looked for at each.
            count += line[next] != '.' || (next >= 3 && line[next - 1] is 'w' or 'W') ? 1 : 0;
            line = line[(next + 1)..];
        }

        return count;
    }

    private static bool StartsItem(ReadOnlySpan<char> line) =>
        (line.Length > 1 && line[0] is '-' or '*' or '+' && line[1] is ' ' or '\t')
        || (line[0] is '#' && line.IndexOfAnyExcept('#') is >= 1 and <= 6 and var marks && line[marks] == ' ')
        || (char.IsAsciiDigit(line[0]) && line.IndexOfAnyExceptInRange('0', '9') is >= 1 and <= 9 and var digits && line[digits] is '.' or ')');

    private static bool IsTableRule(ReadOnlySpan<char> line) => line.Contains('|') && line.Contains("--", StringComparison.Ordinal) && line.IndexOfAnyExcept("|-: \t") < 0;
}
