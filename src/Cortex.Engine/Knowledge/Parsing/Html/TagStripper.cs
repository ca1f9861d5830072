using System.Net;
using Cortex.Contract.Items;

namespace Cortex.Engine.Knowledge.Parsing.Html;

/// <summary>Reads markup without building a tree: in linear time and with no notion of depth. For documents no tree can be made of, and for the HTML within Markdown.</summary>
internal static class TagStripper
{
    public static ParsedDocument Parse(string source, CancellationToken ct)
    {
        var writer = new BlockWriter();
        Write(source, writer, ct);
        var (text, blocks) = writer.Finish();
        return new ParsedDocument { Title = TitleDeriver.FirstLine(text), Text = text, Blocks = blocks };
    }

    public static void Write(string source, BlockWriter writer, CancellationToken ct)
    {
        for (var at = 0; at < source.Length;)
        {
            var next = source.AsSpan(at).IndexOf('<');
            var end = next < 0 ? source.Length : at + next;
            WriteText(source.AsSpan(at, end - at), writer);
            if (end == source.Length)
            {
                return;
            }

            var tag = MarkupTag.At(source, end);
            if (!tag.IsMarkup)
            {
                writer.Write("<");
            }

            at = tag.End;
            if (!tag.Name.IsEmpty)
            {
                ct.ThrowIfCancellationRequested();
                WriteTag(tag, writer);
                at = tag.IsEnd ? tag.End : AfterHidden(source, tag);
            }
        }
    }

    public static void WriteTag(MarkupTag tag, BlockWriter writer)
    {
        var kind = TagKinds.Of(tag.Name);
        if (kind == TagKind.Break)
        {
            writer.LineBreak();
        }
        else if (kind == TagKind.Cell)
        {
            writer.Space();
        }
        else if (kind == TagKind.Heading && !tag.IsEnd)
        {
            writer.Begin(new BlockShape(BlockKind.Heading, tag.Name[1] - '0'));
        }
        else if (TagKinds.StartsLine(kind))
        {
            writer.Begin(new BlockShape(BlockKind.Paragraph));
        }
    }

    private static void WriteText(ReadOnlySpan<char> text, BlockWriter writer)
    {
        if (text.Contains('&'))
        {
            writer.Write(WebUtility.HtmlDecode(text.ToString()));
        }
        else
        {
            writer.Write(text);
        }
    }

    /// <summary>The text of scripts and styles is not for reading; a title is.</summary>
    private static int AfterHidden(string source, MarkupTag tag) =>
        tag.Name.Equals("title", StringComparison.OrdinalIgnoreCase) ? tag.End : MarkupTag.EndOfRawText(source, tag);
}
