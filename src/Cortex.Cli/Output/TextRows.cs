using Cortex.Contract.Items;
using Cortex.Contract.Search;

namespace Cortex.Cli.Output;

/// <summary>An item's text as rows of a terminal: lines broken between words, headings and lists told apart, a passage marked.</summary>
internal static class TextRows
{
    // Longer lines are tiring to read.
    private const int MostColumns = 100;

    /// <summary>Rows on either side of a passage, and of the beginning where no passage is meant.</summary>
    private const int Around = 8, Beginning = 40;

    private readonly record struct Piece(int Start, int End, Block? Block, bool IsFirst);

    /// <param name="passage">What to show with the text around it; null for the beginning.</param>
    /// <param name="full">All of the text.</param>
    public static IEnumerable<string> Of(Item item, TextSpan? passage, IReadOnlyList<TextSpan> marks, bool full, int columns)
    {
        var pieces = Pieces(item, Math.Min(columns, MostColumns) - 4);
        var (first, last) = full || pieces.Count == 0 ? (0, pieces.Count) : passage is { } span ? Near(pieces, item.Text, span) : (0, Math.Min(pieces.Count, Beginning));
        if (first > 0) yield return Terminal.Dim($"  … {first:N0} {Lines(first)} before; --full shows all");
        for (var i = first; i < last; i++) yield return Row(item.Text, pieces[i], passage, marks);
        if (last < pieces.Count) yield return Terminal.Dim($"  … {pieces.Count - last:N0} {Lines(pieces.Count - last)} after{(first > 0 ? "" : "; --full shows all")}");
    }

    // The passage, and the lines around it whole where they fit.
    private static (int First, int Last) Near(List<Piece> pieces, string text, TextSpan span)
    {
        var first = pieces.FindIndex(piece => piece.End > span.Start);
        if (first < 0) return (0, Math.Min(pieces.Count, Beginning));
        var last = pieces.FindLastIndex(piece => piece.Start < Math.Max(span.End, span.Start + 1)) + 1;
        var from = Math.Max(0, first - Around);
        // Not from the middle of a line, unless that line is all there is room for.
        while (from < first && !IsLineStart(text, pieces[from])) from++;
        if (from == first) from = Math.Max(0, first - Around);
        var to = Math.Min(pieces.Count, Math.Max(last, first + 1) + Around);
        var end = to;
        while (end > last && end < pieces.Count && !IsLineStart(text, pieces[end])) end--;
        return (from, end > last ? end : to);
    }

    private static bool IsLineStart(string text, Piece piece) => piece.Start == 0 || text[piece.Start - 1] == '\n';

    private static string Row(string text, Piece piece, TextSpan? passage, IReadOnlyList<TextSpan> marks)
    {
        var own = marks.Select(mark => new TextSpan(Math.Max(mark.Start, piece.Start) - piece.Start, Math.Min(mark.End, piece.End) - piece.Start)).Where(mark => mark.Start < mark.End).ToList();
        var isPassage = own.Count > 0 || (marks.Count == 0 && passage is { } span && piece.Start < span.End && piece.End > span.Start);
        var shown = Terminal.Marked(text[piece.Start..piece.End], own, keepSpaces: piece.Block?.Kind is BlockKind.Code);
        var line = piece.Block?.Kind switch
        {
            BlockKind.Heading when own.Count == 0 => Terminal.Bold(shown),
            BlockKind.ListItem => new string(' ', 2 * Math.Clamp((piece.Block.Level ?? 1) - 1, 0, 6)) + (piece.IsFirst ? piece.Block.Number is { } number ? $"{number}. " : "• " : "  ") + shown,
            BlockKind.Quote => "│ " + shown,
            _ => shown,
        };
        return $"{(isPassage ? Terminal.Bold("▌") : " ")} {line}".TrimEnd();
    }

    private static List<Piece> Pieces(Item item, int columns)
    {
        var pieces = new List<Piece>();
        var block = 0;
        for (var start = 0; start <= item.Text.Length;)
        {
            var newline = item.Text.IndexOf('\n', start);
            var end = newline < 0 ? item.Text.Length : newline;
            while (block < item.Blocks.Count && item.Blocks[block].End <= start && item.Blocks[block].End < item.Text.Length) block++;
            var own = block < item.Blocks.Count && item.Blocks[block].Start < Math.Max(end, start + 1) ? item.Blocks[block] : null;
            Break(item.Text, start, end, columns, own, pieces);
            start = end + 1;
        }

        // What the text ends with is no line of it.
        while (pieces.Count > 0 && pieces[^1].Start == pieces[^1].End) pieces.RemoveAt(pieces.Count - 1);
        return pieces;
    }

    private static void Break(string text, int start, int end, int columns, Block? block, List<Piece> pieces)
    {
        var isFirst = block is not null && start <= block.Start;
        do
        {
            var cut = Math.Min(end, start + columns);
            if (cut < end && text.LastIndexOf(' ', cut, cut - start) is > 0 and var space && space > start) cut = space + 1;
            else if (cut < end && char.IsHighSurrogate(text[cut - 1])) cut--;
            pieces.Add(new Piece(start, cut, block, isFirst));
            isFirst = false;
            start = cut;
        }
        while (start < end);
    }

    private static string Lines(int count) => count == 1 ? "line" : "lines";
}
