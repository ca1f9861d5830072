using System.Text;
using Cortex.Engine.Knowledge.Parsing;

namespace Cortex.Engine.Export;

/// <summary>
/// Names of exported files: readable, the same at every export, and safe on every system. The end of the item's id keeps
/// them apart, so that neither case nor the spelling of an accent can make two of them one.
/// </summary>
internal sealed class ExportNames
{
    private const int MaxBytes = 120, TailLength = 8;
    private static readonly string[] Reserved = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "COM", "LPT"];
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of an item's files, without an extension.</summary>
    public string Of(string id, string title)
    {
        var tail = Clean(id);
        if (tail.Length == 0) tail = "item";
        if (tail.Length > TailLength && _taken.Add(tail[^TailLength..])) tail = tail[^TailLength..];
        else
        {
            var whole = tail;
            for (var n = 2; !_taken.Add(tail); n++) tail = $"{whole} {n}";
        }

        return Clean(title) is { Length: > 0 } name ? $"{name} {tail}" : $"Untitled {tail}";
    }

    /// <summary>An extension that says nothing but what a file is; <paramref name="fallback"/> where the name has none of that kind.</summary>
    public static string Extension(string? fileName, string fallback)
    {
        var extension = Path.GetExtension(fileName ?? "");
        return extension.Length is > 1 and <= 11 && extension.AsSpan(1).IndexOfAnyExcept(LettersAndDigits) < 0 ? extension.ToLowerInvariant() : fallback;
    }

    private static readonly System.Buffers.SearchValues<char> LettersAndDigits = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private static string Clean(string text)
    {
        var name = new StringBuilder();
        var bytes = 0;
        foreach (var rune in SourceText.WellFormed(text).EnumerateRunes())
        {
            var kept = IsSafe(rune) ? rune : new Rune(' ');
            if (kept.Value == ' ' && (name.Length == 0 || name[^1] == ' ')) continue;
            if ((bytes += kept.Utf8SequenceLength) > MaxBytes) break;
            name.Append(kept);
        }

        // Windows drops dots and spaces at the end, a dot at the beginning hides, a dash there is an option.
        var clean = name.ToString().Trim(' ', '.').TrimStart('-', '~').Trim(' ', '.');
        return IsReserved(clean) ? "_" + clean : clean;
    }

    private static bool IsSafe(Rune rune) => Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format
            or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator or System.Globalization.UnicodeCategory.PrivateUse or System.Globalization.UnicodeCategory.OtherNotAssigned)
        && !(rune.IsAscii && "<>:\"/\\|?*".Contains((char)rune.Value, StringComparison.Ordinal)) && !Rune.IsWhiteSpace(rune);

    // Devices of Windows, also with an extension.
    private static bool IsReserved(string name)
    {
        var stem = name.Split('.', ' ')[0];
        return Reserved.Contains(stem, StringComparer.OrdinalIgnoreCase)
            || (stem.Length == 4 && (char.IsAsciiDigit(stem[3]) || stem[3] is '¹' or '²' or '³') && Reserved.Contains(stem[..3], StringComparer.OrdinalIgnoreCase));
    }
}
