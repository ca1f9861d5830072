namespace Cortex.Engine.Language;

/// <summary>
/// What the word index takes for a word: SQLite's unicode61 with remove_diacritics 2, character by character.
/// Highlights and answers must see the words that search saw, so this follows its tables, not the runtime's.
/// </summary>
internal static partial class UnicodeWords
{
    /// <summary>The word characters below U+10000, one bit each.</summary>
    private static readonly ulong[] Basic = BasicBitmap();

    private static readonly int LastFolded = FoldRuns[^3];

    public static bool IsWordCharacter(int codePoint) => codePoint < 0x10000
        ? (Basic[codePoint >> 6] & (1UL << (codePoint & 63))) != 0
        : InRanges(codePoint);

    /// <summary>A mark that neither starts nor ends a word, and is dropped from it.</summary>
    public static bool IsMark(int codePoint) => codePoint >= 0x300 && Marks.BinarySearch(codePoint) >= 0;

    /// <summary>The character in lower case and without its diacritic.</summary>
    public static int Fold(int codePoint)
    {
        if (codePoint < 0x80)
        {
            return codePoint is >= 'A' and <= 'Z' ? codePoint | 0x20 : codePoint;
        }

        if (codePoint > LastFolded)
        {
            return codePoint;
        }

        var runs = FoldRuns;
        var low = 0;
        var high = (runs.Length / 4) - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var run = runs.Slice(middle * 4, 4);
            if (codePoint < run[0])
            {
                high = middle - 1;
            }
            else if (codePoint > run[1])
            {
                low = middle + 1;
            }
            else
            {
                return (codePoint - run[0]) % run[2] == 0 ? codePoint + run[3] : codePoint;
            }
        }

        return codePoint;
    }

    private static bool InRanges(int codePoint)
    {
        var at = WordRanges.BinarySearch(codePoint);
        // Between a first and its last the insertion point is odd.
        return at >= 0 || (~at & 1) == 1;
    }

    private static ulong[] BasicBitmap()
    {
        var bits = new ulong[0x10000 / 64];
        var ranges = WordRanges;
        for (var i = 0; i < ranges.Length && ranges[i] < 0x10000; i += 2)
        {
            for (var c = ranges[i]; c <= ranges[i + 1] && c < 0x10000; c++)
            {
                bits[c >> 6] |= 1UL << (c & 63);
            }
        }

        return bits;
    }
}
