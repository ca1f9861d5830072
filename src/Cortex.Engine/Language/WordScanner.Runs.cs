namespace Cortex.Engine.Language;

public static partial class WordScanner
{
    public ref partial struct WordEnumerator
    {
        private void EnterRun(int start)
        {
            for (_runEnd = start; _runEnd < _text.Length;)
            {
                var codePoint = Read(_runEnd, out var consumed);
                if (!UnicodeWords.IsWordCharacter(codePoint) && !UnicodeWords.IsMark(codePoint) && !UnspacedText.IsMark(codePoint))
                {
                    break;
                }

                _runEnd += consumed;
            }

            _position = start;
            _inPair = false;
        }

        /// <summary>Within a run, which has at least one more character.</summary>
        private bool MoveInRun()
        {
            var folded = new ValueBuffer(stackalloc char[64]);
            var start = _position;
            if (!ReadCharacter(ref folded, ref _position))
            {
                while (_position < _runEnd && !NextIsUnspaced())
                {
                    ReadCharacter(ref folded, ref _position);
                }

                var word = folded.ToString();
                Current = new Word(start, _position - start, word, PorterStemmer.Stem(word));
                return true;
            }

            var second = _position;
            if (second < _runEnd && NextIsUnspaced())
            {
                ReadCharacter(ref folded, ref _position);
                Current = Characters(start, second, folded.ToString());
                _position = second;
                _inPair = true;
                return true;
            }

            var alone = !_inPair;
            _inPair = false;
            if (alone || _withLast)
            {
                Current = Characters(start, second, folded.ToString());
                return true;
            }

            return MoveNext();
        }

        private readonly Word Characters(int start, int second, string folded) => new(start, _position - start, folded, folded) { FirstLength = second - start };

        /// <summary>Reads a character with its marks; true when it belongs to a script without spaces.</summary>
        private readonly bool ReadCharacter(scoped ref ValueBuffer folded, ref int at)
        {
            var character = UnspacedText.Narrow(Read(at, out var consumed));
            var unspaced = UnspacedText.IsUnspaced(character);
            var written = false;
            for (at += consumed; at < _runEnd; at += consumed)
            {
                var next = UnspacedText.Narrow(Read(at, out consumed));
                if (!written && UnspacedText.Compose(character, next) is > 0 and var composed)
                {
                    character = composed;
                    continue;
                }

                var kept = UnspacedText.IsMark(next);
                if (!kept && !UnicodeWords.IsMark(next))
                {
                    break;
                }

                // A word's letters have no such signs.
                if (kept && unspaced)
                {
                    Write(ref folded, character, ref written);
                    folded.Append(UnspacedText.Kept(next));
                }
            }

            Write(ref folded, character, ref written);
            return unspaced;
        }

        private static void Write(scoped ref ValueBuffer folded, int character, ref bool written)
        {
            if (!written)
            {
                folded.Append(UnspacedText.IsMark(character) ? UnspacedText.Kept(character) : UnicodeWords.Fold(character));
                written = true;
            }
        }

        private readonly bool NextIsUnspaced() => UnspacedText.IsUnspaced(UnspacedText.Narrow(Read(_position, out _)));
    }
}
