using System.Buffers;
using System.Text;
using Cortex.Contract.Errors;

namespace Cortex.Engine.Knowledge.Parsing;

/// <summary>Finds out in which encoding bytes are text: by byte-order mark, by what is valid, by declaration, and at last by habit.</summary>
public static class TextDecoder
{
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \"';/>");
    private const int DeclarationLength = 4096;

    static TextDecoder() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="bytes">The document.</param>
    /// <param name="declaredCharset">What the sender said, as in a Content-Type.</param>
    /// <param name="html">Whether the document may declare its own encoding.</param>
    /// <exception cref="CortexException"><see cref="ErrorCode.BinaryContent"/>: the bytes are no text.</exception>
    public static DecodedText Decode(ReadOnlySpan<byte> bytes, string? declaredCharset = null, bool html = false)
    {
        if (ByMark(bytes) is { } marked)
        {
            return marked;
        }

        var declared = Find(declaredCharset);
        var hasNul = bytes.Contains((byte)0);
        if (hasNul)
        {
            if (WideEncoding(bytes) is { } wide)
            {
                return new DecodedText(wide.GetString(bytes), wide.WebName);
            }

            throw new CortexException(ErrorCode.BinaryContent, "The content is not text: it has zero bytes in it.");
        }

        if (IsEscaped(declared))
        {
            return Decoded(declared!, bytes);
        }

        // Before any declaration, which is often wrong: bytes beyond ASCII are not valid UTF-8 by accident.
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return new DecodedText(Encoding.UTF8.GetString(bytes), "utf-8");
        }

        declared ??= html ? Find(DeclaredIn(bytes[..Math.Min(bytes.Length, DeclarationLength)])) : null;
        if (LooksBinary(bytes))
        {
            throw new CortexException(ErrorCode.BinaryContent, "The content is not text: it is full of control characters.");
        }

        if (declared is UTF8Encoding && MostlyUtf8(bytes))
        {
            return new DecodedText(Encoding.UTF8.GetString(bytes), "utf-8");
        }

        return Decoded(declared is null or UTF8Encoding or UnicodeEncoding or UTF32Encoding ? Encoding.GetEncoding(1252) : declared, bytes);
    }

    private static DecodedText Decoded(Encoding encoding, ReadOnlySpan<byte> bytes) => new(encoding.GetString(bytes), encoding.WebName.ToLowerInvariant());

    private static DecodedText? ByMark(ReadOnlySpan<byte> bytes)
    {
        (Encoding Encoding, int Length)? mark = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
            [0xFF, 0xFE, 0, 0, ..] when bytes.Length % 4 == 0 => (Encoding.UTF32, 4),
            [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: true), 4),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            _ => null,
        };
        return mark is { } m ? new DecodedText(m.Encoding.GetString(bytes[m.Length..]), m.Encoding.WebName.ToLowerInvariant()) : null;
    }

    /// <summary>ISO-2022 and HZ write other scripts in plain ASCII bytes.</summary>
    private static bool IsEscaped(Encoding? encoding) => encoding?.CodePage is 50220 or 50221 or 50222 or 50225 or 50227 or 52936;

    /// <summary>Text in UTF-8 with a few bytes damaged, as when cut in the middle of a character.</summary>
    private static bool MostlyUtf8(ReadOnlySpan<byte> bytes)
    {
        int valid = 0, invalid = 0;
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out _, out var consumed);
            if (status == OperationStatus.Done)
            {
                valid += consumed > 1 ? 1 : 0;
            }
            else
            {
                invalid++;
            }

            bytes = bytes[consumed..];
        }

        return valid > 4 * invalid;
    }

    /// <summary>UTF-16 and UTF-32 without a mark, by where the zero bytes of their ASCII characters fall.</summary>
    private static Encoding? WideEncoding(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..Math.Min(bytes.Length, 4096)];
        Span<int> zeros = stackalloc int[4];
        for (var i = 0; i < sample.Length; i++)
        {
            zeros[i % 4] += sample[i] == 0 ? 1 : 0;
        }

        var quarter = Math.Max(1, sample.Length / 4);
        var half = Math.Max(1, sample.Length / 2);
        var even = zeros[0] + zeros[2];
        var odd = zeros[1] + zeros[3];
        Encoding? guess = null;
        if (bytes.Length % 4 == 0 && zeros[3] == quarter && zeros[2] * 2 > quarter && zeros[0] * 4 < quarter)
        {
            guess = new UTF32Encoding(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true);
        }
        else if (bytes.Length % 4 == 0 && zeros[0] == quarter && zeros[1] * 2 > quarter && zeros[3] * 4 < quarter)
        {
            guess = new UTF32Encoding(bigEndian: true, byteOrderMark: false, throwOnInvalidCharacters: true);
        }
        else if (bytes.Length % 2 == 0 && odd * 2 > half && even * 20 < half)
        {
            guess = new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
        }
        else if (bytes.Length % 2 == 0 && even * 2 > half && odd * 20 < half)
        {
            guess = new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);
        }

        try
        {
            return guess is not null && !LooksBinary(guess.GetString(bytes)) ? guess : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool LooksBinary(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..Math.Min(bytes.Length, 8192)];
        var controls = 0;
        foreach (var b in sample)
        {
            controls += b is < 0x20 and not (0x09 or 0x0A or 0x0C or 0x0D or 0x1B) ? 1 : 0;
        }

        return controls * 20 > sample.Length;
    }

    private static bool LooksBinary(string text)
    {
        var controls = 0;
        foreach (var c in text)
        {
            controls += c is < '\u0020' and not ('\t' or '\n' or '\f' or '\r' or '\u001B') or '\uFFFF' or '\uFFFE' ? 1 : 0;
        }

        return controls * 20 > text.Length;
    }

    /// <summary>From an XML declaration or a meta element, which are in ASCII whatever the rest is in.</summary>
    private static string? DeclaredIn(ReadOnlySpan<byte> start)
    {
        var text = Encoding.Latin1.GetString(start);
        if (text.StartsWith("<?xml", StringComparison.Ordinal) && After(text.AsSpan(0, Math.Max(0, text.IndexOf("?>", StringComparison.Ordinal))), "encoding") is { } xml)
        {
            return xml;
        }

        for (var at = 0; (at = text.IndexOf("<meta", at, StringComparison.OrdinalIgnoreCase)) >= 0;)
        {
            var end = text.IndexOf('>', at);
            end = end < 0 ? text.Length : end;
            if (After(text.AsSpan(at, end - at), "charset") is { } charset)
            {
                return charset;
            }

            at = end;
        }

        return null;
    }

    private static string? After(ReadOnlySpan<char> text, string name)
    {
        var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        var rest = text[(at + name.Length)..].TrimStart();
        if (!rest.StartsWith("="))
        {
            return null;
        }

        rest = rest[1..].TrimStart(" \"'");
        var end = rest.IndexOfAny(NameEnds);
        return (end < 0 ? rest : rest[..end]).ToString();
    }

    private static Encoding? Find(string? name)
    {
        try
        {
            return name?.Trim().Trim('"', '\'').ToLowerInvariant() switch
            {
                null or "" => null,
                "utf8" or "utf-8" or "unicode-1-1-utf-8" => Encoding.UTF8,
                // Browsers read these as the Windows code page, which has characters where Latin-1 has controls.
                "iso-8859-1" or "latin1" or "latin-1" or "ascii" or "us-ascii" or "cp1252" => Encoding.GetEncoding(1252),
                "gb2312" or "gbk" => Encoding.GetEncoding(936),
                "sjis" or "x-sjis" or "shift-jis" or "ms_kanji" => Encoding.GetEncoding(932),
                "utf-7" => null,
                var other => Encoding.GetEncoding(other),
            };
        }
        catch (ArgumentException)
        {
            return null;
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }
}
