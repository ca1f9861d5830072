using System.Globalization;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Cortex.Engine.Knowledge.Parsing.Html;

/// <summary>What a page says of itself in its head.</summary>
internal sealed class PageMetadata
{
    private readonly Dictionary<string, JsonElement> _fields = [];

    public IReadOnlyDictionary<string, JsonElement> Fields => _fields;
    public string? SiteName { get; private init; }

    private PageMetadata()
    {
    }

    public static PageMetadata Read(IHtmlDocument document, LinkTarget links, PageByline shown)
    {
        var meta = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? canonical = null;
        foreach (var element in document.Head?.Children.Where(e => e.LocalName is "meta" or "link") ?? [])
        {
            if (element.LocalName == "link")
            {
                canonical ??= element.GetAttribute("rel") is "canonical" ? element.GetAttribute("href") : null;
            }
            else if ((element.GetAttribute("property") ?? element.GetAttribute("name") ?? element.GetAttribute("itemprop")) is { Length: < 100 } name
                && PageTitle.Clean(element.GetAttribute("content")) is { } content)
            {
                meta.TryAdd(name, content);
            }
        }

        var linked = LinkedData.Read(document);
        string? First(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (meta.TryGetValue(name, out var value))
                {
                    return value;
                }
            }

            return null;
        }

        var site = First("og:site_name", "application-name");
        var result = new PageMetadata { SiteName = site };
        // Some name an author by the address of a page about them.
        string[] authors = ["author", "article:author", "dc.creator", "citation_author", "parsely-author"];
        var author = authors.Select(name => meta.GetValueOrDefault(name)).FirstOrDefault(value => value is not null && !IsAddress(value));
        result.Add("byline", author ?? linked.Author ?? shown.Author);
        result.Add("published_at", Date(First("article:published_time", "datepublished", "date", "dc.date", "dcterms.created", "pubdate", "publish-date", "citation_publication_date", "parsely-pub-date")) ?? Date(linked.Published) ?? Date(shown.Published));
        result.Add("description", First("description", "og:description", "twitter:description", "dc.description"));
        result.Add("canonical_url", Absolute(links.Resolve(canonical)) ?? Absolute(links.Resolve(First("og:url"))));
        result.Add("language", Language(document.DocumentElement?.GetAttribute("lang") ?? document.DocumentElement?.GetAttribute("xml:lang") ?? First("og:locale")));
        result.Add("site_name", site);
        return result;
    }

    private void Add(string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            _fields[name] = JsonText.Element(value);
        }
    }

    private static bool IsAddress(string? value) => value?.StartsWith("http", StringComparison.OrdinalIgnoreCase) is true;

    private static string? Absolute(string? url) => url?.StartsWith("http", StringComparison.OrdinalIgnoreCase) is true ? url : null;

    private static string? Language(string? tag) => tag is { Length: > 1 and < 36 } && tag.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? tag.Replace('_', '-') : null;

    /// <summary>ISO 8601, as precise as stated; null for anything else that is no date.</summary>
    private static string? Date(string? stated)
    {
        if (stated is null || !DateTimeOffset.TryParse(stated, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            return null;
        }

        return stated.AsSpan().Contains(':') ? date.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture) : date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
