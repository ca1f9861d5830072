using AngleSharp.Dom;

namespace Cortex.Engine.Knowledge.Parsing.Html;

/// <summary>Finds the element that holds what a page was written for.</summary>
internal static class ContentFinder
{
    /// <summary>The names documentation tools, blogs and wikis give their content.</summary>
    private static readonly string[] Names =
    [
        "mw-parser-output", "mw-content-text", "bodycontent", "markdown-body", "articlebody", "article-body", "article-content", "article__body", "post-content", "post-body", "entry-content",
        "story-body", "main-content", "maincontent", "page-content", "documentwrapper", "document", "content", "apicontent", "contentcontainer", "rst-content", "theme-doc-markdown",
    ];

    public static int Find(PageTree page, CancellationToken ct) => WithTitle(page, FindBody(page, ct));

    /// <summary>Takes in the page's title where it stands just outside, as AsciiDoc's header does.</summary>
    private static int WithTitle(PageTree page, int root)
    {
        if (root == 0 || (page[root].Contains & PageContent.Main) != 0 || (page[root].Contains & PageContent.TopHeading) != 0)
        {
            return root;
        }

        for (var i = page[root].Parent; i >= 0; i = page[i].Parent)
        {
            if (page[i].Prose > (page[root].Prose * 1.2) + 400 || page[i].Length > (page[root].Length * 1.3) + 500)
            {
                return root;
            }

            if ((page[i].Contains & PageContent.TopHeading) != 0)
            {
                return i;
            }
        }

        return root;
    }

    private static int FindBody(PageTree page, CancellationToken ct)
    {
        var prose = page[0].Prose;
        var root = 0;

        // A page without prose is a list of links, and its body says so best.
        if (Largest(page, 0, static (ref n) => n.Kind == TagKind.Main || (n.Contains & PageContent.Main) != 0 && IsMain(ref n)) is { } main && page[main].Prose * 4 >= prose)
        {
            root = main;
        }

        if (Largest(page, root, static (ref n) => n.Kind == TagKind.Article) is { } article)
        {
            // One article among several of its size is a list of articles.
            var share = root == 0 ? 3 : 2;
            if (page[article].Prose * share >= page[root].Prose && page[article].Prose * 2 > Sum(page, root, TagKind.Article))
            {
                return article;
            }
        }

        if (root != 0)
        {
            return root;
        }

        if (Largest(page, 0, static (ref n) => IsNamedContent(n.Element)) is { } named && page[named].Prose * 10 >= prose * 6)
        {
            return named;
        }

        ct.ThrowIfCancellationRequested();
        return ContentScore.Best(page) is { } best && page[best].Prose * 2 >= prose ? best : 0;
    }

    private delegate bool Is(ref PageNode node);

    /// <summary>The element with most prose; of equals, the innermost.</summary>
    private static int? Largest(PageTree page, int root, Is wanted)
    {
        int? best = null;
        for (var i = root + 1; i < page[root].End; i++)
        {
            ref var node = ref page[i];
            if (node.Dropped)
            {
                i = node.End - 1;
            }
            else if (node.Kind != TagKind.Text && node.Prose > 0 && wanted(ref node) && (best is not { } b || node.Prose >= page[b].Prose))
            {
                best = i;
            }
        }

        return best;
    }

    private static int Sum(PageTree page, int root, TagKind kind)
    {
        var sum = 0;
        for (var i = root + 1; i < page[root].End; i++)
        {
            ref var node = ref page[i];
            if (node.Kind == kind)
            {
                sum += node.Dropped ? 0 : node.Prose;
                i = node.End - 1;
            }
        }

        return sum;
    }

    private static bool IsMain(ref PageNode node) => node.Element.GetAttribute("role") is "main";

    private static bool IsNamedContent(IElement element) =>
        element.GetAttribute("itemprop") is "articleBody" || IsName(element.Id) || IsName(element.ClassName);

    private static bool IsName(string? attribute)
    {
        if (attribute is null)
        {
            return false;
        }

        foreach (var range in attribute.AsSpan().Split(' '))
        {
            foreach (var name in Names)
            {
                if (attribute.AsSpan(range).Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
