using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Parsing.Html;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax.Inlines;

namespace Cortex.Engine.Knowledge.Parsing.Markdown;

/// <summary>Writes the inlines of one block, links and emphasis as marks. A stack of its own: Markdig bounds the depth of blocks, and of inlines only some.</summary>
internal sealed class InlineWriter(BlockWriter writer, LinkTarget links, LinkCollector found)
{
    private readonly Stack<(Inline? Next, MarkKind? First, MarkKind? Second, (string Target, int From)? Picture)> _open = new();
    private bool _hidden;

    public void Write(ContainerInline? root)
    {
        _hidden = false;
        _open.Push((root?.FirstChild, null, null, null));
        while (_open.TryPop(out var level))
        {
            if (level.Next is not { } inline)
            {
                Close(level.First);
                Close(level.Second);
                if (level.Picture is { } picture) found.Add(LinkKind.Embed, picture.Target, writer, picture.From);
                continue;
            }

            _open.Push(level with { Next = inline.NextSibling });
            if (inline is ContainerInline container)
            {
                Enter(container);
            }
            else if (!_hidden || inline is HtmlInline)
            {
                WriteLeaf(inline);
            }
        }
    }

    private void Enter(ContainerInline container)
    {
        if (container is LinkInline { IsImage: true, Parent: LinkInline })
        {
            // A badge: its words say what can be clicked, not what can be read.
            return;
        }

        MarkKind? first = null, second = null;
        if (container is EmphasisInline { DelimiterChar: '~' })
        {
            first = MarkKind.Strike;
        }
        else if (container is EmphasisInline emphasis)
        {
            first = emphasis.DelimiterCount == 1 ? MarkKind.Italic : MarkKind.Bold;
        }
        else if (container is LinkInline { IsImage: false } link)
        {
            second = MarkKind.Link;
            writer.Open(MarkKind.Link, links.Resolve(link.GetDynamicUrl?.Invoke() ?? link.Url));
        }
        else if (container is DelimiterInline delimiter)
        {
            // Left over: it has turned out to be text.
            writer.Write(delimiter.ToLiteral());
        }

        if (first is { } kind)
        {
            writer.Open(kind);
        }

        _open.Push((container.FirstChild, first, second, container is LinkInline { IsImage: true, Url: { } target } && links.Resolve(target) is { } resolved ? (resolved, writer.Length) : null));
    }

    private void Close(MarkKind? kind)
    {
        if (kind is { } open)
        {
            writer.Close(open);
        }
    }

    private void WriteLeaf(Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                writer.Write(literal.Content.AsSpan());
                break;
            case CodeInline code:
                writer.Open(MarkKind.Code);
                writer.Write(code.ContentSpan);
                writer.Close(MarkKind.Code);
                break;
            case LineBreakInline { IsHard: true }:
                writer.LineBreak();
                break;
            case LineBreakInline:
                writer.Space();
                break;
            case AutolinkInline auto:
                writer.Open(MarkKind.Link, links.Resolve(auto.IsEmail ? "mailto:" + auto.Url : auto.Url));
                writer.Write(auto.Url);
                writer.Close(MarkKind.Link);
                break;
            case HtmlEntityInline entity:
                writer.Write(entity.Transcoded.AsSpan());
                break;
            case HtmlInline html:
                WriteTag(html.Tag);
                break;
            case TaskList task:
                writer.Write(task.Checked ? "[x] " : "[ ] ");
                break;
            case FootnoteLink { IsBackLink: false } note:
                writer.Write($"[{note.Footnote.Order}]");
                break;
            case WikiLinkInline wiki:
                var from = writer.Length;
                writer.Write(wiki.Shown);
                found.AddNamed(wiki.Embeds, wiki.Target, writer, from);
                break;
            case TagInline tag:
                found.Add(tag.Tag);
                writer.Write(tag.Text);
                break;
        }
    }

    private void WriteTag(string source)
    {
        var tag = MarkupTag.At(source, 0);
        if (tag.Name.IsEmpty)
        {
            return;
        }

        if (tag.Name is "script" or "style" or "SCRIPT" or "STYLE")
        {
            _hidden = !tag.IsEnd;
        }
        else if (TagKinds.Of(tag.Name) == TagKind.Break)
        {
            writer.LineBreak();
        }
        else if (TagKinds.StartsLine(TagKinds.Of(tag.Name)))
        {
            writer.Space();
        }
    }
}
