using System.Text;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace Cortex.Engine.Knowledge.Parsing.Markdown;

/// <summary>#tag within a text.</summary>
internal sealed class TagInline(string tag, string text) : LeafInline
{
    /// <summary>Without the mark.</summary>
    public string Tag { get; } = tag;

    /// <summary>As it stands there.</summary>
    public string Text { get; } = text;
}

/// <summary>Tags as Obsidian has them: letters, digits, '-', '_' and '/' behind a mark that nothing stands before, and not digits alone.</summary>
internal sealed class InlineTagParser : InlineParser
{
    private const int MaxLength = 200;

    public InlineTagParser() => OpeningCharacters = ['#'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        // Within a word or an address it is a part of that.
        if (slice.PeekCharExtra(-1) is var before && before != '\0' && !char.IsWhiteSpace(before))
        {
            return false;
        }

        var rest = slice.AsSpan()[1..];
        var length = Length(rest);
        var tag = rest[..length].TrimEnd('/');
        if (tag.IsEmpty || length >= MaxLength || tag.IndexOfAnyExceptInRange('0', '9') < 0)
        {
            return false;
        }

        processor.Inline = new TagInline(tag.ToString(), slice.AsSpan()[..(length + 1)].ToString());
        slice.Start += length + 1;
        return true;
    }

    private static int Length(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length && at < MaxLength && Rune.DecodeFromUtf16(text[at..], out var rune, out var consumed) == System.Buffers.OperationStatus.Done && Belongs(rune))
        {
            at += consumed;
        }

        return at;
    }

    private static bool Belongs(Rune rune) => Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_' or '/'
        || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.OtherSymbol or System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}
