using System.Net;
using Cortex.Engine.Knowledge.Parsing;

namespace Cortex.Engine.Knowledge.Items;

/// <summary>A title at the moment of capture, before the document is parsed; parsing may find a better one.</summary>
internal static class QuickTitle
{
    private const int Beginning = 20_000;

    /// <param name="fallback">Such as a file's name; null where there is none.</param>
    public static string Of(string content, DocumentFormat format, string? fallback)
    {
        if (format is not (DocumentFormat.Html or DocumentFormat.Converted)) return TitleDeriver.Derive(content[..Math.Min(content.Length, Beginning)], fallback);
        var title = WebUtility.HtmlDecode(Between(content, "<title", "</title>"));
        return TitleDeriver.Derive(title, fallback);
    }

    private static string Between(string content, string open, string close)
    {
        var head = content.AsSpan(0, Math.Min(content.Length, Beginning));
        var start = head.IndexOf(open, StringComparison.OrdinalIgnoreCase);
        if (start < 0) return "";
        head = head[start..];
        head = head[(head.IndexOf('>') + 1)..];
        var end = head.IndexOf(close, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? "" : head[..end].ToString();
    }
}
