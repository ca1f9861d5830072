namespace Cortex.Engine.Inference;

/// <summary>
/// Canonical decomposition (NFD) of single characters. <see cref="string.Normalize()"/> needs ICU and returns
/// its input under invariant globalisation. Marks are not put into canonical order: what uses this drops them.
/// </summary>
public static partial class CanonicalDecomposition
{
    /// <summary>Room enough for any one character's decomposition.</summary>
    public const int MaxLength = 4;

    private const int HangulFirst = 0xAC00;
    private const int HangulLast = 0xD7A3;

    /// <summary>Writes the full decomposition and returns its length in code points; 1, the character itself, where it has none.</summary>
    public static int Decompose(int codePoint, Span<int> destination)
    {
        if (codePoint < 0xC0)
        {
            destination[0] = codePoint;
            return 1;
        }

        return codePoint is >= HangulFirst and <= HangulLast
            ? DecomposeHangul(codePoint - HangulFirst, destination)
            : DecomposeByTable(codePoint, destination);
    }

    private static int DecomposeHangul(int syllable, Span<int> destination)
    {
        destination[0] = 0x1100 + (syllable / (21 * 28));
        destination[1] = 0x1161 + (syllable / 28 % 21);
        var final = syllable % 28;
        if (final == 0)
        {
            return 2;
        }

        destination[2] = 0x11A7 + final;
        return 3;
    }

    private static int DecomposeByTable(int codePoint, Span<int> destination)
    {
        // Only the first of a pair decomposes again, so the tail can be collected from the back.
        Span<int> tail = stackalloc int[MaxLength];
        var tailLength = 0;
        while (true)
        {
            var at = IndexOf(codePoint);
            if (at < 0)
            {
                break;
            }

            if (Mappings[at + 2] != 0)
            {
                tail[tailLength++] = Mappings[at + 2];
            }

            codePoint = Mappings[at + 1];
        }

        destination[0] = codePoint;
        for (var i = 0; i < tailLength; i++)
        {
            destination[i + 1] = tail[tailLength - 1 - i];
        }

        return tailLength + 1;
    }

    private static int IndexOf(int codePoint)
    {
        var mappings = Mappings;
        var low = 0;
        var high = (mappings.Length / 3) - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var found = mappings[middle * 3];
            if (found == codePoint)
            {
                return middle * 3;
            }

            if (found < codePoint)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return -1;
    }
}
