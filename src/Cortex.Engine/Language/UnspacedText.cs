using System.Globalization;
using System.Text;

namespace Cortex.Engine.Language;

/// <summary>
/// Text of scripts that put no spaces between words: Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese. What stands between two
/// breaks is a run there; its overlapping pairs of characters are what can be found. Full-width and half-width forms are their
/// ordinary ones.
/// </summary>
public static class UnspacedText
{
    // Everything this is about lies above it, and nearly all of a European text below.
    private const char First = '\u0E00';
    private const char CombiningVoiced = '\u3099', CombiningSemiVoiced = '\u309A';
    private const string HalfWidthKatakana = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン\u3099\u309A";

    /// <summary>Whether the text has anything that must be looked for as pairs of characters, or is written in full-width or half-width forms.</summary>
    public static bool Contains(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var at = text.IndexOfAnyInRange(First, '\uFFFF');
            if (at < 0) return false;
            text = text[at..];
            Rune.DecodeFromUtf16(text, out var rune, out var consumed);
            if (IsSpecial(rune.Value)) return true;
            text = text[consumed..];
        }
    }

    /// <summary>The words and pairs of a text, each followed by a space: what the index of such texts holds in its place. A run's last character follows alone as well.</summary>
    public static string IndexText(ReadOnlySpan<char> text)
    {
        var terms = new StringBuilder(text.Length * 3);
        foreach (var word in WordScanner.ScanForIndex(text)) terms.Append(word.Stem).Append(' ');
        return terms.ToString();
    }

    /// <summary>Whether it is found as part of a pair.</summary>
    internal static bool IsUnspaced(int codePoint) => codePoint switch
    {
        < First => false,
        <= 0x0EFF => true,
        >= 0x1000 and <= 0x109F or >= 0x1100 and <= 0x11FF or >= 0x1780 and <= 0x17FF => true,
        < 0x2E80 => false,
        <= 0x2FDF or >= 0x3005 and <= 0x3007 or >= 0x3021 and <= 0x3029 or >= 0x3031 and <= 0x3035 or 0x303B or 0x303C => true,
        >= 0x3041 and <= 0x318F or >= 0x31A0 and <= 0x31BF or >= 0x31F0 and <= 0x31FF => true,
        >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF => true,
        >= 0xA960 and <= 0xA97F or >= 0xA9E0 and <= 0xA9FF or >= 0xAA60 and <= 0xAA7F => true,
        >= 0xAC00 and <= 0xD7FF or >= 0xF900 and <= 0xFAFF or >= 0xFF66 and <= 0xFFDC => true,
        >= 0x1AFF0 and <= 0x1B16F or >= 0x20000 and <= 0x3FFFF => true,
        _ => false,
    };

    internal static bool IsSpecial(int codePoint) => codePoint >= First && (IsUnspaced(codePoint) ? UnicodeWords.IsWordCharacter(codePoint) : Narrow(codePoint) != codePoint);

    /// <summary>A vowel sign, tone or voicing mark that belongs to the character before it.</summary>
    internal static bool IsMark(int codePoint) => codePoint is > First and < 0x10000 && IsUnspaced(codePoint) && !UnicodeWords.IsWordCharacter(codePoint)
        && CharUnicodeInfo.GetUnicodeCategory(codePoint) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>The index's tokenizer would end a word at such a mark, so it stands there as a character for private use.</summary>
    internal static int Kept(int mark) => 0xE000 + (mark & 0xFFF);

    /// <summary>The ordinary form of a full-width or half-width character.</summary>
    internal static int Narrow(int codePoint) => codePoint switch
    {
        >= 0xFF10 and <= 0xFF19 or >= 0xFF21 and <= 0xFF3A or >= 0xFF41 and <= 0xFF5A => codePoint - 0xFEE0,
        >= 0xFF66 and <= 0xFF9F => HalfWidthKatakana[codePoint - 0xFF66],
        _ => codePoint,
    };

    /// <summary>The one character that two make together, as in Japanese voicing and decomposed Korean; 0 where they make none.</summary>
    internal static int Compose(int character, int next)
    {
        if (next is CombiningVoiced or CombiningSemiVoiced) return Voiced(character, next);
        if (character is >= 0x1100 and <= 0x1112 && next is >= 0x1161 and <= 0x1175) return 0xAC00 + ((((character - 0x1100) * 21) + next - 0x1161) * 28);
        var openSyllable = character is >= 0xAC00 and <= 0xD7A3 && (character - 0xAC00) % 28 == 0;
        return openSyllable && next is >= 0x11A8 and <= 0x11C2 ? character + next - 0x11A7 : 0;
    }

    private static int Voiced(int kana, int mark)
    {
        // Katakana lies as Hiragana does, 0x60 further on; a voiced letter follows its plain one.
        var hiragana = kana is >= 0x30A1 and <= 0x30F6 ? kana - 0x60 : kana;
        var fromHa = hiragana is >= 'は' and <= 'ほ' && (hiragana - 'は') % 3 == 0;
        if (mark == CombiningSemiVoiced) return fromHa ? kana + 2 : 0;
        if (hiragana == 'う') return kana + ('ゔ' - 'う');
        return fromHa || hiragana is 'つ' or 'て' or 'と' || (hiragana is >= 'か' and <= 'ち' && (hiragana - 'か') % 2 == 0) ? kana + 1 : 0;
    }
}
