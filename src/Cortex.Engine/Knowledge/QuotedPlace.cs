using Cortex.Contract.Search;

namespace Cortex.Engine.Knowledge;

/// <summary>A passage as it was shown: where it stood in which revision, its words, and some around it to find it again by.</summary>
public sealed record QuotedPlace(long Revision, int Start, int End, string Quote, string Before, string After)
{
    /// <summary>How much of the text around a quote is kept, in UTF-16 code units.</summary>
    public const int Context = 32;

    /// <summary>A longer passage is known by its beginning.</summary>
    private const int MaxQuote = 2000;

    public static QuotedPlace Of(string text, long revision, int start, int end)
    {
        start = Math.Clamp(start, 0, text.Length);
        end = Math.Clamp(end, start, text.Length);
        return new QuotedPlace(revision, start, end, text[start..Math.Min(end, start + MaxQuote)], text[Math.Max(0, start - Context)..start], text[end..Math.Min(text.Length, end + Context)]);
    }

    /// <summary>Where it stands in a text, of that revision or a later one; null where it is no more.</summary>
    public TextSpan? FindIn(string text, long revision)
    {
        if (Quote.Length == 0 || Quote.Length > text.Length) return null;
        // It may have been kept in a file, where anything may stand by now.
        var length = (int)Math.Clamp((long)End - Start, Quote.Length, text.Length);
        if (revision == Revision && Start >= 0 && Start <= text.Length && text.AsSpan(Start).StartsWith(Quote, StringComparison.Ordinal)) return new TextSpan(Start, (int)Math.Min(text.Length, (long)Start + length));
        // Of several places, the one with most of the same text around it; then the nearest.
        var (best, score) = (-1, -1);
        for (var at = text.IndexOf(Quote, StringComparison.Ordinal); at >= 0; at = at + 1 < text.Length ? text.IndexOf(Quote, at + 1, StringComparison.Ordinal) : -1)
        {
            var same = CommonEnd(text.AsSpan(0, at), Before) + CommonStart(text.AsSpan((int)Math.Min(text.Length, (long)at + length)), After);
            if (same > score || (same == score && Math.Abs(at - (long)Start) < Math.Abs(best - (long)Start))) (best, score) = (at, same);
        }

        return best < 0 ? null : new TextSpan(best, (int)Math.Min(text.Length, (long)best + length));
    }

    private static int CommonEnd(ReadOnlySpan<char> text, ReadOnlySpan<char> other)
    {
        var same = 0;
        while (same < text.Length && same < other.Length && text[^(same + 1)] == other[^(same + 1)]) same++;
        return same;
    }

    private static int CommonStart(ReadOnlySpan<char> text, ReadOnlySpan<char> other) => text.CommonPrefixLength(other);
}
