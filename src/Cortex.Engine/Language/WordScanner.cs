using System.Text;

namespace Cortex.Engine.Language;

/// <summary>The words of a text, with the boundaries, folding and stems of the FTS5 tokenizer "porter unicode61 remove_diacritics 2".</summary>
public static class WordScanner
{
    public static WordEnumerator Scan(ReadOnlySpan<char> text) => new(text);

    /// <summary>All of a short text's words, such as a query's.</summary>
    public static List<Word> List(ReadOnlySpan<char> text)
    {
        var words = new List<Word>();
        foreach (var word in Scan(text)) words.Add(word);
        return words;
    }

    public ref struct WordEnumerator
    {
        private readonly ReadOnlySpan<char> _text;
        private int _position;

        internal WordEnumerator(ReadOnlySpan<char> text) => _text = text;

        public Word Current { get; private set; }

        public readonly WordEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (!FindStart())
            {
                return false;
            }

            var start = _position;
            var folded = new ValueBuffer(stackalloc char[64]);
            while (_position < _text.Length)
            {
                var codePoint = Read(out var consumed);
                if (UnicodeWords.IsWordCharacter(codePoint))
                {
                    folded.Append(UnicodeWords.Fold(codePoint));
                }
                else if (!UnicodeWords.IsMark(codePoint))
                {
                    break;
                }

                _position += consumed;
            }

            var word = folded.ToString();
            Current = new Word(start, _position - start, word, PorterStemmer.Stem(word));
            return true;
        }

        private bool FindStart()
        {
            while (_position < _text.Length)
            {
                if (UnicodeWords.IsWordCharacter(Read(out var consumed)))
                {
                    return true;
                }

                _position += consumed;
            }

            return false;
        }

        private readonly int Read(out int consumed)
        {
            var c = _text[_position];
            if (!char.IsSurrogate(c))
            {
                consumed = 1;
                return c;
            }

            Rune.DecodeFromUtf16(_text[_position..], out var rune, out consumed);
            return rune.Value;
        }
    }

    /// <summary>Words are short; a long one moves to the heap.</summary>
    private ref struct ValueBuffer(Span<char> initial)
    {
        private Span<char> _chars = initial;
        private int _length;

        public void Append(int codePoint)
        {
            if (_length + 2 > _chars.Length)
            {
                Span<char> larger = new char[_chars.Length * 2];
                _chars.CopyTo(larger);
                _chars = larger;
            }

            if (codePoint < 0x10000)
            {
                _chars[_length++] = (char)codePoint;
            }
            else
            {
                _length += new Rune(codePoint).EncodeToUtf16(_chars[_length..]);
            }
        }

        public override readonly string ToString() => _chars[.._length].ToString();
    }
}
