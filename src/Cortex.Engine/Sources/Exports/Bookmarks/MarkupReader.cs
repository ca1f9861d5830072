using System.Net;
using System.Text;

namespace Cortex.Engine.Sources.Exports.Bookmarks;

/// <summary>
/// Reads tags and the text between them from a stream, one after the other: a file of bookmarks may be a hundred megabytes of
/// icons. Nothing nests here, and what is longer than anything a person wrote is cut.
/// </summary>
internal sealed class MarkupReader(TextReader source)
{
    private const int MaxText = 200_000, MaxValue = 20_000, MaxAttributes = 64, MaxName = 64;
    private readonly char[] _buffer = new char[64 * 1024];
    private readonly StringBuilder _piece = new();
    private int _at, _length;
    private bool _again;

    /// <summary>Lower case; empty for text.</summary>
    public string Name { get; private set; } = "";
    public bool IsEnd { get; private set; }

    /// <summary>The text, its entities resolved.</summary>
    public string Text { get; private set; } = "";

    /// <summary>By their names in lower case, in their order; the first of a name counts.</summary>
    public List<KeyValuePair<string, string>> Attributes { get; } = [];

    /// <summary>Moves to the next tag or text; false at the end.</summary>
    public bool Read()
    {
        if (_again)
        {
            _again = false;
            return true;
        }

        while (Peek() is >= 0 and var next)
        {
            if (next != '<')
            {
                Name = "";
                Text = Decode(Take(static letter => letter != '<', MaxText));
                return true;
            }

            _at++;
            if (ReadTag()) return true;
        }

        return false;
    }

    /// <summary>The next <see cref="Read"/> stays where it is.</summary>
    public void Unread() => _again = true;

    public string? Attribute(string name)
    {
        foreach (var (key, value) in Attributes)
        {
            if (key == name) return value;
        }

        return null;
    }

    // False for what is no element: a comment, a declaration.
    private bool ReadTag()
    {
        if (Peek() is '!' or '?')
        {
            SkipDeclaration();
            return false;
        }

        IsEnd = Peek() == '/';
        if (IsEnd) _at++;
        if (Peek() is < 0 or > 'z' || !char.IsAsciiLetter(_buffer[_at]))
        {
            Name = "";
            Text = IsEnd ? "</" : "<";
            return true;
        }

        Attributes.Clear();
        Name = Take(static letter => letter is not ('>' or '/') && !char.IsWhiteSpace(letter), MaxName).ToLowerInvariant();
        while (SkipSpace() is >= 0 and not '>') ReadAttribute();
        _at++;
        return true;
    }

    private void ReadAttribute()
    {
        var name = Take(static letter => letter is not ('>' or '=' or '/') && !char.IsWhiteSpace(letter), MaxName).ToLowerInvariant();
        if (name.Length == 0 && Peek() is '=' or '/')
        {
            _at++;
            return;
        }

        if (SkipSpace() != '=')
        {
            Add(name, "");
            return;
        }

        _at++;
        if (SkipSpace() is '"' or '\'')
        {
            var quote = _buffer[_at++];
            var value = quote == '"' ? Take(static letter => letter != '"', MaxValue) : Take(static letter => letter != '\'', MaxValue);
            if (Peek() >= 0) _at++;
            Add(name, value);
        }
        else Add(name, Take(static letter => letter != '>' && !char.IsWhiteSpace(letter), MaxValue));
    }

    private void Add(string name, string value)
    {
        if (Attributes.Count < MaxAttributes && Attribute(name) is null) Attributes.Add(new(name, Decode(value)));
    }

    private void SkipDeclaration()
    {
        var isComment = Peek() == '!' && PeekAhead("!--");
        var dashes = 0;
        for (_at += isComment ? 3 : 0; Peek() is >= 0 and var letter; _at++)
        {
            if (letter == '>' && (!isComment || dashes >= 2))
            {
                _at++;
                return;
            }

            dashes = letter == '-' ? dashes + 1 : 0;
        }
    }

    private bool PeekAhead(string text)
    {
        if (_length - _at < text.Length) Fill();
        return _buffer.AsSpan(_at, _length - _at).StartsWith(text);
    }

    private int SkipSpace()
    {
        int letter;
        while ((letter = Peek()) >= 0 && char.IsWhiteSpace((char)letter)) _at++;
        return letter;
    }

    /// <summary>What comes as long as it belongs; beyond the limit it is passed over.</summary>
    private string Take(Func<char, bool> belongs, int limit)
    {
        _piece.Clear();
        while (Peek() >= 0)
        {
            var start = _at;
            while (_at < _length && belongs(_buffer[_at])) _at++;
            _piece.Append(_buffer, start, Math.Min(_at - start, Math.Max(0, limit - _piece.Length)));
            if (_at < _length) break;
        }

        return _piece.ToString();
    }

    private int Peek()
    {
        if (_at < _length) return _buffer[_at];
        _at = 0;
        _length = source.Read(_buffer);
        return _length > 0 ? _buffer[0] : -1;
    }

    private void Fill()
    {
        _buffer.AsSpan(_at, _length - _at).CopyTo(_buffer);
        _length -= _at;
        _at = 0;
        while (_length < _buffer.Length && source.Read(_buffer, _length, _buffer.Length - _length) is > 0 and var read) _length += read;
    }

    private static string Decode(string text) => text.Contains('&') ? WebUtility.HtmlDecode(text) : text;
}
