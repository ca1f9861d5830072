namespace Cortex.Engine.Knowledge.Parsing.Files.Pdf;

/// <summary>Joins lines. Whether a hyphen at a line's end belongs to the word is told by the document itself: by the words that it writes elsewhere.</summary>
internal sealed class PdfHyphens
{
    private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase);

    public PdfHyphens(IEnumerable<PdfLine> lines)
    {
        var words = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var line in lines)
        {
            foreach (var range in line.Text.AsSpan().Split(' '))
            {
                var word = line.Text.AsSpan(range).Trim(".,;:!?()[]\"'“”‘’");
                if (word.Length is > 1 and < 60 && word[^1] is not ('-' or '\u2010' or '\u00AD'))
                {
                    words.Add(word);
                }
            }
        }
    }

    public string Join(string first, string next)
    {
        if (first.Length == 0 || next.Length == 0)
        {
            return first + next;
        }

        var isHyphen = first.Length > 1 && first[^1] is '-' or '\u2010' or '\u00AD' && char.IsLetter(first[^2]);
        if (!isHyphen)
        {
            return EndsUnspaced(first) && EndsUnspaced(next[..1]) ? first + next : $"{first} {next}";
        }

        if (first[^1] != '\u00AD' && (!char.IsLower(next[0]) || KeepsHyphen(first, next)))
        {
            return first + next;
        }

        return first[..^1] + next;
    }

    private bool KeepsHyphen(string first, string next)
    {
        var left = first[(first.LastIndexOf(' ') + 1)..^1].TrimStart('(', '[', '"', '“', '\'', '‘');
        var space = next.IndexOf(' ');
        var right = (space < 0 ? next : next[..space]).TrimEnd('.', ',', ';', ':', '!', '?', ')', ']', '"', '”', '\'', '’');
        if (_words.Contains(left + right))
        {
            return false;
        }

        return _words.Contains($"{left}-{right}") || (left.Contains('-') && left.Length > 3) || (left.Length > 2 && right.Length > 2 && _words.Contains(left) && _words.Contains(right));
    }

    /// <summary>Chinese and Japanese have no spaces between words, nor at a line's end.</summary>
    private static bool EndsUnspaced(string text) => text[^1] is >= '\u3000' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' or >= '\uFF00' and <= '\uFFEF';
}
