using Cortex.Engine.Sources.Exports.Highlights;

namespace Cortex.Engine.Sources.Exports.Kindle;

/// <summary>
/// A Kindle's file of clippings ("My Clippings.txt", whatever it is called in the device's language): an item a book. The device only ever
/// adds to it, so that a highlight drawn anew stands there twice, and a note stands apart from what it is about.
/// </summary>
internal sealed class KindleReader : IExportReader
{
    public string Name => "kindle";

    public bool Recognises(ExportCandidate candidate)
    {
        if (candidate.IsFolder) return false;
        var lines = candidate.Text.ReplaceLineEndings("\n").Split('\n');
        return lines.Length > 3 && lines[0].Trim().Length > 0 && Clipping.IsDetails(lines[1]) && Array.Exists(lines, line => line.TrimEnd() == Clipping.Separator);
    }

    public IEnumerable<ExportEntry> Read(string path, ExportContext context)
    {
        var books = new Dictionary<string, List<Clipping>>(StringComparer.Ordinal);
        foreach (var lines in Entries(ExportText.Read(path)))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (Clipping.Parse(lines, context.Now) is not { } clipping)
            {
                yield return new LeftOut(lines.FirstOrDefault(line => line.Trim().Length > 0), ExportReason.Unknown);
                continue;
            }

            if (clipping.Reason is { } reason) yield return new LeftOut(null, reason);
            else
            {
                if (!books.TryGetValue(clipping.Book, out var book)) books[clipping.Book] = book = [];
                book.Add(clipping);
            }
        }

        foreach (var (name, clippings) in books)
        {
            var (title, author) = Clipping.TitleAndAuthor(name);
            var book = new HighlightedBook(title, author);
            var merged = ClippingMerge.Merge(clippings);
            book.Highlights.AddRange(merged);
            // Notes count with what they are about, or as themselves.
            var superseded = clippings.Count - merged.Count - merged.Count(highlight => highlight is { Quote.Length: > 0, Note: not null });
            if (superseded > 0) yield return new LeftOut(null, ExportReason.Superseded, superseded);
            yield return book.ToItem(Name, $"kindle:{name}");
        }
    }

    private static IEnumerable<List<string>> Entries(string text)
    {
        var entry = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            if (line.TrimEnd() != Clipping.Separator)
            {
                entry.Add(line);
                continue;
            }

            if (entry.Exists(each => each.Trim().Length > 0)) yield return entry;
            entry = [];
        }

        // Without its end it was cut off while it was written; what is there counts.
        if (entry.Exists(each => each.Trim().Length > 0)) yield return entry;
    }
}
