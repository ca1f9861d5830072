using System.Text;
using System.Text.RegularExpressions;

namespace Cortex.Engine.Providers.Wire;

/// <summary>A server's own words, fit for a message of ours: one line, not long, and without the key that some servers quote.</summary>
internal static partial class ServerWords
{
    private const int MaxLength = 300;

    public static string Clean(string? words, string? key)
    {
        if (string.IsNullOrWhiteSpace(words)) return "";
        var shown = string.IsNullOrEmpty(key) ? words : words.Replace(key, "…", StringComparison.Ordinal);
        shown = Keys().Replace(shown, "…");
        var line = new StringBuilder();
        foreach (var letter in shown)
        {
            if (!char.IsControl(letter) && !char.IsWhiteSpace(letter)) line.Append(letter);
            else if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
            if (line.Length == MaxLength) break;
        }

        if (line.Length > 0 && char.IsHighSurrogate(line[^1])) line.Length--;
        return line.ToString().TrimEnd();
    }

    // Keys of the well-known makers, whole or partly hidden, also those of others that a gateway tells.
    [GeneratedRegex("\\b(?:sk|pk|key)-[A-Za-z0-9_*.-]{8,}|\\bBearer\\s+\\S+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Keys();
}
