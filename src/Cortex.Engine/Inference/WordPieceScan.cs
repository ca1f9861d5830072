using System.Globalization;
using System.Text;

namespace Cortex.Engine.Inference;

/// <summary>One pass over a text, building words in normal form and cutting them into pieces as they end.</summary>
internal ref struct WordPieceScan(
    PieceTable pieces, (string Text, int Id)[] specials, int unknown, Span<char> word, Span<int> ids, bool counting)
{
    /// <summary>In code points; a longer word is unknown.</summary>
    public const int MaxWordLength = 100;

    /// <summary>In UTF-16 code units.</summary>
    public const int WordCapacity = MaxWordLength * 2;

    private const byte Dropped = 0;
    private const byte Space = 1;
    private const byte Punctuation = 2;

    private readonly Span<char> _word = word;
    private readonly Span<int> _ids = ids;
    private int _wordUnits;
    private int _wordLength;
    private int _count;

    /// <summary>What each ASCII character is: one of the three above, else the lower-case character itself.</summary>
    private static readonly byte[] Ascii = ClassifyAscii();

    public int Run(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length && (counting || _count < _ids.Length);)
        {
            var c = text[i];
            if (c >= 0x80)
            {
                i += Beyond(text[i..]);
                continue;
            }

            switch (Ascii[c])
            {
                case Dropped:
                    break;
                case Space:
                    EndWord();
                    break;
                case Punctuation:
                    EndWord();
                    if (c == '[' && SpecialAt(text[i..]) is var length and > 0)
                    {
                        i += length;
                        continue;
                    }

                    Append(c);
                    EndWord();
                    break;
                case var lower:
                    Append((char)lower);
                    break;
            }

            i++;
        }

        EndWord();
        return _count;
    }

    /// <summary>One character outside ASCII; returns how many code units it took.</summary>
    private int Beyond(ReadOnlySpan<char> text)
    {
        var consumed = 1;
        int value = text[0];
        if (char.IsSurrogate(text[0]))
        {
            // A lone surrogate reads as U+FFFD, which is dropped like one.
            Rune.DecodeFromUtf16(text, out var rune, out consumed);
            value = rune.Value;
        }

        if (IsCjk(value))
        {
            EndWord();
            AppendDecomposed(value, UnicodeCategory.OtherLetter);
            EndWord();
            return consumed;
        }

        var category = CharUnicodeInfo.GetUnicodeCategory(value);
        switch (category)
        {
            case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse:
                break;
            case UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                EndWord();
                break;
            default:
                if (value != 0xFFFD)
                {
                    AppendDecomposed(value, category);
                }

                break;
        }

        return consumed;
    }

    private void AppendDecomposed(int value, UnicodeCategory category)
    {
        Span<int> parts = stackalloc int[CanonicalDecomposition.MaxLength];
        foreach (var part in parts[..CanonicalDecomposition.Decompose(value, parts)])
        {
            switch (part == value ? category : CharUnicodeInfo.GetUnicodeCategory(part))
            {
                case UnicodeCategory.NonSpacingMark:
                    break;
                case UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation
                    or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation
                    or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation
                    or UnicodeCategory.OtherPunctuation:
                    EndWord();
                    Append(new Rune(part));
                    EndWord();
                    break;
                case var _ when part < 0x80 && Ascii[part] == Punctuation:
                    EndWord();
                    Append((char)part);
                    EndWord();
                    break;
                default:
                    Append(Rune.ToLowerInvariant(new Rune(part)));
                    break;
            }
        }
    }

    private void Append(Rune rune)
    {
        if (_wordLength < MaxWordLength)
        {
            _wordUnits += rune.EncodeToUtf16(_word[_wordUnits..]);
        }

        _wordLength++;
    }

    private void Append(char c)
    {
        if (_wordLength < MaxWordLength)
        {
            _word[_wordUnits++] = c;
        }

        _wordLength++;
    }

    private void EndWord()
    {
        if (_wordLength == 0)
        {
            return;
        }

        if (_wordLength > MaxWordLength)
        {
            Emit(unknown);
        }
        else
        {
            EmitPieces(_word[.._wordUnits]);
        }

        _wordUnits = 0;
        _wordLength = 0;
    }

    private void EmitPieces(ReadOnlySpan<char> word)
    {
        var before = _count;
        var seed = PieceTable.WordStart;
        while (word.Length > 0)
        {
            var token = pieces.FindLongest(seed, word, out var length);
            if (token == PieceTable.None)
            {
                // A word with any part unknown is unknown as a whole.
                _count = before;
                Emit(unknown);
                return;
            }

            Emit(token);
            word = word[length..];
            seed = PieceTable.WordContinuation;
        }
    }

    private void Emit(int token)
    {
        if (!counting && _count < _ids.Length)
        {
            _ids[_count] = token;
        }

        if (counting || _count < _ids.Length)
        {
            _count++;
        }
    }

    private int SpecialAt(ReadOnlySpan<char> text)
    {
        foreach (var (special, id) in specials)
        {
            if (text.StartsWith(special, StringComparison.Ordinal))
            {
                Emit(id);
                return special.Length;
            }
        }

        return 0;
    }

    private static bool IsCjk(int value) => value is >= 0x4E00 and <= 0x9FFF or >= 0x3400 and <= 0x4DBF
        or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x2A6DF or >= 0x2A700 and <= 0x2B73F
        or >= 0x2B740 and <= 0x2B81F or >= 0x2B920 and <= 0x2CEAF or >= 0x2F800 and <= 0x2FA1F;

    private static byte[] ClassifyAscii()
    {
        var classes = new byte[0x80];
        for (var c = '\0'; c < 0x80; c++)
        {
            classes[c] = c switch
            {
                ' ' or '\t' or '\n' or '\r' => Space,
                < ' ' or '\x7F' => Dropped,
                _ when char.IsAsciiLetterOrDigit(c) => (byte)char.ToLowerInvariant(c),
                _ => Punctuation,
            };
        }

        return classes;
    }
}
