namespace Cortex.Engine.Knowledge.Parsing.Html;

/// <summary>Drops what surrounds a page's content: navigation, headers and footers, banners, related links, controls.</summary>
internal static class ChromeFilter
{
    /// <summary>What is chrome wherever it stands, unless it holds most of the page's prose.</summary>
    public static void DropObvious(PageTree page)
    {
        var prose = Math.Max(1, page[0].Prose);
        var total = Math.Max(1, page[0].Length);
        var code = 0;
        var content = 0;
        for (var i = 1; i < page.Count; i++)
        {
            ref var node = ref page[i];
            if (node.Kind == TagKind.Text || i < code)
            {
                continue;
            }

            if (node.Kind is TagKind.Preformatted)
            {
                // Highlighters name their spans with any word.
                code = node.End;
            }
            else if (node.Kind is TagKind.Main or TagKind.Article)
            {
                content = Math.Max(content, node.End);
            }
            else if (node.Length > 0 && IsChrome(ref node, inContent: i < content)
                && (node.Contains & PageContent.Main) == 0 && node.Prose <= prose / 2 && (node.Length <= total / 2 || node.Prose <= total / 4))
            {
                node.Dropped = true;
                i = node.End - 1;
            }
        }

        page.Measure();
    }

    /// <summary>What is chrome within the content itself: tables of contents, permalinks, lists of nothing but links elsewhere.</summary>
    public static void DropWithin(PageTree page, int root)
    {
        var total = page[root].Length;
        for (var i = root + 1; i < page[root].End; i++)
        {
            ref var node = ref page[i];
            if (node.Dropped || node.Kind == TagKind.Text)
            {
                i = node.End - 1;
            }
            else if (IsContents(ref node, total) || IsAside(ref node, total))
            {
                node.Dropped = true;
                i = node.End - 1;
            }
        }

        page.Measure();
    }

    private static bool IsChrome(ref PageNode node, bool inContent)
    {
        var element = node.Element;
        switch (node.Kind)
        {
            case TagKind.Navigation:
                return true;
            case TagKind.Header:
                return !inContent && !HasOwnHeading(ref node);
            case TagKind.Footer:
                return element.ParentElement?.LocalName is not "blockquote";
            case TagKind.Aside when !inContent && node.LinkLength * 3 > node.Length:
                return true;
            case TagKind.Inline when element.LocalName is "label":
                return element.HasAttribute("for") || (node.Contains & PageContent.Control) != 0;
            case TagKind.Heading or TagKind.Cell or TagKind.Row or TagKind.Quote or TagKind.Code or TagKind.Term or TagKind.Definition:
                return false;
        }

        if (element.GetAttribute("role") is { } role
            && role is "navigation" or "banner" or "contentinfo" or "search" or "dialog" or "alertdialog" or "menu" or "menubar" or "toolbar" or "tooltip"
            && !(role is "banner" && inContent) && !(role is "banner" && HasOwnHeading(ref node)))
        {
            return true;
        }

        if (element.Id is "header" || element.ClassName is "header" or "site-header")
        {
            return !inContent && !HasOwnHeading(ref node);
        }

        return ChromeNames.Names(element.ClassName) || ChromeNames.Names(element.Id);
    }

    /// <summary>A page's title may stand in its header; a site's name there is a link to its start.</summary>
    private static bool HasOwnHeading(ref PageNode node) =>
        (node.Contains & PageContent.TopHeading) != 0 && node.Prose > 0 && node.LinkLength * 3 < node.Length;

    private static bool IsContents(ref PageNode node, int total) =>
        node.LocalLinks >= 4 && node.LocalLinks == node.Links && node.LinkLength * 10 >= node.Length * 8 && node.Length * 2 < total
        && node.Kind is TagKind.List or TagKind.OrderedList or TagKind.Block or TagKind.Paragraph or TagKind.Table;

    private static bool IsAside(ref PageNode node, int total) =>
        node.Kind == TagKind.Aside && node.LinkLength * 2 > node.Length && node.Length * 3 < total;
}
