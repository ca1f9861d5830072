using System.Text.RegularExpressions;
using Cortex.Contract.Errors;
using Cortex.Engine.Knowledge.Parsing.Tables;
using Cortex.Engine.Sources.Exports.Highlights;

namespace Cortex.Engine.Sources.Exports.Readwise;

/// <summary>Readwise's CSV: a row a highlight, which becomes an item a book. Columns are found by their names; unknown ones are kept.</summary>
internal sealed partial class ReadwiseReader : IExportReader
{
    private const int MaxColumns = 200;
    private static readonly string[] Known = ["highlight", "book_title", "book_author", "amazon_book_id", "note", "color", "tags", "location_type", "location", "highlighted_at", "document_tags"];

    public string Name => "readwise";

    public bool Recognises(ExportCandidate candidate)
    {
        if (candidate.IsFolder) return false;
        var line = candidate.Text.AsSpan(0, Math.Max(0, candidate.Text.AsSpan().IndexOfAny('\r', '\n'))).ToString();
        return line.Length > 0 && RowReader.Read(line, ',', MaxColumns, CancellationToken.None) is [var header] && header.Contains("Highlight", StringComparer.Ordinal) && header.Contains("Book Title", StringComparer.Ordinal);
    }

    public IEnumerable<ExportEntry> Read(string path, ExportContext context)
    {
        var rows = RowReader.Read(ExportText.Read(path), ',', MaxColumns, context.Cancellation)
            ?? throw new CortexException(ErrorCode.UnreadableContent, "The table is damaged: a quotation in it does not end. Export it anew.");
        var columns = rows[0].Select(Field).ToArray();
        var books = new Dictionary<string, HighlightedBook>(StringComparer.Ordinal);
        for (var i = 1; i < rows.Count; i++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var row = new ReadwiseRow(columns, rows[i]);
            if (string.IsNullOrWhiteSpace(row["highlight"] + row["note"]))
            {
                yield return new LeftOut(row["book_title"] is { Length: > 0 } title ? title : $"row {i + 1}", ExportReason.Empty);
                continue;
            }

            var key = Key(row);
            if (!books.TryGetValue(key, out var book)) books[key] = book = Book(row);
            book.Tags.AddRange(row["document_tags"].Split(','));
            book.Highlights.Add(Highlight(row, context.Now));
        }

        foreach (var (key, book) in books) yield return book.ToItem(Name, key);
    }

    // Two books may have the same title; the same book has one id wherever it was bought.
    private static string Key(ReadwiseRow row) => row["amazon_book_id"] is { Length: > 0 } id ? $"readwise:{id}" : $"readwise:{row["book_title"]}\n{row["book_author"]}";

    private static HighlightedBook Book(ReadwiseRow row)
    {
        var book = new HighlightedBook(row["book_title"], row["book_author"]);
        if (row["amazon_book_id"] is { Length: > 0 } id) book.Metadata["amazon_book_id"] = id;
        return book;
    }

    private static Highlight Highlight(ReadwiseRow row, DateTimeOffset now) => new()
    {
        Quote = row["highlight"].Trim(),
        Note = row["note"],
        Color = row["color"],
        Location = row["location"],
        LocationType = row["location_type"],
        CreatedAt = ExportTime.OfText(row["highlighted_at"], now),
        CreatedText = row["highlighted_at"],
        Tags = ExportTags.Of(row["tags"].Split(',')),
        More = [.. row.Fields.Where(field => field.Value.Length > 0 && !Known.Contains(field.Key, StringComparer.Ordinal))],
    };

    // "Amazon Book ID" is amazon_book_id.
    private static string Field(string column) => NoLetters().Replace(column.Trim().ToLowerInvariant(), "_");

    [GeneratedRegex(@"[^\p{L}\p{Nd}]+", RegexOptions.NonBacktracking)]
    private static partial Regex NoLetters();
}
