namespace Cortex.Engine.Sources.GitIgnore;

/// <summary>The <c>[...]</c> of a wildcard pattern as a set of bytes. Git matches bytes, not characters, and so does this.</summary>
internal sealed class ByteClass
{
    private readonly bool[] _members = new bool[256];

    public bool Contains(byte value) => _members[value];

    /// <summary>Reads the class whose <c>[</c> stands at <paramref name="position"/> and moves behind its <c>]</c>; null when it is malformed, and then its pattern matches nothing.</summary>
    public static ByteClass? Parse(ReadOnlySpan<byte> pattern, ref int position, bool ignoreCase)
    {
        var listed = new bool[256];
        var ranged = new bool[256];
        var anyUpper = false;
        var i = position + 1;
        var negated = i < pattern.Length && pattern[i] is (byte)'!' or (byte)'^';
        if (negated)
        {
            i++;
        }

        var first = true;
        var previous = -1;
        while (true)
        {
            if (i >= pattern.Length)
            {
                return null;
            }

            var current = pattern[i];
            if (current == ']' && !first)
            {
                break;
            }

            first = false;
            if (current == '-' && previous > 0 && i + 1 < pattern.Length && pattern[i + 1] != ']')
            {
                i++;
                if (!Literal(pattern, ref i, out var end))
                {
                    return null;
                }

                for (var b = previous; b <= end; b++)
                {
                    ranged[b] = true;
                }

                previous = -1;
            }
            else if (current == '[' && i + 1 < pattern.Length && pattern[i + 1] == ':')
            {
                var close = pattern[(i + 2)..].IndexOf((byte)']');
                if (close < 0)
                {
                    return null;
                }

                var name = pattern.Slice(i + 2, close);
                if (name is [.. var known, (byte)':'])
                {
                    if (!AddNamed(known, listed, ref anyUpper))
                    {
                        return null;
                    }

                    i += close + 3;
                    previous = -1;
                }
                else
                {
                    listed['['] = true;
                    previous = '[';
                    i++;
                }
            }
            else
            {
                if (!Literal(pattern, ref i, out var literal))
                {
                    return null;
                }

                listed[literal] = true;
                previous = literal;
            }
        }

        position = i + 1;
        return Build(listed, ranged, anyUpper, negated, ignoreCase);
    }

    private static bool Literal(ReadOnlySpan<byte> pattern, ref int i, out byte literal)
    {
        literal = 0;
        if (pattern[i] == '\\' && ++i >= pattern.Length)
        {
            return false;
        }

        literal = pattern[i++];
        return true;
    }

    private static ByteClass Build(bool[] listed, bool[] ranged, bool anyUpper, bool negated, bool ignoreCase)
    {
        var result = new ByteClass();
        for (var value = 0; value < 256; value++)
        {
            // Git lowers the text only, not the listed bytes: with case ignored, [A] alone matches nothing but [A-A] does.
            var text = ignoreCase && value is >= 'A' and <= 'Z' ? value + 32 : value;
            var lower = ignoreCase && text is >= 'a' and <= 'z';
            var matched = listed[text] || ranged[text] || (lower && (ranged[text - 32] || anyUpper));
            result._members[value] = matched != negated && value != '/';
        }

        return result;
    }

    private static bool AddNamed(ReadOnlySpan<byte> name, bool[] members, ref bool anyUpper)
    {
        Func<int, bool>? test = System.Text.Encoding.Latin1.GetString(name) switch
        {
            "alnum" => b => char.IsAsciiLetterOrDigit((char)b),
            "alpha" => b => char.IsAsciiLetter((char)b),
            "blank" => b => b is ' ' or '\t',
            "cntrl" => b => b is < 0x20 or 0x7f,
            "digit" => b => char.IsAsciiDigit((char)b),
            "graph" => b => b is > 0x20 and < 0x7f,
            "lower" => b => char.IsAsciiLetterLower((char)b),
            "print" => b => b is >= 0x20 and < 0x7f,
            "punct" => b => b is > 0x20 and < 0x7f && !char.IsAsciiLetterOrDigit((char)b),
            "space" => b => b is ' ' or '\t' or '\n' or '\r', // git's own table: neither \v nor \f
            "upper" => b => char.IsAsciiLetterUpper((char)b),
            "xdigit" => b => char.IsAsciiHexDigit((char)b),
            _ => null,
        };
        if (test is null)
        {
            return false;
        }

        anyUpper |= name.SequenceEqual("upper"u8);
        for (var b = 0; b < 128; b++)
        {
            members[b] |= test(b);
        }

        return true;
    }
}
