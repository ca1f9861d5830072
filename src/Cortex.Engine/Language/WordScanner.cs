using System.Text;

namespace Cortex.Engine.Language;

/// <summary>
/// The words of a text, with the boundaries, folding and stems of the FTS5 tokenizer "porter unicode61 remove_diacritics 2"; runs of
/// a script without spaces, which are one word to it, as their pairs of characters.
/// </summary>
public static partial class WordScanner
{
    public static WordEnumerator Scan(ReadOnlySpan<char> text) => new(text, withLast: false);

    /// <summary>As the index of texts without spaces has them: the last character of each run follows once more, alone.</summary>
    internal static WordEnumerator ScanForIndex(ReadOnlySpan<char> text) => new(text, withLast: true);

    /// <summary>All of a short text's words, such as a query's.</summary>
    public static List<Word> List(ReadOnlySpan<char> text)
    {
        var words = new List<Word>();
        foreach (var word in Scan(text)) words.Add(word);
        return words;
    }

    public ref partial struct WordEnumerator
    {
        private readonly ReadOnlySpan<char> _text;
        private readonly bool _withLast;
        private int _position;

        // The end of what is one word to the word index: runs without spaces, and words that they are written together with.
        private int _runEnd;

        // The next character was the second of a pair already.
        private bool _inPair;

        internal WordEnumerator(ReadOnlySpan<char> text, bool withLast)
        {
            _text = text;
            _withLast = withLast;
        }

        public Word Current { get; private set; }

        public readonly WordEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_position < _runEnd)
            {
                return MoveInRun();
            }

            if (!FindStart())
            {
                return false;
            }

            var start = _position;
            var folded = new ValueBuffer(stackalloc char[64]);
            while (_position < _text.Length)
            {
                var codePoint = Read(_position, out var consumed);
                if (UnspacedText.IsSpecial(codePoint))
                {
                    EnterRun(start);
                    return MoveInRun();
                }

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
                if (UnicodeWords.IsWordCharacter(Read(_position, out var consumed)))
                {
                    return true;
                }

                _position += consumed;
            }

            return false;
        }

        private readonly int Read(int at, out int consumed)
        {
            var c = _text[at];
            if (!char.IsSurrogate(c))
            {
                consumed = 1;
                return c;
            }

            Rune.DecodeFromUtf16(_text[at..], out var rune, out consumed);
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
