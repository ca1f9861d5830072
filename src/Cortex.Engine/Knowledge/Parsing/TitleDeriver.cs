using System.Buffers;

namespace Cortex.Engine.Knowledge.Parsing;

/// <summary>The title of an item that was given none.</summary>
public static class TitleDeriver
{
    public const string Untitled = "Untitled";
    private static readonly SearchValues<char> RuleCharacters = SearchValues.Create("#=-*_ \t");
    private const int MaxLength = 80;

    /// <param name="document">What was parsed: its own title comes first.</param>
    /// <param name="fallback">What the caller knows, such as a file name or an address; it comes before the text's first line.</param>
    public static string Derive(ParsedDocument document, string? fallback = null) =>
        Shorten(document.Title) ?? Shorten(fallback) ?? FirstLine(document.Text) ?? Untitled;

    /// <summary>From text that has not been parsed.</summary>
    public static string Derive(string text, string? fallback = null) =>
        FirstLine(SourceText.Normalize(text)) ?? Shorten(fallback) ?? Untitled;

    /// <summary>The first line with something to read in it, shortened, without Markdown's heading marks; null where there is none.</summary>
    internal static string? FirstLine(ReadOnlySpan<char> text)
    {
        foreach (var line in text.EnumerateLines())
        {
            var words = line.Trim();
            var marks = words.IndexOfAnyExcept('#');
            if (marks is >= 1 and <= 6 && char.IsWhiteSpace(words[marks]))
            {
                words = words[marks..].Trim();
            }

            if (words.IndexOfAnyExcept(RuleCharacters) >= 0 && Shorten(words) is { } title)
            {
                return title;
            }
        }

        return null;
    }

    /// <summary>One line of at most 80 characters, cut between words where there are any.</summary>
    internal static string? Shorten(ReadOnlySpan<char> title)
    {
        title = title.Trim();
        // White space is collapsed only as far as can be seen: a title may be a line of megabytes.
        var visible = title[..Math.Min(title.Length, MaxLength * 4)];
        Span<char> line = stackalloc char[MaxLength * 4];
        var length = 0;
        foreach (var c in visible)
        {
            if (!char.IsWhiteSpace(c) && !char.IsControl(c))
            {
                line[length++] = c;
            }
            else if (length > 0 && line[length - 1] != ' ')
            {
                line[length++] = ' ';
            }
        }

        ReadOnlySpan<char> words = line[..length].TrimEnd(' ');
        if (words.IsEmpty)
        {
            return null;
        }

        if (words.Length <= MaxLength && visible.Length == title.Length)
        {
            return SourceText.WellFormed(words.ToString());
        }

        var cut = SourceText.WholeCharacters(words, Math.Min(words.Length, MaxLength - 1));
        var space = cut < words.Length && words[cut] == ' ' ? cut : words[..cut].LastIndexOf(' ');
        if (space >= MaxLength / 2)
        {
            cut = space;
        }

        return SourceText.WellFormed(words[..cut].TrimEnd(" ,;:.-").ToString()) + "…";
    }

    private static string? Shorten(string? title) => title is null ? null : Shorten(title.AsSpan());
}
