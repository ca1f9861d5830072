using System.Text;

namespace Cortex.Engine.Language;

/// <summary>Lower case without diacritics, exactly as the word index folds: SQLite's unicode61 with remove_diacritics 2.</summary>
public static class TextFolding
{
    public static string Fold(string text)
    {
        var changed = FirstChange(text);
        if (changed == text.Length)
        {
            return text;
        }

        var folded = new StringBuilder(text.Length);
        folded.Append(text, 0, changed);
        for (var i = changed; i < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var consumed);
            i += consumed;
            if (!UnicodeWords.IsMark(rune.Value))
            {
                Append(folded, UnicodeWords.Fold(rune.Value));
            }
        }

        return folded.ToString();
    }

    private static int FirstChange(string text)
    {
        var i = 0;
        while (i < text.Length && text[i] < 0x80 && !char.IsAsciiLetterUpper(text[i]))
        {
            i++;
        }

        return i;
    }

    private static void Append(StringBuilder text, int codePoint)
    {
        if (codePoint < 0x10000)
        {
            text.Append((char)codePoint);
        }
        else
        {
            text.Append(new Rune(codePoint).ToString());
        }
    }
}
