namespace Cortex.Engine.Understanding;

/// <summary>Beginnings by which a sentence leans on the one before it, and says less without.</summary>
internal static class SentenceOpenings
{
    private static readonly string[] Leaning =
    [
        "however", "it ", "it's", "they ", "he ", "she ", "this ", "these ", "those ", "that ", "but ", "and ", "or ", "so ", "then ", "also", "therefore", "thus", "for example", "for instance", "in addition",
        "moreover", "furthermore", "such ", "otherwise", "instead", "note ", "see ", "here ", "there ", "as a result", "in this case", "because of this", "similarly", "finally", "his ", "her ", "their ",
        "er ", "sie ", "es ", "dies", "jedoch", "aber ", "und ", "außerdem", "daher", "deshalb", "zudem", "il ", "elle ", "ils ", "elles ", "cela", "ce ", "cette ", "mais ", "et ", "donc", "cependant", "ainsi",
        "este ", "esta ", "esto ", "eso ", "pero ", "y ", "además", "sin embargo", "ello ", "por eso", "なお", "また", "しかし", "そして", "これ", "それ", "但", "而", "此外", "因此", "这", "那", "它", "他", "她",
    ];

    public static bool LeansOnOthers(ReadOnlySpan<char> sentence)
    {
        var words = sentence.TrimStart("\"'“«„(*_ ".AsSpan());
        foreach (var opening in Leaning)
        {
            if (words.StartsWith(opening, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
