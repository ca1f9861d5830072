using System.Globalization;
using System.Text;
using Cortex.Engine.Knowledge.Parsing;

namespace Cortex.Engine.Sources.Uploads;

/// <summary>The name of a file that was sent: whatever it claims, one component of bounded length without characters that nobody sees.</summary>
internal static class UploadedName
{
    private const int MaxLength = 200;
    private const string Unnamed = "document";

    public static string Clean(string? sent)
    {
        var last = (sent ?? "")[((sent ?? "").AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        // From the end: the extension tells what it is.
        if (last.Length > MaxLength * 2) last = last[^(MaxLength * 2)..];
        var name = new StringBuilder();
        foreach (var rune in SourceText.WellFormed(last).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)) name.Append(rune);
        }

        var clean = name.ToString().Trim();
        if (clean.Length > MaxLength)
        {
            var from = clean.Length - MaxLength;
            clean = clean[(char.IsLowSurrogate(clean[from]) ? from + 1 : from)..].TrimStart();
        }

        return clean.All(c => c == '.') ? Unnamed : clean;
    }
}
