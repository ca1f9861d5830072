using System.Buffers;

namespace Cortex.Engine.Knowledge.Parsing.Files.Mail;

/// <summary>Undoes what was done to bytes for their travel. What is broken is decoded as far as it goes.</summary>
internal static class TransferEncoding
{
    private static readonly SearchValues<byte> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    public static byte[] Decode(ReadOnlySpan<byte> body, string? encoding) => Name(encoding) switch
    {
        "base64" => Base64(body),
        "quoted-printable" => QuotedPrintable(body),
        _ => body.ToArray(),
    };

    /// <summary>How many bytes it is decoded.</summary>
    public static long Size(ReadOnlySpan<byte> body, string? encoding)
    {
        if (Name(encoding) != "base64")
        {
            return body.Length;
        }

        var characters = 0L;
        foreach (var each in body)
        {
            characters += Alphabet.Contains(each) ? 1 : 0;
        }

        return characters * 3 / 4;
    }

    public static byte[] Base64(ReadOnlySpan<byte> text)
    {
        var kept = new byte[text.Length + 3];
        var length = 0;
        foreach (var each in text)
        {
            if (Alphabet.Contains(each))
            {
                kept[length++] = each;
            }
        }

        // A single character at the end stands for nothing.
        length -= length % 4 == 1 ? 1 : 0;
        while (length % 4 != 0)
        {
            kept[length++] = (byte)'=';
        }

        var decoded = new byte[length / 4 * 3];
        System.Buffers.Text.Base64.DecodeFromUtf8(kept.AsSpan(0, length), decoded, out _, out var written);
        return decoded[..written];
    }

    public static byte[] QuotedPrintable(ReadOnlySpan<byte> text)
    {
        var decoded = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=')
            {
                decoded[length++] = text[i];
                continue;
            }

            if (i + 2 <= text.Length - 1 && Digit(text[i + 1]) is >= 0 and var high && Digit(text[i + 2]) is >= 0 and var low)
            {
                decoded[length++] = (byte)((high * 16) + low);
                i += 2;
                continue;
            }

            // At the end of a line it joins the next, white space and all.
            var end = i + 1;
            while (end < text.Length && text[end] is (byte)' ' or (byte)'\t' or (byte)'\r')
            {
                end++;
            }

            if (end >= text.Length || text[end] == '\n')
            {
                i = end;
            }
            else
            {
                decoded[length++] = (byte)'=';
            }
        }

        return decoded[..length];
    }

    private static string Name(string? encoding) => encoding?.Trim().ToLowerInvariant() ?? "";

    private static int Digit(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        _ => -1,
    };
}
