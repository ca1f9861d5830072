using System.Buffers;

namespace Cortex.Engine.Knowledge.Parsing.Html;

/// <summary>A tag as it stands in the source, found without building anything.</summary>
internal readonly ref struct MarkupTag
{
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\n\r\f/>");

    /// <summary>Empty for a comment, a declaration and a bare "&lt;".</summary>
    public ReadOnlySpan<char> Name { get; private init; }
    public bool IsEnd { get; private init; }
    public bool IsSelfClosing { get; private init; }

    /// <summary>Where the source goes on.</summary>
    public int End { get; private init; }

    /// <summary>False for a "&lt;" that is text.</summary>
    public bool IsMarkup { get; private init; }

    /// <param name="source">The document.</param>
    /// <param name="at">Where a "&lt;" is.</param>
    public static MarkupTag At(ReadOnlySpan<char> source, int at)
    {
        var rest = source[(at + 1)..];
        if (rest.StartsWith("!--"))
        {
            return Skip(source, at, rest.StartsWith("!-->") ? at + 5 : Past(source, Math.Min(at + 4, source.Length), "-->"));
        }

        if (rest.StartsWith("!") || rest.StartsWith("?"))
        {
            return Skip(source, at, Past(source, at, ">"));
        }

        var isEnd = rest.StartsWith("/");
        var start = at + (isEnd ? 2 : 1);
        if (start >= source.Length || !char.IsAsciiLetter(source[start]))
        {
            return new MarkupTag { End = at + 1 };
        }

        var length = source[start..].IndexOfAny(NameEnds);
        var nameEnd = length < 0 ? source.Length : start + length;
        var end = EndOfAttributes(source, nameEnd);
        return new MarkupTag { Name = source[start..nameEnd], IsEnd = isEnd, End = end, IsMarkup = true, IsSelfClosing = end >= 2 && source[end - 1] == '>' && source[end - 2] == '/' };
    }

    /// <summary>Behind the text of an element that has no markup in it, or behind the tag itself.</summary>
    public static int EndOfRawText(ReadOnlySpan<char> source, MarkupTag tag)
    {
        var end = tag.Name.Length switch
        {
            5 when Is(tag.Name, "style") || Is(tag.Name, "title") => "</",
            6 when Is(tag.Name, "script") => "</",
            8 when Is(tag.Name, "textarea") => "</",
            _ => null,
        };
        var at = tag.End;
        while (end is not null && at < source.Length)
        {
            var next = source[at..].IndexOf(end);
            if (next < 0)
            {
                return source.Length;
            }

            at += next;
            if (source[(at + 2)..].StartsWith(tag.Name, StringComparison.OrdinalIgnoreCase))
            {
                return at;
            }

            at += 2;
        }

        return at;
    }

    private static MarkupTag Skip(ReadOnlySpan<char> source, int at, int end) => new() { End = Math.Max(Math.Min(end, source.Length), at + 1), IsMarkup = true };

    private static int EndOfAttributes(ReadOnlySpan<char> source, int at)
    {
        while (at < source.Length)
        {
            var next = source[at..].IndexOfAny("=>");
            if (next < 0)
            {
                return source.Length;
            }

            at += next + 1;
            if (source[at - 1] == '>')
            {
                return at;
            }

            while (at < source.Length && char.IsWhiteSpace(source[at]))
            {
                at++;
            }

            if (at < source.Length && source[at] is '"' or '\'')
            {
                var quote = source[(at + 1)..].IndexOf(source[at]);
                if (quote < 0)
                {
                    return source.Length;
                }

                at += quote + 2;
            }
        }

        return source.Length;
    }

    private static int Past(ReadOnlySpan<char> source, int at, string end)
    {
        var next = source[at..].IndexOf(end);
        return next < 0 ? source.Length : at + next + end.Length;
    }

    private static bool Is(ReadOnlySpan<char> name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
