using System.Text;
using Cortex.Engine.Language;

namespace Cortex.Engine.Knowledge.Duplicates;

/// <summary>
/// A hash for each word of a text: the words of <see cref="WordScanner"/>, folded as the index folds them, without a string for
/// each. Where a script writes no spaces every character counts as a word, or a sentence would be a single one.
/// </summary>
internal ref struct WordHashes(ReadOnlySpan<char> text)
{
    // FNV-1a over code points; deterministic, because what it makes is stored.
    private const ulong Basis = 0xCBF29CE484222325, Prime = 0x100000001B3;
    private readonly ReadOnlySpan<char> _text = text;
    private int _position;

    public ulong Current { get; private set; }

    public bool MoveNext()
    {
        var hash = Basis;
        var begun = false;
        while (_position < _text.Length)
        {
            var codePoint = Peek(out var consumed);
            if (UnicodeWords.IsWordCharacter(codePoint))
            {
                var alone = IsUnspaced(codePoint);
                if (alone && begun) break;
                hash = (hash ^ (uint)UnicodeWords.Fold(codePoint)) * Prime;
                begun = true;
                _position += consumed;
                if (alone) break;
            }
            else
            {
                if (begun && !UnicodeWords.IsMark(codePoint)) break;
                _position += consumed;
            }
        }

        Current = hash ^ (hash >> 32);
        return begun;
    }

    private readonly int Peek(out int consumed)
    {
        var unit = _text[_position];
        consumed = 1;
        if (!char.IsSurrogate(unit)) return unit;
        Rune.DecodeFromUtf16(_text[_position..], out var rune, out consumed);
        return rune.Value;
    }

    // Thai to Burmese, Khmer, kana and Han; Korean writes spaces.
    private static bool IsUnspaced(int codePoint) => codePoint >= 0xE00
        && codePoint is <= 0xEFF or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF) or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
