using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cortex.Engine.Providers.Wire;

/// <summary>
/// Reads an object out of what a model wrote for JSON: in a code fence, with single quotes, bare names, trailing commas, raw line breaks in strings,
/// Python's constants, brackets missing or superfluous at the end. What could mean two things is not mended.
/// </summary>
internal sealed class LenientJson
{
    private const int MaxDepth = 64;
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth + 1 };
    private readonly string _text;
    private readonly Utf8JsonWriter _writer;
    private int _at;

    private LenientJson(string text, Utf8JsonWriter writer) => (_text, _writer) = (text, writer);

    private bool AtEnd => _at >= _text.Length;

    /// <summary>The object as JSON; null where none can be made out.</summary>
    public static JsonElement? TryMend(string text)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Relaxed);
        try
        {
            var reader = new LenientJson(WithoutFence(text), writer);
            reader.SkipSpace();
            if (reader.AtEnd || reader._text[reader._at] != '{') return null;
            reader.Object(depth: 1);
            if (!reader.OnlyClosersLeft()) return null;
            writer.Flush();
            return JsonElement.Parse(buffer.WrittenSpan);
        }
        catch (Exception error) when (error is FormatException or JsonException or ArgumentException or InvalidOperationException)
        {
            // Half a surrogate pair is an argument that the writer refuses.
            return null;
        }
    }

    private static string WithoutFence(string text)
    {
        var trimmed = text.Trim();
        if (!trimmed.StartsWith("```", StringComparison.Ordinal)) return trimmed;
        var line = trimmed.IndexOf('\n', StringComparison.Ordinal);
        trimmed = line < 0 ? "" : trimmed[(line + 1)..];
        return trimmed.EndsWith("```", StringComparison.Ordinal) ? trimmed[..^3] : trimmed;
    }

    private void Object(int depth)
    {
        if (depth > MaxDepth) throw new FormatException();
        _at++;
        _writer.WriteStartObject();
        while (!Ends('}'))
        {
            var name = _text[_at] is '"' or '\'' ? QuotedText() : Bare();
            if (name.Length == 0) throw new FormatException();
            SkipSpace();
            if (!AtEnd && _text[_at++] != ':') throw new FormatException();
            SkipSpace();
            // Cut before the value: there is none to keep.
            if (AtEnd) break;
            _writer.WritePropertyName(name);
            Value(depth);
            Separator('}');
        }

        _writer.WriteEndObject();
    }

    private void Array(int depth)
    {
        if (depth > MaxDepth) throw new FormatException();
        _at++;
        _writer.WriteStartArray();
        while (!Ends(']'))
        {
            Value(depth);
            Separator(']');
        }

        _writer.WriteEndArray();
    }

    private void Value(int depth)
    {
        switch (_text[_at])
        {
            case '{':
                Object(depth + 1);
                return;
            case '[':
                Array(depth + 1);
                return;
            case '"' or '\'':
                _writer.WriteStringValue(QuotedText());
                return;
        }

        switch (Bare())
        {
            case "true" or "True":
                _writer.WriteBooleanValue(true);
                return;
            case "false" or "False":
                _writer.WriteBooleanValue(false);
                return;
            case "null" or "None":
                _writer.WriteNullValue();
                return;
            // As a raw value, which the writer proves to be a number of JSON, so that no digit is lost.
            case [(>= '0' and <= '9') or '-', ..] number:
                _writer.WriteRawValue(number);
                return;
            default:
                throw new FormatException();
        }
    }

    /// <summary>Whether the bracket closes here, or the text is over.</summary>
    private bool Ends(char closer)
    {
        SkipSpace();
        if (AtEnd) return true;
        if (_text[_at] != closer) return false;
        _at++;
        return true;
    }

    private void Separator(char closer)
    {
        SkipSpace();
        if (AtEnd || _text[_at] == closer) return;
        if (_text[_at++] != ',') throw new FormatException();
    }

    private string Bare()
    {
        var start = _at;
        while (!AtEnd && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-' or '+' or '.' or '$')) _at++;
        return _text[start.._at];
    }

    private string QuotedText()
    {
        var quote = _text[_at++];
        var text = new StringBuilder();
        while (!AtEnd && _text[_at] != quote)
        {
            var letter = _text[_at++];
            if (letter != '\\') text.Append(letter);
            else if (!AtEnd) Escape(text);
        }

        if (!AtEnd) _at++;
        // Cut within a pair: half a character is none.
        if (AtEnd && text.Length > 0 && char.IsHighSurrogate(text[^1])) text.Length--;
        return text.ToString();
    }

    private void Escape(StringBuilder text)
    {
        var letter = _text[_at++];
        switch (letter)
        {
            case 'n': text.Append('\n'); break;
            case 't': text.Append('\t'); break;
            case 'r': text.Append('\r'); break;
            case 'b': text.Append('\b'); break;
            case 'f': text.Append('\f'); break;
            case '"' or '\'' or '\\' or '/': text.Append(letter); break;
            case 'u':
                var digits = Math.Min(4, _text.Length - _at);
                if (digits == 4) text.Append((char)ushort.Parse(_text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                _at += digits;
                break;
            // No escape of JSON: a path or a pattern, most likely.
            default: text.Append('\\').Append(letter); break;
        }
    }

    private bool OnlyClosersLeft()
    {
        while (!AtEnd && (char.IsWhiteSpace(_text[_at]) || _text[_at] is '}' or ']')) _at++;
        return AtEnd;
    }

    private void SkipSpace()
    {
        while (!AtEnd && char.IsWhiteSpace(_text[_at])) _at++;
    }
}
