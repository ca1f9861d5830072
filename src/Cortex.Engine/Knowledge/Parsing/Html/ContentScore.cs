namespace Cortex.Engine.Knowledge.Parsing.Html;

/// <summary>Where nothing names the content: paragraphs of prose vote for what contains them, as in Readability.</summary>
internal static class ContentScore
{
    public static int? Best(PageTree page)
    {
        var scores = new float[page.Count];
        for (var i = 1; i < page.Count; i++)
        {
            ref var node = ref page[i];
            if (node.Dropped)
            {
                i = node.End - 1;
            }
            else if (node.Kind is TagKind.Paragraph or TagKind.Preformatted or TagKind.Quote or TagKind.Definition && node.Length >= 25)
            {
                // Half to the parent's parent: an article is often divided once more.
                var score = 1 + Math.Min(node.Prose / 100f, 4);
                var parent = node.Parent;
                for (var share = 1f; parent > 0 && share >= 0.2f; share /= 2, parent = page[parent].Parent)
                {
                    scores[parent] += score * share;
                }
            }
        }

        int? best = null;
        var most = 0f;
        for (var i = 1; i < page.Count; i++)
        {
            ref var node = ref page[i];
            var score = node.Length == 0 ? 0 : scores[i] * node.Prose / node.Length;
            if (score > most && !node.Dropped)
            {
                (best, most) = (i, score);
            }
        }

        return best;
    }
}
