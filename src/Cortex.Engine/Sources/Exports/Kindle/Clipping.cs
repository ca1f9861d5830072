using System.Text.RegularExpressions;

namespace Cortex.Engine.Sources.Exports.Kindle;

internal enum ClippingKind
{
    Highlight,
    Note,
    Bookmark,
}

/// <summary>
/// One entry of a Kindle's file: the book, a line of details, an empty line, the text. That much is the same in all languages; of the
/// details the words differ, so that numbers are read where they stand.
/// </summary>
internal sealed partial record Clipping
{
    public const string Separator = "==========";

    public required string Book { get; init; }
    public required ClippingKind Kind { get; init; }
    public required string Text { get; init; }
    public (int Start, int End)? Location { get; init; }
    public string? Page { get; init; }
    public DateTime? AddedAt { get; init; }

    /// <summary>As it stands there.</summary>
    public string? AddedText { get; init; }

    /// <summary>Why it is nothing to keep; null where it is.</summary>
    public string? Reason => Kind == ClippingKind.Bookmark ? ExportReason.PageMark
        : Text.Length == 0 ? ExportReason.Empty
        : Text is ['<', .., '>'] && !Text.Contains('\n') ? ExportReason.ClippingLimit : null;

    public static bool IsDetails(string line) => line.TrimStart() is ['-' or '–', ' ', ..];

    /// <summary>Null where the lines are no clipping.</summary>
    public static Clipping? Parse(IReadOnlyList<string> lines, DateTimeOffset now)
    {
        var first = 0;
        while (first < lines.Count && lines[first].Trim().Length == 0) first++;
        if (first + 1 >= lines.Count || !IsDetails(lines[first + 1])) return null;
        var parts = lines[first + 1].Trim()[1..].Split('|', StringSplitOptions.TrimEntries);
        var places = parts.Length > 1 ? parts[..^1] : parts;
        var text = string.Join('\n', lines.Skip(first + 2)).Trim();
        var kind = ClippingWords.KindOf(places[0], text.Length == 0);
        var clipping = new Clipping
        {
            Book = Whole(lines[first]),
            Kind = kind,
            Text = text,
            AddedAt = parts.Length > 1 ? ClippingDate.Parse(parts[^1], now) : null,
            AddedText = parts.Length > 1 ? parts[^1] : null,
        };
        // A page comes before the location, where there are both.
        foreach (var place in places)
        {
            if (Numbers().Matches(place) is not [.., var last]) continue;
            if (places.Length > 1 && place == places[0] || ClippingWords.IsPage(place)) clipping = clipping with { Page = last.Value.Replace(" ", "", StringComparison.Ordinal) };
            else clipping = clipping with { Location = Range(last) };
        }

        return clipping;
    }

    /// <summary>"Title (Series) (Author)": the author is what the last parentheses hold, which may have some of their own.</summary>
    public static (string Title, string? Author) TitleAndAuthor(string book)
    {
        if (!book.EndsWith(')')) return (book, null);
        var depth = 0;
        for (var at = book.Length - 1; at > 0; at--)
        {
            depth += book[at] == ')' ? 1 : book[at] == '(' ? -1 : 0;
            if (depth == 0) return (book[..at].Trim(), book[(at + 1)..^1].Trim());
        }

        return (book, null);
    }

    // The device writes a byte-order mark before an entry now and then.
    private static string Whole(string line) => line.Replace("\uFEFF", "", StringComparison.Ordinal).Trim();

    // "1176-78" is 1176 to 1178.
    private static (int, int)? Range(Match match)
    {
        var start = match.Groups[1].Value;
        var end = match.Groups[2].Success ? match.Groups[2].Value : start;
        if (end.Length < start.Length) end = start[..^end.Length] + end;
        return int.TryParse(start, out var from) && int.TryParse(end, out var to) ? (from, Math.Max(from, to)) : null;
    }

    [GeneratedRegex(@"([0-9]+)(?: ?[-–] ?([0-9]+))?", RegexOptions.NonBacktracking)]
    private static partial Regex Numbers();
}
