using System.Text;

namespace Cortex.Engine.Sources.GitIgnore;

/// <summary>One line of an ignore file.</summary>
internal sealed class IgnorePattern
{
    private static ReadOnlySpan<byte> Special => "*?[\\"u8;

    private readonly bool _folderOnly;
    private readonly bool _nameOnly;
    private readonly bool _ignoreCase;
    private readonly byte[] _literal;
    private readonly bool _suffix;
    private readonly Wildmatch? _rest;

    private IgnorePattern(ReadOnlySpan<byte> line, bool ignoreCase)
    {
        _ignoreCase = ignoreCase;
        if (line[0] == '!')
        {
            Reincludes = true;
            line = line[1..];
        }

        if (line is [.. var inner, (byte)'/'])
        {
            _folderOnly = true;
            line = inner;
        }

        _nameOnly = !line.Contains((byte)'/');
        if (line is [(byte)'/', .. var anchored])
        {
            line = anchored;
        }

        var wildcard = line.IndexOfAny(Special);
        if (wildcard < 0)
        {
            _literal = line.ToArray();
        }
        else if (_nameOnly && wildcard == 0 && line[0] == '*' && line[1..].IndexOfAny(Special) < 0)
        {
            _suffix = true;
            _literal = line[1..].ToArray();
        }
        else
        {
            // What precedes the first wildcard is compared on its own, as git does: it makes "ab**/c" match "abx/y/c".
            _literal = _nameOnly ? [] : line[..wildcard].ToArray();
            _rest = new Wildmatch(line[_literal.Length..], ignoreCase);
        }
    }

    /// <summary>The pattern began with <c>!</c>.</summary>
    public bool Reincludes { get; }

    /// <summary>The pattern a line holds, or null for one that can match nothing.</summary>
    public static IgnorePattern? Parse(ReadOnlySpan<byte> line, bool ignoreCase) =>
        line.IsEmpty || line[0] == '#' || line.SequenceEqual("!"u8) || line.SequenceEqual("/"u8) || line.SequenceEqual("!/"u8)
            ? null
            : new IgnorePattern(line, ignoreCase);

    /// <param name="path">The entry's path below the ignore file's folder.</param>
    /// <param name="name">The last segment of that path.</param>
    /// <param name="isFolder">A link to a folder is none.</param>
    public bool Matches(ReadOnlySpan<byte> path, ReadOnlySpan<byte> name, bool isFolder)
    {
        if (_folderOnly && !isFolder)
        {
            return false;
        }

        var text = _nameOnly ? name : path;
        if (_suffix)
        {
            return text.Length >= _literal.Length && Same(text[^_literal.Length..]);
        }

        if (_rest is null)
        {
            return text.Length == _literal.Length && Same(text);
        }

        return text.Length >= _literal.Length && Same(text[.._literal.Length]) && _rest.IsMatch(text[_literal.Length..]);
    }

    private bool Same(ReadOnlySpan<byte> text) =>
        text.SequenceEqual(_literal) || (_ignoreCase && SameFolded(text));

    private bool SameFolded(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var (a, b) = (text[i], _literal[i]);
            if (a != b && !(Ascii.IsValid(a) && Ascii.IsValid(b) && char.ToLowerInvariant((char)a) == char.ToLowerInvariant((char)b)))
            {
                return false;
            }
        }

        return true;
    }
}
