using AngleSharp.Dom;

namespace Cortex.Engine.Knowledge.Parsing.Html;

/// <summary>What a subtree contains, itself included.</summary>
[Flags]
internal enum PageContent : byte
{
    None = 0,
    Main = 1,
    Article = 2,
    TopHeading = 4,
    Heading = 8,
    Table = 16,
    Preformatted = 32,
    List = 64,
    Control = 128,
}

/// <summary>One element or text of a page. Its subtree is the range up to <see cref="End"/>.</summary>
internal struct PageNode
{
    public INode Source;
    public int Parent;
    public int End;
    public TagKind Kind;
    public PageContent Contains;

    /// <summary>Left out of the text, with its subtree.</summary>
    public bool Dropped;

    /// <summary>Visible characters without white space, and those of them within links; all of the subtree's, or what is left of them.</summary>
    public int Length;
    public int LinkLength;
    public int Rows;
    public int Links;
    public int LocalLinks;

    public readonly int Prose => Length - LinkLength;
    public readonly IElement Element => (IElement)Source;
}

/// <summary>
/// A page's body in document order, as an array: a page is as deep as its author likes, so that nothing here recurses, and
/// every question about a subtree is answered by one pass from the back.
/// </summary>
internal sealed class PageTree
{
    private PageNode[] _nodes = new PageNode[1024];

    private PageTree()
    {
    }

    public int Count { get; private set; }

    public ref PageNode this[int index] => ref _nodes[index];

    public static PageTree Build(INode root, bool keepHidden, CancellationToken ct)
    {
        var tree = new PageTree();
        var open = new Stack<(int Index, INodeList Children, int Next)>();
        tree.Enter(root, -1, TagKind.Block, open);
        while (open.TryPop(out var top))
        {
            if (top.Next == top.Children.Length)
            {
                tree._nodes[top.Index].End = tree.Count;
                continue;
            }

            var child = top.Children[top.Next];
            open.Push((top.Index, top.Children, top.Next + 1));
            if (child is IText text)
            {
                tree.AddText(text, top.Index);
            }
            else if (child is IElement element)
            {
                ct.ThrowIfCancellationRequested();
                var kind = TagKinds.Of(element.LocalName);
                if (kind == TagKind.Skipped)
                {
                    tree._nodes[top.Index].Contains |= element.LocalName is "input" or "select" or "textarea" ? PageContent.Control : PageContent.None;
                }
                else if (keepHidden || !Visibility.IsHidden(element))
                {
                    tree.Enter(element, top.Index, kind, open);
                }
            }
        }

        tree.Measure();
        return tree;
    }

    /// <summary>Counts anew what has not been dropped.</summary>
    public void Measure()
    {
        for (var i = 0; i < Count; i++)
        {
            ref var node = ref _nodes[i];
            if (node.Kind != TagKind.Text)
            {
                node.Length = node.LinkLength = node.Rows = node.Links = node.LocalLinks = 0;
            }
        }

        for (var i = Count - 1; i > 0; i--)
        {
            ref var node = ref _nodes[i];
            ref var parent = ref _nodes[node.Parent];
            if (node.Dropped)
            {
                continue;
            }

            if (node.Kind == TagKind.Link && node.Length > 0)
            {
                node.LinkLength = node.Length;
                node.Links = 1;
                node.LocalLinks = node.Element.GetAttribute("href") is ['#', ..] ? 1 : 0;
            }

            parent.Length += node.Length;
            parent.LinkLength += node.LinkLength;
            parent.Links += node.Links;
            parent.LocalLinks += node.LocalLinks;
            parent.Rows += node.Rows + (node.Kind == TagKind.Row ? 1 : 0);
            parent.Contains |= node.Contains;
        }
    }

    public bool Within(int index, int ancestor) => index >= ancestor && index < _nodes[ancestor].End;

    private void Enter(INode source, int parent, TagKind kind, Stack<(int Index, INodeList Children, int Next)> open)
    {
        open.Push((Add(source, parent, kind), source.ChildNodes, 0));
    }

    private void AddText(IText text, int parent)
    {
        var length = 0;
        foreach (var c in text.Data.AsSpan())
        {
            length += char.IsWhiteSpace(c) ? 0 : 1;
        }

        if (text.Data.Length > 0)
        {
            var index = Add(text, parent, TagKind.Text);
            _nodes[index].Length = length;
            _nodes[index].End = Count;
        }
    }

    private int Add(INode source, int parent, TagKind kind)
    {
        if (Count == _nodes.Length)
        {
            Array.Resize(ref _nodes, Count * 2);
        }

        _nodes[Count] = new PageNode { Source = source, Parent = parent, Kind = kind, Contains = Own(source, kind) };
        return Count++;
    }

    private static PageContent Own(INode source, TagKind kind) => kind switch
    {
        TagKind.Main => PageContent.Main,
        TagKind.Article => PageContent.Article,
        TagKind.Heading => PageContent.Heading | (source.NodeName is "H1" ? PageContent.TopHeading : PageContent.None),
        TagKind.Table => PageContent.Table,
        TagKind.Preformatted => PageContent.Preformatted,
        TagKind.List or TagKind.OrderedList => PageContent.List,
        TagKind.Block when source is IElement e && e.GetAttribute("role") is "main" => PageContent.Main,
        _ => PageContent.None,
    };
}
