using System.Text;
using System.Text.RegularExpressions;

namespace Cortex.Engine.Knowledge.Parsing.Files.Mail;

/// <summary>Words of other scripts in headers (RFC 2047): =?utf-8?q?Gr=C3=BC=C3=9Fe?=</summary>
internal static partial class EncodedWord
{
    public static string Decode(string header)
    {
        if (!header.Contains("=?", StringComparison.Ordinal))
        {
            return header;
        }

        var decoded = new StringBuilder();
        // Words in a row are one text: programs cut even within a character.
        var pending = new List<byte>();
        string? charset = null;
        var at = 0;
        foreach (Match word in Word().Matches(header))
        {
            var between = header.AsSpan(at, word.Index - at);
            var name = word.Groups[1].Value.Split('*')[0];
            var joins = charset is not null && between.IsWhiteSpace();
            if (!joins || !name.Equals(charset, StringComparison.OrdinalIgnoreCase))
            {
                Flush();
            }

            if (!joins)
            {
                decoded.Append(between);
            }

            charset = name;
            pending.AddRange(word.Groups[2].Value is "b" or "B" ? TransferEncoding.Base64(Encoding.Latin1.GetBytes(word.Groups[3].Value)) : Quoted(word.Groups[3].Value));
            at = word.Index + word.Length;
        }

        Flush();
        return decoded.Append(header, at, header.Length - at).ToString();

        void Flush()
        {
            if (pending.Count > 0)
            {
                decoded.Append(Text([.. pending], charset!));
                pending.Clear();
            }
        }
    }

    public static string Text(byte[] bytes, string charset)
    {
        try
        {
            return TextDecoder.Decode(bytes, charset).Text;
        }
        catch (CortexException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    private static byte[] Quoted(string text) => TransferEncoding.QuotedPrintable(Encoding.Latin1.GetBytes(text.Replace('_', ' ')));

    [GeneratedRegex("""=\?([^?\s]{1,60})\?([bBqQ])\?([^?\s]*)\?=""", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
