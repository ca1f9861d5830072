using System.Text;

namespace Cortex.Engine.Knowledge.Items;

/// <summary>The beginning of a text on one line, for lists.</summary>
internal static class Excerpt
{
    private const int Length = 240;

    public static string Of(string text)
    {
        var excerpt = new StringBuilder(Length);
        foreach (var letter in text)
        {
            if (excerpt.Length >= Length) break;
            if (!char.IsWhiteSpace(letter) && !char.IsControl(letter)) excerpt.Append(letter);
            else if (excerpt.Length > 0 && excerpt[^1] != ' ') excerpt.Append(' ');
        }

        // Not half a character at the cut.
        if (excerpt.Length > 0 && char.IsHighSurrogate(excerpt[^1])) excerpt.Length--;
        return excerpt.ToString().TrimEnd();
    }
}
