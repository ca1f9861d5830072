using System.Globalization;
using System.Text;

namespace Cortex.Engine.Knowledge.Parsing.Files.Mail;

/// <summary>A value with parameters: text/plain; charset="utf-8". Parameters may be encoded and cut into pieces (RFC 2231).</summary>
internal sealed class HeaderValue
{
    private const int MaxPieces = 100;
    private readonly Dictionary<string, string> _parameters = new(StringComparer.OrdinalIgnoreCase);

    private HeaderValue(string value) => Value = value;

    /// <summary>In lower case.</summary>
    public string Value { get; }

    public string? this[string name]
    {
        get
        {
            if (_parameters.TryGetValue(name + "*", out var encoded))
            {
                return Extended(encoded);
            }

            if (_parameters.TryGetValue(name, out var plain))
            {
                return EncodedWord.Decode(plain);
            }

            return Pieces(name);
        }
    }

    public static HeaderValue Parse(string header)
    {
        var at = header.IndexOf(';');
        var value = new HeaderValue((at < 0 ? header : header[..at]).Trim().ToLowerInvariant());
        while (at >= 0 && at < header.Length && value._parameters.Count < MaxPieces)
        {
            at++;
            var equals = header.IndexOf('=', at);
            if (equals < 0)
            {
                break;
            }

            var name = header[at..equals].Trim();
            at = equals + 1;
            value._parameters.TryAdd(name, Parameter(header, ref at));
        }

        return value;
    }

    /// <summary>Moves to the semicolon behind it, or to the end.</summary>
    private static string Parameter(string header, ref int at)
    {
        while (at < header.Length && header[at] is ' ' or '\t')
        {
            at++;
        }

        if (at >= header.Length || header[at] != '"')
        {
            var end = header.IndexOf(';', at);
            var plain = header[at..(end < 0 ? header.Length : end)].Trim();
            at = end < 0 ? header.Length : end;
            return plain;
        }

        var quoted = new StringBuilder();
        for (at++; at < header.Length && header[at] != '"'; at++)
        {
            if (header[at] == '\\' && at + 1 < header.Length)
            {
                at++;
            }

            quoted.Append(header[at]);
        }

        var semicolon = header.IndexOf(';', Math.Min(at, header.Length));
        at = semicolon < 0 ? header.Length : semicolon;
        return quoted.ToString();
    }

    private string? Pieces(string name)
    {
        var joined = new StringBuilder();
        var isEncoded = false;
        for (var i = 0; i < MaxPieces; i++)
        {
            var number = i.ToString(CultureInfo.InvariantCulture);
            if (_parameters.TryGetValue($"{name}*{number}*", out var encoded))
            {
                isEncoded = true;
                joined.Append(encoded);
            }
            else if (_parameters.TryGetValue($"{name}*{number}", out var plain))
            {
                joined.Append(plain);
            }
            else
            {
                break;
            }
        }

        return joined.Length == 0 ? null : isEncoded ? Extended(joined.ToString()) : joined.ToString();
    }

    /// <summary>utf-8'en'percent%20encoded</summary>
    private static string Extended(string value)
    {
        var parts = value.Split('\'', 3);
        if (parts.Length < 3)
        {
            return value;
        }

        var bytes = new List<byte>(parts[2].Length);
        for (var i = 0; i < parts[2].Length; i++)
        {
            if (parts[2][i] == '%' && i + 2 < parts[2].Length && byte.TryParse(parts[2].AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                bytes.Add(code);
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(parts[2][i].ToString()));
            }
        }

        return EncodedWord.Text([.. bytes], parts[0]);
    }
}
