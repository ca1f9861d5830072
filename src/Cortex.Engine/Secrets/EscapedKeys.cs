using System.Globalization;
using System.Text;

namespace Cortex.Engine.Secrets;

/// <summary>
/// Keys of which any character is escaped, as in addresses (<c>%2F</c>) or in JSON (<c>\u002B</c>), once or over again. All
/// mixtures occur: a server decodes an address but for its slashes. Keys are visible ASCII.
/// </summary>
internal static class EscapedKeys
{
    private const int MaxBackslashes = 4;

    public static string Redact(string text, IReadOnlyCollection<string> keys)
    {
        if (!text.AsSpan().ContainsAny('%', '\\')) return text;
        StringBuilder? clean = null;
        var copied = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var length = keys.Max(key => Match(text.AsSpan(at), key));
            if (length == 0) continue;
            (clean ??= new StringBuilder(text.Length)).Append(text, copied, at - copied).Append(SecretText.Replacement);
            copied = at + length;
            at = copied - 1;
        }

        return clean is null ? text : clean.Append(text, copied, text.Length - copied).ToString();
    }

    // How much of the text is the key; 0 where it does not begin with it.
    private static int Match(ReadOnlySpan<char> text, string key)
    {
        var at = 0;
        foreach (var letter in key)
        {
            if (at == text.Length) return 0;
            var (escaped, length) = Unescape(text[at..]);
            if (escaped == letter) at += length;
            else if (text[at] == letter) at++;
            else return 0;
        }

        return at;
    }

    // The character that is escaped where the text begins, and the length of that; itself where none is.
    private static (char Letter, int Length) Unescape(ReadOnlySpan<char> text) => text[0] switch
    {
        '%' => InAddress(text),
        '\\' => InJson(text),
        _ => (text[0], 1),
    };

    private static (char Letter, int Length) InAddress(ReadOnlySpan<char> text)
    {
        if (!TryHex(text[1..], 2, out var letter)) return ('%', 1);
        var length = 3;
        // The percent sign was escaped itself.
        while (letter == '%' && TryHex(text[length..], 2, out var next)) (letter, length) = (next, length + 2);
        return (letter, length);
    }

    private static (char Letter, int Length) InJson(ReadOnlySpan<char> text)
    {
        // No more are looked at: a text may be full of them.
        var near = text[..Math.Min(text.Length, MaxBackslashes + 1)];
        var run = near.IndexOfAnyExcept('\\');
        if (run < 0) return ('\\', near.Length is 2 or MaxBackslashes ? near.Length : 1);
        return text[run] switch
        {
            'u' when TryHex(text[(run + 1)..], 4, out var letter) => (letter, run + 5),
            '"' or '/' => (text[run], run + 1),
            _ => ('\\', run is 2 or MaxBackslashes ? run : 1),
        };
    }

    private static bool TryHex(ReadOnlySpan<char> text, int digits, out char letter)
    {
        letter = '\0';
        if (text.Length < digits || !ushort.TryParse(text[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)) return false;
        letter = (char)value;
        return true;
    }
}
