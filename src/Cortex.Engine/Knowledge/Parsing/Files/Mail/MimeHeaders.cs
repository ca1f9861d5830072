using System.Text;

namespace Cortex.Engine.Knowledge.Parsing.Files.Mail;

/// <summary>The fields before a body, unfolded. Of several with a name the first counts.</summary>
internal sealed class MimeHeaders
{
    private const int MaxBytes = 1024 * 1024;
    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);

    public string? this[string name] => _fields.GetValueOrDefault(name);

    /// <summary>As a person would read it: encoded words decoded.</summary>
    public string? Words(string name) => this[name] is { } value ? EncodedWord.Decode(value) : null;

    /// <param name="body">Where the body begins.</param>
    public static MimeHeaders Parse(ReadOnlySpan<byte> bytes, out int body)
    {
        var headers = new MimeHeaders();
        var field = new StringBuilder();
        body = 0;
        while (body < bytes.Length && body < MaxBytes)
        {
            var rest = bytes[body..];
            var length = rest.IndexOf((byte)'\n');
            var line = length < 0 ? rest : rest[..length];
            body += length < 0 ? rest.Length : length + 1;
            line = line.TrimEnd((byte)'\r');
            if (line.IsEmpty)
            {
                break;
            }

            if (line[0] is not ((byte)' ' or (byte)'\t'))
            {
                headers.Add(field);
            }

            field.Append(field.Length == 0 ? "" : " ").Append(Decode(line).Trim());
        }

        headers.Add(field);
        return headers;
    }

    private static string Decode(ReadOnlySpan<byte> line) =>
        System.Text.Unicode.Utf8.IsValid(line) ? Encoding.UTF8.GetString(line) : Encoding.Latin1.GetString(line);

    private void Add(StringBuilder field)
    {
        var text = field.ToString();
        field.Clear();
        var colon = text.IndexOf(':');
        if (colon > 0 && text.AsSpan(0, colon).TrimEnd() is var name && !name.Contains(' ') && _fields.Count < 1000)
        {
            _fields.TryAdd(name.ToString(), text[(colon + 1)..].Trim());
        }
    }
}
