namespace Cortex.Engine.Language;

/// <summary>
/// The natural language that most of a text is in, as ISO 639-1: by its script, and in Latin script by the words that every sentence
/// of a language has. Null when unsure: too short, too mixed, or no prose.
/// </summary>
public static class LanguageDetector
{
    /// <summary>No more of a text is read: its beginning, and as much from its middle.</summary>
    private const int Sample = 4096;

    private const int FewestLetters = 12;

    // One of them says as much as some letters do.
    private const int IdeographWeight = 3;

    public static string? Detect(ReadOnlySpan<char> text)
    {
        Span<int> letters = stackalloc int[ScriptCount];
        letters.Clear();
        var beginning = text[..Math.Min(text.Length, Sample)];
        var middle = text.Length <= 2 * Sample ? text[beginning.Length..] : text.Slice(text.Length / 2, Sample);
        Count(beginning, letters);
        Count(middle, letters);

        var wide = letters[(int)Script.Han] + letters[(int)Script.Kana] + letters[(int)Script.Hangul];
        var total = wide * (IdeographWeight - 1);
        var best = Script.Latin;
        foreach (var script in Enum.GetValues<Script>())
        {
            if (script == Script.None) continue;
            total += letters[(int)script];
            if (letters[(int)script] > letters[(int)best]) best = script;
        }

        if (wide * IdeographWeight * 2 > total) return wide * IdeographWeight < FewestLetters ? null : Eastern(letters, wide);
        if (total < FewestLetters || letters[(int)best] * 2 < total) return null;
        return best switch
        {
            Script.Latin => FunctionWords.Language(beginning, middle),
            Script.Cyrillic => Cyrillic(beginning, middle),
            Script.Arabic => Arabic(beginning, middle),
            Script.Devanagari => Devanagari(beginning, middle),
            Script.Greek => "el",
            Script.Hebrew => "he",
            Script.Thai => "th",
            Script.Lao => "lo",
            Script.Khmer => "km",
            Script.Myanmar => "my",
            Script.Bengali => "bn",
            Script.Gurmukhi => "pa",
            Script.Gujarati => "gu",
            Script.Tamil => "ta",
            Script.Telugu => "te",
            Script.Kannada => "kn",
            Script.Malayalam => "ml",
            Script.Sinhala => "si",
            Script.Georgian => "ka",
            Script.Armenian => "hy",
            _ => null,
        };
    }

    private static string? Eastern(ReadOnlySpan<int> letters, int wide)
    {
        if (letters[(int)Script.Hangul] * 2 > wide) return "ko";
        // No Japanese sentence is without Kana; a Chinese one may quote some.
        return letters[(int)Script.Kana] * 10 >= wide ? "ja" : letters[(int)Script.Kana] * 50 > wide ? null : "zh";
    }

    // Letters that the others do not have.
    private static string? Cyrillic(ReadOnlySpan<char> beginning, ReadOnlySpan<char> middle)
    {
        var russian = Number(beginning, middle, "ыэёЫЭЁ");
        var ukrainian = Number(beginning, middle, "іїєґІЇЄҐ");
        var others = Number(beginning, middle, "ўЎјљњћђџѓќЈЉЊЋЂЏЃЌәғқңөұүһӘҒҚҢӨҰҮҺ");
        return others > 0 ? null : russian > 2 * ukrainian ? "ru" : ukrainian > 2 * russian ? "uk" : null;
    }

    private static string? Arabic(ReadOnlySpan<char> beginning, ReadOnlySpan<char> middle)
    {
        if (Number(beginning, middle, "ٹڈڑںے") > 0) return "ur";
        var persian = Number(beginning, middle, "پچژگکی");
        return persian == 0 ? "ar" : persian > 2 * Number(beginning, middle, "كيىة") ? "fa" : null;
    }

    private static string? Devanagari(ReadOnlySpan<char> beginning, ReadOnlySpan<char> middle)
    {
        var marathi = Has(beginning, middle, "आहे") || Has(beginning, middle, "आणि");
        var nepali = Has(beginning, middle, "छ ") || Has(beginning, middle, "छ।");
        return marathi || nepali ? null : Has(beginning, middle, "है") || Has(beginning, middle, "हैं") || Has(beginning, middle, "में") ? "hi" : null;
    }

    private static bool Has(ReadOnlySpan<char> beginning, ReadOnlySpan<char> middle, string word) =>
        beginning.Contains(word, StringComparison.Ordinal) || middle.Contains(word, StringComparison.Ordinal);

    private static int Number(ReadOnlySpan<char> beginning, ReadOnlySpan<char> middle, string letters)
    {
        var number = 0;
        foreach (var letter in letters) number += beginning.Count(letter) + middle.Count(letter);
        return number;
    }

    private static void Count(ReadOnlySpan<char> text, Span<int> letters)
    {
        foreach (var letter in text)
        {
            if (letter < 0x80) letters[(int)Script.Latin] += char.IsAsciiLetter(letter) ? 1 : 0;
            else letters[(int)Of(letter)]++;
        }
    }

    private static Script Of(char letter) => letter switch
    {
        < '\u00C0' => Script.None,
        < '\u0250' => Script.Latin,
        >= '\u0370' and < '\u0400' => Script.Greek,
        >= '\u0400' and < '\u0530' => Script.Cyrillic,
        >= '\u0530' and < '\u0590' => Script.Armenian,
        >= '\u05D0' and < '\u0600' => Script.Hebrew,
        >= '\u0620' and < '\u0700' or >= '\u0750' and < '\u0780' => Script.Arabic,
        >= '\u0900' and < '\u0980' => Script.Devanagari,
        >= '\u0980' and < '\u0A00' => Script.Bengali,
        >= '\u0A00' and < '\u0A80' => Script.Gurmukhi,
        >= '\u0A80' and < '\u0B00' => Script.Gujarati,
        >= '\u0B80' and < '\u0C00' => Script.Tamil,
        >= '\u0C00' and < '\u0C80' => Script.Telugu,
        >= '\u0C80' and < '\u0D00' => Script.Kannada,
        >= '\u0D00' and < '\u0D80' => Script.Malayalam,
        >= '\u0D80' and < '\u0E00' => Script.Sinhala,
        >= '\u0E00' and < '\u0E80' => Script.Thai,
        >= '\u0E80' and < '\u0F00' => Script.Lao,
        >= '\u1000' and < '\u10A0' => Script.Myanmar,
        >= '\u10A0' and < '\u1100' => Script.Georgian,
        >= '\u1780' and < '\u1800' => Script.Khmer,
        >= '\u1E00' and < '\u1F00' => Script.Latin,
        >= '\u1F00' and < '\u2000' => Script.Greek,
        >= '\u3041' and <= '\u30FA' or >= '\uFF66' and <= '\uFF9D' => Script.Kana,
        >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' => Script.Han,
        >= '\u1100' and <= '\u11FF' or >= '\u3131' and <= '\u318E' or >= '\uAC00' and <= '\uD7A3' => Script.Hangul,
        _ => Script.None,
    };

    private static readonly int ScriptCount = Enum.GetValues<Script>().Length;

    private enum Script
    {
        None, Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic, Devanagari, Bengali, Gurmukhi, Gujarati, Tamil, Telugu, Kannada,
        Malayalam, Sinhala, Thai, Lao, Myanmar, Georgian, Khmer, Kana, Han, Hangul,
    }
}
