namespace Cortex.Engine.Understanding;

/// <summary>The script that most letters of a text are in.</summary>
internal static class TextScript
{
    private const int Sample = 8_192, FewestLetters = 8;

    private static readonly string[] Names = ["Latin", "Greek", "Cyrillic", "Hebrew", "Arabic", "Indic", "Thai", "East Asian"];

    /// <summary>Null where there are hardly any letters, or none of a script known here.</summary>
    public static string? Of(string text)
    {
        Span<int> counts = stackalloc int[8];
        counts.Clear();
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, Sample)))
        {
            if (char.IsLetter(c) && Index(c) is >= 0 and var index) counts[index]++;
        }

        // One of these characters is a word where another script needs five letters.
        counts[7] *= 3;
        var (best, total) = (0, 0);
        for (var i = 0; i < counts.Length; i++)
        {
            total += counts[i];
            if (counts[i] > counts[best]) best = i;
        }

        return total >= FewestLetters && counts[best] * 2 > total ? Names[best] : null;
    }

    private static int Index(char c) => c switch
    {
        < '\u0250' => 0,
        >= '\u0370' and < '\u0400' => 1,
        >= '\u0400' and < '\u0530' => 2,
        >= '\u0590' and < '\u0600' => 3,
        >= '\u0600' and < '\u0780' => 4,
        >= '\u0900' and < '\u0E00' => 5,
        >= '\u0E00' and < '\u0F00' => 6,
        >= '\u2E80' and < '\uD800' => 7,
        _ => -1,
    };
}
