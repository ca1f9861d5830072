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

        if (excerpt.Length < Length) return excerpt.ToString().TrimEnd();

        // Cut between words where there are any, never within a character.
        var whole = excerpt.ToString();
        var space = whole.LastIndexOf(' ');
        return (space > Length / 2 ? whole[..space] : char.IsHighSurrogate(whole[^1]) ? whole[..^1] : whole) + "…";
    }
}
