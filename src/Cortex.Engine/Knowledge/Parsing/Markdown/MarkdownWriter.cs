using System.Buffers;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Parsing.Html;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace Cortex.Engine.Knowledge.Parsing.Markdown;

/// <summary>Writes Markdown's blocks. It may recurse: Markdig refuses what is nested more than some 128 deep.</summary>
internal sealed class MarkdownWriter(LinkTarget links, CancellationToken ct)
{
    private static readonly SearchValues<char> InfoEnds = SearchValues.Create(" ,}{:=");

    private readonly BlockWriter _writer = new();
    private readonly LinkCollector _found = new();
    private InlineWriter? _inlines;
    private string? _title;
    private int _lists;
    private int _quotes;

    /// <summary>The list item that the next paragraph belongs to.</summary>
    private (int Level, int? Number, int StartedBefore)? _item;

    private InlineWriter Inlines => _inlines ??= new InlineWriter(_writer, links, _found);

    public void Write(MarkdownDocument document) => WriteChildren(document);

    public ParsedDocument Finish()
    {
        var (text, blocks) = _writer.Finish();
        return new ParsedDocument
        {
            Title = _title ?? TitleDeriver.FirstLine(text),
            Text = text,
            Blocks = blocks,
            Metadata = _found.Metadata(),
            InlineTags = _found.Tags,
            Links = _found.Links(blocks),
        };
    }

    private void WriteChildren(ContainerBlock container)
    {
        foreach (var block in container)
        {
            ct.ThrowIfCancellationRequested();
            WriteBlock(block);
        }
    }

    private void WriteBlock(Markdig.Syntax.Block block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                WriteHeading(heading);
                break;
            case CodeBlock code:
                _writer.Code(code.Lines.ToString(), Language(code));
                break;
            case HtmlBlock html:
                BeginParagraph();
                if (html.Type != HtmlBlockType.Comment)
                {
                    TagStripper.Write(html.Lines.ToString(), _writer, ct);
                }

                break;
            case LinkReferenceDefinition or LinkReferenceDefinitionGroup or ThematicBreakBlock:
                break;
            case Table table:
                WriteTable(table);
                break;
            case LeafBlock leaf:
                BeginParagraph();
                Inlines.Write(leaf.Inline);
                break;
            case ListBlock list:
                WriteList(list);
                break;
            case QuoteBlock quote:
                var outer = _item;
                _item = null;
                _quotes++;
                WriteChildren(quote);
                _quotes--;
                _item = outer;
                break;
            case FootnoteGroup footnotes:
                foreach (var note in footnotes.OfType<Footnote>())
                {
                    BeginParagraph();
                    _writer.Write($"[{note.Order}] ");
                    WriteFootnote(note);
                }

                break;
            case ContainerBlock container:
                WriteChildren(container);
                break;
        }
    }

    private void WriteFootnote(Footnote note)
    {
        for (var i = 0; i < note.Count; i++)
        {
            if (i == 0 && note[0] is ParagraphBlock first)
            {
                Inlines.Write(first.Inline);
            }
            else
            {
                WriteBlock(note[i]);
            }
        }
    }

    private void WriteHeading(HeadingBlock heading)
    {
        var start = _writer.Length;
        _writer.Begin(new BlockShape(BlockKind.Heading, heading.Level));
        Inlines.Write(heading.Inline);
        if (_title is null && _writer.IsOpen)
        {
            _title = TitleDeriver.FirstLine(_writer.Written(start));
        }

        _writer.Begin(new BlockShape(BlockKind.Paragraph));
    }

    private void WriteList(ListBlock list)
    {
        _lists++;
        var outer = _item;
        var number = list.IsOrdered && int.TryParse(list.OrderedStart ?? list.DefaultOrderedStart, out var first) ? first : 1;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            _item = (_lists, list.IsOrdered ? number++ : null, _writer.Started);
            WriteChildren(item);
        }

        _item = outer;
        _lists--;
    }

    /// <summary>Further paragraphs of a list item go on in its block, as long as nothing else came between.</summary>
    private void BeginParagraph()
    {
        if (_item is not { } item)
        {
            _writer.Begin(_quotes > 0 ? new BlockShape(BlockKind.Quote, _quotes) : new BlockShape(BlockKind.Paragraph));
        }
        else if (_writer.Started == item.StartedBefore)
        {
            _writer.Begin(new BlockShape(BlockKind.ListItem, item.Level, item.Number));
        }
        else if (_writer.IsOpen && _writer.Started == item.StartedBefore + 1)
        {
            _writer.SoftBreak();
        }
        else
        {
            _writer.Begin(new BlockShape(BlockKind.Paragraph));
        }
    }

    private void WriteTable(Table table)
    {
        foreach (var row in table.OfType<TableRow>())
        {
            ct.ThrowIfCancellationRequested();
            _writer.Begin(new BlockShape(BlockKind.TableRow));
            for (var i = 0; i < row.Count; i++)
            {
                if (i > 0)
                {
                    _writer.NextCell(1);
                }

                if (row.IsHeader)
                {
                    _writer.Open(MarkKind.Bold);
                }

                foreach (var leaf in ((ContainerBlock)row[i]).Descendants<LeafBlock>())
                {
                    Inlines.Write(leaf.Inline);
                    _writer.Space();
                }

                if (row.IsHeader)
                {
                    _writer.Close(MarkKind.Bold);
                }
            }
        }

        _writer.Begin(new BlockShape(BlockKind.Paragraph));
    }

    private static string? Language(CodeBlock code)
    {
        var info = (code as FencedCodeBlock)?.Info?.Trim().TrimStart('{', '.').ToLowerInvariant();
        var end = info?.AsSpan().IndexOfAny(InfoEnds) ?? -1;
        info = end >= 0 ? info![..end] : info;
        return info is { Length: > 0 and <= 30 } ? info : null;
    }
}
