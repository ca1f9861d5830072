using System.Buffers;
using System.Text;

namespace Cortex.Engine.Secrets;

/// <summary>Some keys, and how they are found in a text.</summary>
internal sealed class HiddenKeys
{
    public static readonly HiddenKeys None = new([]);

    private readonly string[] _forms;
    private readonly SearchValues<string> _any;

    private HiddenKeys(HashSet<string> keys)
    {
        Keys = keys;
        // The longest first: one may begin with another.
        _forms = [.. keys.SelectMany(KeyForms.Of).Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length)];
        _any = SearchValues.Create(_forms, StringComparison.Ordinal);
    }

    public HashSet<string> Keys { get; }

    public HiddenKeys With(string key) => new([.. Keys, key]);

    public string Redact(string text) => MaskedKeys.Redact(EscapedKeys.Redact(RedactForms(text), Keys), Keys);

    private string RedactForms(string text)
    {
        var rest = text.AsSpan();
        var at = rest.IndexOfAny(_any);
        if (at < 0) return text;
        var clean = new StringBuilder(text.Length);
        while (at >= 0)
        {
            clean.Append(rest[..at]).Append(SecretText.Replacement);
            rest = rest[(at + LengthOfForm(rest[at..]))..];
            at = rest.IndexOfAny(_any);
        }

        return clean.Append(rest).ToString();
    }

    private int LengthOfForm(ReadOnlySpan<char> text)
    {
        foreach (var form in _forms)
        {
            if (text.StartsWith(form, StringComparison.Ordinal)) return form.Length;
        }

        return 1;
    }
}
