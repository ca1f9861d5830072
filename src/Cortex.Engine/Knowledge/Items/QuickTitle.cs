using System.Buffers;
using System.Net;
using Cortex.Engine.Knowledge.Parsing;

namespace Cortex.Engine.Knowledge.Items;

/// <summary>A title at the moment of capture, before the document is parsed; parsing may find a better one.</summary>
internal static class QuickTitle
{
    public const string None = "Untitled";
    private const int Length = 80;

    // A line of these alone is a rule or a fence, no title.
    private static readonly SearchValues<char> Rules = SearchValues.Create("-=_*#`~ ");

    public static string Of(string content, DocumentFormat format)
    {
        if (format == DocumentFormat.Html) return Shorten(WebUtility.HtmlDecode(Between(content, "<title", "</title>")));
        foreach (var line in content.AsSpan().EnumerateLines())
        {
            var text = line.Trim();
            if (format == DocumentFormat.Markdown) text = text.TrimStart("#>*-+ ").TrimEnd("#* ");
            if (!text.IsEmpty && text.ContainsAnyExcept(Rules)) return Shorten(text.ToString());
        }

        return None;
    }

    private static string Between(string content, string open, string close)
    {
        var start = content.IndexOf(open, StringComparison.OrdinalIgnoreCase);
        if (start < 0 || (start = content.IndexOf('>', start)) < 0) return "";
        var end = content.IndexOf(close, start, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? "" : content[(start + 1)..end];
    }

    private static string Shorten(string text)
    {
        text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        if (text.Length == 0) return None;
        if (text.Length <= Length) return text;
        var cut = text.LastIndexOf(' ', Length);
        if (cut < Length / 2) cut = char.IsHighSurrogate(text[Length - 1]) ? Length - 1 : Length;
        return text[..cut].TrimEnd() + "…";
    }
}
