using System.Buffers;
using System.Text;

namespace Cortex.Engine.Sources.Exports;

/// <summary>Plain text as Markdown that reads the same: what looks like markup in it is none.</summary>
internal static class MarkdownText
{
    private static readonly SearchValues<char> Inline = SearchValues.Create("\\`*_[]<>~|&#!");

    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (escaped.Length > 0) escaped.Append('\n');
            Append(escaped, line);
        }

        return escaped.ToString();
    }

    /// <summary>The text as a quotation, a mark before every line.</summary>
    public static string Quote(string text) => string.Join('\n', Escape(text.Trim()).Split('\n').Select(line => line.Length > 0 ? "> " + line : ">"));

    private static void Append(StringBuilder escaped, ReadOnlySpan<char> line)
    {
        // Four spaces would make it code.
        line = line.Trim();
        if (line.IsEmpty) return;
        var digits = line.IndexOfAnyExceptInRange('0', '9');
        var list = line[0] is '-' or '+' or '=' ? 0 : digits is > 0 and < 10 && line[digits] is '.' or ')' ? digits : -1;
        for (var i = 0; i < line.Length; i++)
        {
            if (i == list || Inline.Contains(line[i])) escaped.Append('\\');
            escaped.Append(line[i]);
        }
    }
}
