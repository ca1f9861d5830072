using System.Text;

namespace Cortex.Engine.Knowledge.Parsing;

/// <summary>The invariants of every text we store: LF line ends and no half of a surrogate pair.</summary>
internal static class SourceText
{
    public static string Normalize(string source)
    {
        var start = source.StartsWith('\uFEFF') ? 1 : 0;
        if (source.AsSpan().Contains('\r'))
        {
            source = WithLineFeeds(source.AsSpan(start));
        }
        else if (start > 0)
        {
            source = source[start..];
        }

        return WellFormed(source);
    }

    /// <summary>The string itself where it is well-formed, else a copy of the same length with U+FFFD for each lone surrogate.</summary>
    public static string WellFormed(string source) =>
        IndexOfLoneSurrogate(source) < 0 ? source : string.Create(source.Length, source, static (target, s) =>
        {
            s.CopyTo(target);
            ReplaceLoneSurrogates(target);
        });

    public static void ReplaceLoneSurrogates(Span<char> text)
    {
        int at;
        while ((at = IndexOfLoneSurrogate(text)) >= 0)
        {
            text[at] = '\uFFFD';
            text = text[(at + 1)..];
        }
    }

    /// <summary>The greatest length up to <paramref name="length"/> that does not cut a surrogate pair.</summary>
    public static int WholeCharacters(ReadOnlySpan<char> text, int length) =>
        length > 0 && length < text.Length && char.IsHighSurrogate(text[length - 1]) && char.IsLowSurrogate(text[length]) ? length - 1 : Math.Min(length, text.Length);

    private static int IndexOfLoneSurrogate(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (true)
        {
            var next = text[at..].IndexOfAnyInRange('\uD800', '\uDFFF');
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return at;
            }

            at += 2;
        }
    }

    private static string WithLineFeeds(ReadOnlySpan<char> source)
    {
        var result = new StringBuilder(source.Length);
        while (true)
        {
            var at = source.IndexOf('\r');
            if (at < 0)
            {
                return result.Append(source).ToString();
            }

            result.Append(source[..at]).Append('\n');
            source = source[(at + 1 < source.Length && source[at + 1] == '\n' ? at + 2 : at + 1)..];
        }
    }
}
