using System.Text;

namespace Cortex.Engine.Secrets;

/// <summary>What providers leave of a refused key in their answers: <c>sk-proj-********abcd</c>. The ends are no less a part of it.</summary>
internal static class MaskedKeys
{
    private const int MinStars = 3, MinShown = 2;

    public static string Redact(string text, IReadOnlyCollection<string> keys)
    {
        var stars = text.IndexOf("***", StringComparison.Ordinal);
        if (stars < 0) return text;
        var clean = new StringBuilder(text.Length);
        var copied = 0;
        while (stars >= 0)
        {
            var end = stars + MinStars;
            while (end < text.Length && text[end] == '*') end++;
            var before = keys.Max(key => Before(text.AsSpan(copied, stars - copied), key));
            var after = keys.Max(key => After(text.AsSpan(end), key));
            if (Math.Max(before, after) >= MinShown)
            {
                clean.Append(text, copied, stars - before - copied).Append(SecretText.Replacement);
                end += after;
            }
            else
            {
                clean.Append(text, copied, end - copied);
            }

            copied = end;
            stars = text.IndexOf("***", end, StringComparison.Ordinal);
        }

        return clean.Append(text, copied, text.Length - copied).ToString();
    }

    // How much of the key's beginning the text ends with.
    private static int Before(ReadOnlySpan<char> text, string key)
    {
        for (var length = Math.Min(text.Length, key.Length); length > 0; length--)
        {
            if (text.EndsWith(key.AsSpan(0, length), StringComparison.Ordinal)) return length;
        }

        return 0;
    }

    // How much of the key's end the text begins with.
    private static int After(ReadOnlySpan<char> text, string key)
    {
        for (var length = Math.Min(text.Length, key.Length); length > 0; length--)
        {
            if (text.StartsWith(key.AsSpan(key.Length - length), StringComparison.Ordinal)) return length;
        }

        return 0;
    }
}
