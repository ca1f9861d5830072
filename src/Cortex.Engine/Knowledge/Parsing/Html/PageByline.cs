using AngleSharp.Dom;

namespace Cortex.Engine.Knowledge.Parsing.Html;

/// <summary>Author and date as a page shows them to its readers, for pages whose head names neither.</summary>
internal readonly record struct PageByline(string? Author, string? Published)
{
    private const int MaxName = 80;

    /// <summary>By these names only: a page may show dates and people of any kind.</summary>
    private static readonly string[] About = ["entry-meta", "post-meta", "article-meta", "postmeta", "post-info", "post-date", "entry-date", "published", "dt-published", "pubdate", "byline", "dateline", "date-published", "post-header", "entry-header", "article-header"];

    public static PageByline Find(PageTree page)
    {
        string? author = null, published = null;
        for (var i = 1; i < page.Count && (author is null || published is null); i++)
        {
            ref var node = ref page[i];
            if (node.Kind == TagKind.Text || node.Element.Attributes.Length == 0) continue;
            var element = node.Element;
            var property = element.GetAttribute("itemprop");
            if (property is "datePublished" || (element.LocalName == "time" && IsAbout(page, i))) published ??= element.GetAttribute("datetime") ?? element.GetAttribute("content") ?? (property is null ? null : element.TextContent);
            if (property is "author" || (element.GetAttribute("rel") is { } rel && rel.Split(' ').Contains("author", StringComparer.OrdinalIgnoreCase))) author ??= Name(element);
        }

        return new PageByline(author, published);
    }

    private static string? Name(IElement element)
    {
        var name = element.Children.FirstOrDefault(child => child.GetAttribute("itemprop") is "name") ?? element;
        return PageTitle.Clean(name.GetAttribute("content") ?? (name.TextContent is { Length: < 4 * MaxName } text ? text : null)) is { Length: <= MaxName } clean ? clean : null;
    }

    private static bool IsAbout(PageTree page, int index)
    {
        for (var (at, steps) = (index, 0); at > 0 && steps < 4; at = page[at].Parent, steps++)
        {
            if (page[at].Kind == TagKind.Header && page[page[at].Parent].Kind == TagKind.Article) return true;
            if (page[at].Element.ClassName is { } classes && classes.Split(' ').Any(name => About.Contains(name, StringComparer.OrdinalIgnoreCase))) return true;
        }

        return false;
    }
}
