using System.Runtime.InteropServices;
using System.Text;

namespace Cortex.Engine.Knowledge.Parsing.Html;

/// <summary>
/// Keeps hostile markup away from the tree builder, whose work for a tag grows with the depth it stands at. Tags deeper
/// than a browser would nest them are taken out beforehand; a document of nothing but tags is not built at all.
/// </summary>
internal static class MarkupCost
{
    private const int MaxDepth = 256;

    /// <summary>The parser opens unclosed ones anew in every paragraph that follows.</summary>
    private const int MaxFormatting = 8;
    private const int MaxTags = 600_000;
    private const int MaxAttributeText = 1_000_000;

    /// <summary>False for a document that must not become a tree; else <paramref name="bearable"/> is the document, or what is left of it.</summary>
    public static bool IsBearable(string source, out string bearable)
    {
        bearable = source;
        if (source.AsSpan().Count('<') > MaxTags)
        {
            return false;
        }

        if (Limit(source, null))
        {
            return true;
        }

        var kept = new StringBuilder(source.Length);
        Limit(source, kept);
        bearable = kept.ToString();
        return true;
    }

    /// <summary>
    /// True if the depth stays within bounds. The estimate is never below the real depth: an end tag counts for one start
    /// tag of its name at most, and elements that the parser closes by itself are not counted.
    /// </summary>
    private static bool Limit(string source, StringBuilder? kept)
    {
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var names = open.GetAlternateLookup<ReadOnlySpan<char>>();
        int depth = 0, formatting = 0, foreign = 0, from = 0, at = 0;
        while (at < source.Length && source.AsSpan(at).IndexOf('<') is >= 0 and var step)
        {
            at += step;
            var tag = MarkupTag.At(source, at);
            if (tag.Name.IsEmpty)
            {
                at = foreign == 0 ? tag.End : at + 1;
                continue;
            }

            var drop = tag.End - at > MaxAttributeText;
            if (tag.Name is "svg" or "math")
            {
                foreign += tag.IsEnd ? -Math.Sign(foreign) : 1;
            }

            if (foreign > 0 ? !tag.IsSelfClosing : !ClosesItself(tag.Name))
            {
                ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(names, tag.Name, out _);
                if (!tag.IsEnd)
                {
                    count++;
                    drop |= ++depth > MaxDepth;
                    drop |= IsFormatting(tag.Name) && ++formatting > MaxFormatting;
                }
                else if (count > 0)
                {
                    count--;
                    drop |= depth-- > MaxDepth;
                    drop |= IsFormatting(tag.Name) && formatting-- > MaxFormatting;
                }
            }

            if (drop)
            {
                if (kept is null)
                {
                    return false;
                }

                kept.Append(source, from, at - from);
                // What would have started a line still does.
                kept.Append(TagKinds.StartsLine(TagKinds.Of(tag.Name)) ? "<br>" : "");
                from = tag.End;
            }

            at = foreign == 0 && !tag.IsEnd ? MarkupTag.EndOfRawText(source, tag) : tag.End;
        }

        kept?.Append(source, from, source.Length - from);
        return true;
    }

    private static bool IsFormatting(ReadOnlySpan<char> name) =>
        Is(name, "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u");

    private static bool ClosesItself(ReadOnlySpan<char> name) => name.Length switch
    {
        1 => name[0] is 'p' or 'P',
        2 => Is(name, "li", "dt", "dd", "tr", "td", "th", "br", "hr", "rp", "rt"),
        3 => Is(name, "img", "wbr", "col"),
        4 => Is(name, "link", "meta", "base", "area", "html", "head", "body"),
        5 => Is(name, "input", "tbody", "thead", "tfoot", "param", "track", "embed", "frame"),
        6 => Is(name, "option", "source", "script"),
        _ => Is(name, "optgroup", "colgroup", "caption"),
    };

    private static bool Is(ReadOnlySpan<char> name, params ReadOnlySpan<string> any)
    {
        foreach (var one in any)
        {
            if (name.Equals(one, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
