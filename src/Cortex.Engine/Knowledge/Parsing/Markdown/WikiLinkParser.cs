using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace Cortex.Engine.Knowledge.Parsing.Markdown;

/// <summary>[[page]] and [[page|shown]]: a link by name to another note.</summary>
internal sealed class WikiLinkInline(string target, string shown, bool embeds) : LeafInline
{
    public string Target { get; } = target;
    public string Shown { get; } = shown;

    /// <summary>Whether it stands for the document itself: a picture, a part of another note.</summary>
    public bool Embeds { get; } = embeds;
}

internal sealed class WikiLinkParser : InlineParser
{
    private const int MaxLength = 500;

    public WikiLinkParser() => OpeningCharacters = ['[', '!'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        // Embedding is written with a mark of exclamation.
        var embeds = slice.CurrentChar == '!' ? 1 : 0;
        var rest = slice.AsSpan()[embeds..];
        if (!rest.StartsWith("[["))
        {
            return false;
        }

        var inner = rest[2..Math.Min(rest.Length, MaxLength)];
        var end = inner.IndexOfAny("[]\n");
        if (end <= 0 || end + 1 >= inner.Length || inner[end] != ']' || inner[end + 1] != ']')
        {
            return false;
        }

        inner = inner[..end];
        var bar = inner.IndexOf('|');
        // In a table the bar is escaped, lest it part the cell.
        var target = (bar < 0 ? inner : inner[..bar].TrimEnd('\\')).Trim();
        var shown = bar < 0 ? inner.Trim() : inner[(bar + 1)..].Trim();
        if (target.IsEmpty && shown.IsEmpty)
        {
            return false;
        }

        processor.Inline = new WikiLinkInline(target.ToString(), (shown.IsEmpty ? target : shown).ToString(), embeds == 1);
        slice.Start += embeds + end + 4;
        return true;
    }
}
