using System.Globalization;
using System.Text;

namespace Cortex.Engine.Knowledge.Parsing.Files.Pdf;

/// <summary>Takes out what stands at the head or foot of page after page: running titles, page numbers, notices.</summary>
internal static class PdfFurniture
{
    /// <summary>The share of a page, from above and from below, where it stands.</summary>
    private const double Margin = 0.13;

    /// <summary>On how many pages before and after to look: a running title changes with the chapter.</summary>
    private const int Around = 6;

    /// <summary>The pages there on which it must stand, too.</summary>
    private const int Others = 2;
    private const int LinesOfEdge = 4;

    public static void Remove(IReadOnlyList<PdfPage> pages)
    {
        var edges = pages.Select(Edges).ToList();
        var dropped = new HashSet<PdfLine>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < pages.Count; i++)
        {
            foreach (var (line, key) in edges[i])
            {
                var alike = 0;
                for (var other = Math.Max(0, i - Around); other <= Math.Min(pages.Count - 1, i + Around); other++)
                {
                    alike += other != i && edges[other].Exists(each => each.Key == key && Math.Abs(each.Line.Top - line.Top) < pages[i].Height * 0.02) ? 1 : 0;
                }

                if (alike >= Others || IsNumberOf(line.Text, pages[i].Number, pages.Count))
                {
                    dropped.Add(line);
                }
            }
        }

        foreach (var edge in edges)
        {
            // A chapter of few pages repeats its title too seldom, but the page's number stands beside it.
            var numbers = edge.Where(each => dropped.Contains(each.Line)).ToList();
            dropped.UnionWith(edge.Where(each => numbers.Exists(number => Math.Abs(number.Line.Bottom - each.Line.Bottom) < each.Line.Size * 0.3)).Select(each => each.Line));
        }

        foreach (var block in dropped.Count == 0 ? [] : pages.SelectMany(page => page.Blocks))
        {
            block.Lines = [.. block.Lines.Where(line => !dropped.Contains(line))];
        }
    }

    private static List<(PdfLine Line, string Key)> Edges(PdfPage page)
    {
        var lines = page.Blocks.SelectMany(block => block.Lines).ToList();
        var head = lines.Where(line => line.Bottom < page.Height * Margin).OrderBy(line => line.Top).Take(LinesOfEdge);
        var foot = lines.Where(line => line.Top > page.Height * (1 - Margin)).OrderByDescending(line => line.Top).Take(LinesOfEdge);
        return [.. head.Concat(foot).Select(line => (line, Key(line.Text)))];
    }

    /// <summary>The number of this very page needs no others like it.</summary>
    private static bool IsNumberOf(string text, int page, int pages)
    {
        var words = text.AsSpan().Trim(" -–—|[]");
        var number = words.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? words[..end] : words;
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var stated) && stated == page
            && (number.Length == words.Length || (words[number.Length..].Trim(" /") is var rest && int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var total) && total == pages));
    }

    /// <summary>The words with every number alike; a Roman one by itself, too.</summary>
    private static string Key(string text)
    {
        var trimmed = text.Trim(' ', '-', '–', '—', '|', '[', ']');
        if (trimmed.Length is > 0 and <= 8 && trimmed.All(c => c is 'i' or 'v' or 'x' or 'l' or 'c' or 'I' or 'V' or 'X' or 'L' or 'C'))
        {
            return "#";
        }

        var key = new StringBuilder(trimmed.Length);
        foreach (var c in trimmed.AsSpan(0, Math.Min(trimmed.Length, 200)))
        {
            if (!char.IsDigit(c))
            {
                key.Append(char.ToLowerInvariant(c));
            }
            else if (key.Length == 0 || key[^1] != '#')
            {
                key.Append('#');
            }
        }

        return key.ToString();
    }
}
