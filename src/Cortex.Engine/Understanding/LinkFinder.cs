using Cortex.Contract.Items;
using Cortex.Contract.Search;

namespace Cortex.Engine.Understanding;

/// <summary>The links of a text's blocks.</summary>
internal static class LinkFinder
{
    private const int Most = 200;

    public static IReadOnlyList<ExtractedLink> Find(ExtractionInput input)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var links = new List<ExtractedLink>();
        foreach (var mark in input.Blocks.SelectMany(block => block.Marks))
        {
            if (mark.Kind != MarkKind.Link || string.IsNullOrWhiteSpace(mark.Href) || mark.Href[0] == '#' || !seen.Add(mark.Href)) continue;
            links.Add(new ExtractedLink(mark.Href, new TextSpan(mark.Start, mark.End)));
            if (links.Count == Most) break;
        }

        return links;
    }
}
