using AngleSharp.Dom;
using Cortex.Contract.Items;

namespace Cortex.Engine.Knowledge.Parsing.Html;

/// <summary>Writes one subtree of a page as text and blocks.</summary>
internal sealed class PageWriter(PageTree page, LinkTarget links, BlockWriter writer, CancellationToken ct)
{
    private readonly Stack<int> _open = new();
    private readonly Stack<ListState> _lists = new();

    /// <summary>Innermost last: what decides which kind of block a text belongs to.</summary>
    private readonly Stack<Container> _containers = new();
    private int _quotes;

    /// <summary>How many blocks there were when a definition began: its first one follows the term closely.</summary>
    private int _definition = -1;

    /// <summary>The row of a table of values that is being written, whose blocks are but words of a cell.</summary>
    private int _row = -1;
    private bool _hasCell;
    private (int Table, bool IsData) _table = (-1, false);

    private bool InRow => _row >= 0;

    private sealed class ListState
    {
        public int? Next { get; set; }
    }

    private sealed record Container(int Node, TagKind Kind, int Level, int? Number, int StartedBefore);

    public void Write(int root)
    {
        for (var i = root; i < page[root].End;)
        {
            while (_open.Count > 0 && page[_open.Peek()].End <= i)
            {
                Leave(_open.Pop());
            }

            ref var node = ref page[i];
            if (node.Dropped)
            {
                i = node.End;
            }
            else if (node.Kind == TagKind.Text)
            {
                writer.Write(((IText)node.Source).Data);
                i++;
            }
            else if (Enter(i))
            {
                ct.ThrowIfCancellationRequested();
                _open.Push(i);
                i++;
            }
            else
            {
                i = node.End;
            }
        }

        while (_open.Count > 0)
        {
            Leave(_open.Pop());
        }
    }

    /// <summary>False where the subtree has been dealt with as a whole.</summary>
    private bool Enter(int index)
    {
        ref var node = ref page[index];
        switch (node.Kind)
        {
            case TagKind.Break:
                writer.LineBreak();
                return false;
            case TagKind.Rule:
                Boundary();
                return false;
            case TagKind.Annotation:
                return false;
            case TagKind.Math when node.Element.GetAttribute("alttext") is { Length: > 0 } formula:
                writer.Write(formula);
                return false;
            case TagKind.Preformatted when !InRow:
                writer.Code(PreformattedText.Of(page, index), PreformattedText.Language(node.Element));
                Boundary();
                return false;
            case TagKind.Link:
                if (IsPermalink(index))
                {
                    return false;
                }

                writer.Open(MarkKind.Link, links.Resolve(node.Element.GetAttribute("href")));
                return true;
            case TagKind.Bold or TagKind.Italic or TagKind.Code or TagKind.Strike:
                writer.Open(MarkOf(node.Kind));
                return true;
            case TagKind.Cell:
                EnterCell(ref node);
                return true;
            case TagKind.Row:
                EnterRow(index);
                return true;
        }

        if (InRow)
        {
            if (TagKinds.StartsLine(node.Kind))
            {
                writer.Space();
            }

            return true;
        }

        switch (node.Kind)
        {
            case TagKind.List or TagKind.OrderedList:
                _lists.Push(new ListState { Next = node.Kind == TagKind.OrderedList ? Number(node.Element, "start", 1) : null });
                Boundary();
                break;
            case TagKind.ListItem when (node.Contains & (PageContent.Heading | PageContent.Table)) == 0:
                EnterItem(index);
                break;
            case TagKind.Heading:
                Enter(index, TagKind.Heading, node.Element.LocalName[1] - '0');
                break;
            case TagKind.Quote:
                Enter(index, TagKind.Quote, ++_quotes);
                break;
            case TagKind.Term:
                Boundary();
                writer.Open(MarkKind.Bold);
                break;
            case TagKind.Definition:
                _definition = writer.Started;
                Boundary();
                break;
            default:
                if (TagKinds.StartsLine(node.Kind))
                {
                    Boundary();
                }

                break;
        }

        return true;
    }

    private void Leave(int index)
    {
        ref var node = ref page[index];
        switch (node.Kind)
        {
            case TagKind.Link:
                writer.Close(MarkKind.Link);
                return;
            case TagKind.Bold or TagKind.Italic or TagKind.Code or TagKind.Strike:
                writer.Close(MarkOf(node.Kind));
                return;
            case TagKind.Cell when InRow && node.Element.LocalName is "th":
                writer.Close(MarkKind.Bold);
                return;
            case TagKind.Row when _row == index:
                _row = -1;
                Boundary();
                return;
        }

        if (InRow)
        {
            if (TagKinds.StartsLine(node.Kind))
            {
                writer.Space();
            }

            return;
        }

        if (_containers.TryPeek(out var container) && container.Node == index)
        {
            _containers.Pop();
            _quotes -= node.Kind == TagKind.Quote ? 1 : 0;
            writer.Begin(Shape());
            return;
        }

        switch (node.Kind)
        {
            case TagKind.List or TagKind.OrderedList:
                _lists.Pop();
                break;
            case TagKind.Term:
                writer.Close(MarkKind.Bold);
                break;
            case TagKind.Definition:
                _definition = -1;
                break;
        }

        if (TagKinds.StartsLine(node.Kind))
        {
            Boundary();
        }
    }

