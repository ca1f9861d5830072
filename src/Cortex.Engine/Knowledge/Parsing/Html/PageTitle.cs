using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Cortex.Engine.Knowledge.Parsing.Html;

/// <summary>What a page is called, without the name of the site it stands on.</summary>
internal static class PageTitle
{
    private const int MaxLength = 300;

    public static string? Find(IHtmlDocument document, PageTree page, int root, string? siteName)
    {
        var social = Meta(document, "og:title") ?? Meta(document, "twitter:title");
        if (social is not null && social != siteName)
        {
            return social;
        }

        var title = Clean(document.Head?.Children.FirstOrDefault(e => e.LocalName == "title")?.TextContent);
        if (title is null)
        {
            return Heading(page, root, PageContent.TopHeading) ?? Heading(page, root, PageContent.Heading);
        }

        // The page's heading is often the title without the site. Of whatever level: the site's name may be the first.
        if (Heading(page, root, PageContent.Heading) is { } heading && heading != siteName && title.Contains(heading, StringComparison.OrdinalIgnoreCase)
            && (heading.Length >= 4 || title.StartsWith(heading + " ", StringComparison.Ordinal)))
        {
            return heading;
        }

        return siteName is not null ? WithoutSite(title, siteName) : title;
    }

    public static string? Clean(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var line = new BlockWriter();
        line.Write(text.AsSpan(0, Math.Min(text.Length, MaxLength * 4)));
        var words = line.Finish().Text;
        return words.Length == 0 ? null : words[..SourceText.WholeCharacters(words, MaxLength)].TrimEnd();
    }

    private static string? Heading(PageTree page, int root, PageContent level)
    {
        for (var i = root; i < page[root].End; i++)
        {
            ref var node = ref page[i];
            if (node.Dropped)
            {
                i = node.End - 1;
            }
            else if (node.Kind == TagKind.Heading && (node.Contains & level) != 0 && node.Length > 0)
            {
                var heading = new BlockWriter();
                for (var t = i + 1; t < node.End; t++)
                {
                    if (page[t].Kind == TagKind.Text && !IsGlyph(page[t].Source))
                    {
                        heading.Write(((IText)page[t].Source).Data);
                    }
                }

                return Clean(heading.Finish().Text);
            }
        }

        return null;
    }

    private static bool IsGlyph(INode text) => text.ParentElement?.LocalName == "a" && text.NodeValue.AsSpan().Trim() is "¶" or "#" or "§" or "🔗" or "\uF0C1";

    private static string WithoutSite(string title, string site)
    {
        var at = title.LastIndexOf(site, StringComparison.OrdinalIgnoreCase);
        if (at <= 0 || at + site.Length != title.Length)
        {
            return title;
        }

        var rest = title.AsSpan(0, at).TrimEnd();
        var cut = rest.TrimEnd("|-–—·:»•<").TrimEnd();
        return cut.Length < rest.Length && cut.Length > 0 ? cut.ToString() : title;
    }

    private static string? Meta(IHtmlDocument document, string name) =>
        Clean(document.Head?.Children.FirstOrDefault(e => e.LocalName == "meta" && (e.GetAttribute("property") ?? e.GetAttribute("name")) == name)?.GetAttribute("content"));
}
