using Cortex.Contract.Search;

namespace Cortex.Engine.Understanding;

/// <summary>The comments of source code, line by line, without the signs that make them such: the only prose there is in it.</summary>
internal static class CommentFinder
{
    private const int MostLines = 2_000, LongestLine = 400;

    // A line's comment begins with one of them; the longest first.
    private static readonly string[] Signs = ["<!--", "\"\"\"", "'''", "///", "//!", "/**", "/*", "//", "##", "#!", "# ", "-- ", ";;", "; ", "% ", "*/", "* ", "r\"\"\""];

    // Who may use it, and what the machine is told, is not what it does.
    private static readonly string[] Formal = ["copyright", "license", "licence", "spdx-", "all rights reserved", "redistribut", "warranty", "coding:", "eslint", "-*-", "usr/bin", "pragma", "@param", "@return", "<param", "<returns", "nolint", "noqa", "http://", "https://"];

    /// <summary>Comment lines in order, each with the number of its line, so that what follows directly can be told.</summary>
    public static List<(int Line, TextSpan Span)> Find(string text)
    {
        var found = new List<(int, TextSpan)>();
        var (line, inString) = (0, false);
        for (var start = 0; start < text.Length && found.Count < MostLines && line < 100_000; line++)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0) end = text.Length;
            if (end - start <= LongestLine) Read(text, start, end, line, ref inString, found);
            start = end + 1;
        }

        return found;
    }

    private static void Read(string text, int start, int end, int line, ref bool inString, List<(int, TextSpan)> found)
    {
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        var rest = text.AsSpan(start, end - start);
        var sign = Array.Find(Signs, sign => text.AsSpan(start, end - start).StartsWith(sign, StringComparison.Ordinal));
        var quotes = Quotes(rest);
        var isComment = sign is not null and not "#!" || inString;
        if (quotes % 2 == 1) inString = !inString;
        if (!isComment) return;
        if (sign is not null) start += sign.Length;
        foreach (var closing in new[] { "*/", "-->", "\"\"\"", "'''" })
        {
            var at = text.AsSpan(start, end - start).IndexOf(closing);
            if (at >= 0) end = start + at;
        }

        Trim(text, ref start, ref end);
        var words = text.AsSpan(start, end - start);
        if (words.Length < 3 || !HasLetters(words)) return;
        foreach (var formal in Formal)
        {
            if (words.Contains(formal, StringComparison.OrdinalIgnoreCase)) return;
        }

        found.Add((line, new TextSpan(start, end)));
    }

    private static int Quotes(ReadOnlySpan<char> line)
    {
        var count = 0;
        for (var at = line.IndexOf("\"\"\""); at >= 0; at = line.IndexOf("\"\"\""))
        {
            count++;
            line = line[(at + 3)..];
        }

        return count;
    }

    /// <summary>White space, signs of drawing, and the tags of documentation comments.</summary>
    private static void Trim(string text, ref int start, ref int end)
    {
        while (true)
        {
            while (start < end && (char.IsWhiteSpace(text[start]) || text[start] is '*' or '=' or '-' or '#' or '/' or '~' or '!')) start++;
            while (start < end && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is '*' or '=' or '-' or '#' or '/' or '~')) end--;
            if (start < end && text[start] == '<' && text.AsSpan(start, end - start).IndexOf('>') is > 0 and < 24 and var opening) start += opening + 1;
            else if (start < end && text[end - 1] == '>' && text.AsSpan(start, end - start).LastIndexOf("</") is >= 0 and var closing) end = start + closing;
            else return;
        }
    }

    private static bool HasLetters(ReadOnlySpan<char> words)
    {
        foreach (var c in words)
        {
            if (char.IsLetter(c)) return true;
        }

        return false;
    }
}