    private void Enter(int index, TagKind kind, int level, int? number = null)
    {
        _containers.Push(new Container(index, kind, level, number, writer.Started));
        writer.Begin(Shape());
    }

    private void EnterItem(int index)
    {
        var element = page[index].Element;
        if (_lists.TryPeek(out var list) && list.Next is { } next)
        {
            var number = Number(element, "value", next);
            list.Next = number == int.MaxValue ? number : number + 1;
            Enter(index, TagKind.ListItem, _lists.Count, number);
        }
        else
        {
            Enter(index, TagKind.ListItem, Math.Max(1, _lists.Count));
        }
    }

    private void EnterRow(int index)
    {
        if (InRow || !IsInData(index))
        {
            Boundary();
            return;
        }

        writer.Begin(new BlockShape(BlockKind.TableRow));
        _row = index;
        _hasCell = false;
    }

    private void EnterCell(ref PageNode node)
    {
        if (!InRow)
        {
            Boundary();
            return;
        }

        if (_hasCell)
        {
            writer.NextCell(1);
        }

        _hasCell = true;
        if (node.Element.LocalName is "th")
        {
            writer.Open(MarkKind.Bold);
        }
    }

    /// <summary>A line ends here, as at the edge of any block.</summary>
    private void Boundary()
    {
        if (InRow)
        {
            writer.Space();
        }
        else if (_containers.TryPeek(out var inner) && inner.Kind == TagKind.ListItem && writer.IsOpen && writer.Started == inner.StartedBefore + 1)
        {
            writer.SoftBreak();
        }
        else
        {
            writer.Begin(Shape());
        }
    }

    private BlockShape Shape()
    {
        if (!_containers.TryPeek(out var inner))
        {
            return new BlockShape(BlockKind.Paragraph, Tight: writer.Started == _definition);
        }

        return inner.Kind switch
        {
            TagKind.Heading => new BlockShape(BlockKind.Heading, inner.Level),
            TagKind.Quote => new BlockShape(BlockKind.Quote, inner.Level),
            TagKind.ListItem when writer.Started == inner.StartedBefore => new BlockShape(BlockKind.ListItem, inner.Level, inner.Number),
            _ => new BlockShape(BlockKind.Paragraph, Tight: writer.Started == _definition),
        };
    }

    private bool IsInData(int row)
    {
        var table = page[row].Parent;
        while (table > 0 && page[table].Kind != TagKind.Table)
        {
            table = page[table].Parent;
        }

        if (_table.Table != table)
        {
            _table = (table, IsData(table));
        }

        return _table.IsData;
    }

    /// <summary>A table of values, as against one that lays out a page.</summary>
    private bool IsData(int index)
    {
        ref var table = ref page[index];
        if (table.Kind != TagKind.Table || table.Rows < 2 || table.Length > table.Rows * 1500
            || (table.Contains & (PageContent.Heading | PageContent.Preformatted)) != 0 || table.Element.GetAttribute("role") is "presentation" or "none")
        {
            return false;
        }

        // Its own flag says that it is a table: what counts is one inside.
        for (var i = index + 1; i < table.End; i++)
        {
            if (page[i].Kind is TagKind.Row)
            {
                if ((page[i].Contains & PageContent.Table) != 0)
                {
                    return false;
                }

                i = page[i].End - 1;
            }
        }

        return true;
    }

    /// <summary>The glyph that documentation tools put beside a heading, to link to it, or behind a note, to lead back.</summary>
    private bool IsPermalink(int index)
    {
        ref var node = ref page[index];
        if (node.Length > 2 || node.LocalLinks == 0 && node.Length > 0)
        {
            return node.Element.ClassName is "headerlink" or "header-anchor" or "hash-link" or "permalink" or "anchor-link" && node.Length <= 4;
        }

        return node.Element.TextContent.AsSpan().Trim() is "" or "¶" or "#" or "§" or "🔗" or "⚓" or "∞" or "\uF0C1" or "↩" or "↩︎";
    }

    private static int Number(IElement element, string attribute, int otherwise) =>
        int.TryParse(element.GetAttribute(attribute), out var number) && number >= 0 ? number : otherwise;

    private static MarkKind MarkOf(TagKind kind) => kind switch
    {
        TagKind.Bold => MarkKind.Bold,
        TagKind.Italic => MarkKind.Italic,
        TagKind.Code => MarkKind.Code,
        _ => MarkKind.Strike,
    };
}
