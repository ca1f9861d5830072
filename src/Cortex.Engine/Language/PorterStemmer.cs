using System.Text;

namespace Cortex.Engine.Language;

/// <summary>
/// The original Porter stemmer with the particulars of SQLite FTS5's "porter": it works on the bytes of the folded
/// word, and leaves words of fewer than 3 or more than 64 bytes alone.
/// </summary>
public static class PorterStemmer
{
    private const int MinBytes = 3;
    private const int MaxBytes = 64;

    /// <summary>Rules of a step in order; the first suffix that fits decides, whether or not its condition holds.</summary>
    private static readonly Rule[] Step2 = Rules(
        "ational:ate tional:tion enci:ence anci:ance izer:ize logi:log bli:ble alli:al entli:ent eli:e ousli:ous " +
        "ization:ize ation:ate ator:ate alism:al iveness:ive fulness:ful ousness:ous aliti:al iviti:ive biliti:ble");

    private static readonly Rule[] Step3 = Rules("ical:ic ness: icate:ic iciti:ic ful: ative: alize:al");

    private static readonly Rule[] Step4 = Rules(
        "al: ance: ence: er: ic: able: ible: ant: ement: ment: ent: ion: ou: ism: ate: iti: ous: ive: ize:");

    /// <param name="folded">A word in lower case, see <see cref="TextFolding"/>.</param>
    public static string Stem(string folded)
    {
        if (folded.Length is 0 or > MaxBytes || Encoding.UTF8.GetByteCount(folded) is < MinBytes or > MaxBytes)
        {
            return folded;
        }

        Span<byte> bytes = stackalloc byte[MaxBytes + 2];
        var length = Encoding.UTF8.GetBytes(folded, bytes);
        Span<byte> original = stackalloc byte[length];
        bytes[..length].CopyTo(original);

        var stem = new Stemming(bytes, length);
        stem.Run();
        return stem.Result.SequenceEqual(original) ? folded : Encoding.UTF8.GetString(stem.Result);
    }

    private static Rule[] Rules(string list) =>
        [.. list.Split(' ').Select(rule => rule.Split(':')).Select(pair => new Rule(Encoding.ASCII.GetBytes(pair[0]), Encoding.ASCII.GetBytes(pair[1])))];

    private readonly record struct Rule(byte[] Suffix, byte[] Replacement);

    private ref struct Stemming(Span<byte> word, int length)
    {
        private readonly Span<byte> _word = word;
        private int _length = length;

        public readonly ReadOnlySpan<byte> Result => _word[.._length];

        public void Run()
        {
            DropPlural();
            DropPastAndGerund();
            if (_word[_length - 1] == 'y' && HasVowel(_length - 1))
            {
                _word[_length - 1] = (byte)'i';
            }

            Apply(Step2, minimum: 1);
            Apply(Step3, minimum: 1);
            Apply(Step4, minimum: 2);
            DropFinalE();
        }

        private void DropPlural()
        {
            if (_word[_length - 1] != 's' || _word[_length - 2] == 's')
            {
                return;
            }

            var dropsTwo = (_length > 4 && EndsWith("sses"u8)) || (_length > 3 && EndsWith("ies"u8));
            _length -= dropsTwo ? 2 : 1;
        }

        private void DropPastAndGerund()
        {
            if (_length > 3 && EndsWith("eed"u8))
            {
                _length -= Measure(_length - 3) > 0 ? 1 : 0;
                return;
            }

            var suffix = _length > 2 && EndsWith("ed"u8) ? 2 : _length > 3 && EndsWith("ing"u8) ? 3 : 0;
            if (suffix == 0 || !HasVowel(_length - suffix))
            {
                return;
            }

            _length -= suffix;
            if (_length > 2 && (EndsWith("at"u8) || EndsWith("bl"u8) || EndsWith("iz"u8)))
            {
                _word[_length++] = (byte)'e';
                return;
            }

            var last = _word[_length - 1];
            if (_length > 1 && last == _word[_length - 2] && !IsVowel(last, false) && last is not ((byte)'l' or (byte)'s' or (byte)'z'))
            {
                _length--;
            }
            else if (Measure(_length) == 1 && EndsShort(_length))
            {
                _word[_length++] = (byte)'e';
            }
        }

        private void Apply(Rule[] rules, int minimum)
        {
            foreach (var (suffix, replacement) in rules)
            {
                if (_length <= suffix.Length || !EndsWith(suffix))
                {
                    continue;
                }

                var stem = _length - suffix.Length;
                var fits = Measure(stem) >= minimum
                    && (minimum == 1 || !suffix.AsSpan().SequenceEqual("ion"u8) || _word[stem - 1] is (byte)'s' or (byte)'t');
                if (fits)
                {
                    replacement.CopyTo(_word[stem..]);
                    _length = stem + replacement.Length;
                }

                return;
            }
        }

        private void DropFinalE()
        {
            if (_word[_length - 1] == 'e')
            {
                var measure = Measure(_length - 1);
                if (measure > 1 || (measure == 1 && !EndsShort(_length - 1)))
                {
                    _length--;
                }
            }

            if (_length > 1 && _word[_length - 1] == 'l' && _word[_length - 2] == 'l' && Measure(_length - 1) > 1)
            {
                _length--;
            }
        }

        private readonly bool EndsWith(ReadOnlySpan<byte> suffix) => _word[.._length].EndsWith(suffix);

        /// <summary>Porter's m of the first bytes: how often a run of vowels is followed by one of consonants, up to 2.</summary>
        private readonly int Measure(int end)
        {
            var measure = 0;
            var consonant = false;
            var seenVowel = false;
            for (var i = 0; i < end && measure < 2; i++)
            {
                consonant = !IsVowel(_word[i], consonant);
                if (!consonant)
                {
                    seenVowel = true;
                }
                else if (seenVowel)
                {
                    measure++;
                    seenVowel = false;
                }
            }

            return measure;
        }

        /// <summary>Porter's *o: ends consonant, vowel, consonant, the last not w, x or y.</summary>
        private readonly bool EndsShort(int end)
        {
            if (_word[end - 1] is (byte)'w' or (byte)'x' or (byte)'y')
            {
                return false;
            }

            var pattern = 0;
            var consonant = false;
            for (var i = 0; i < end; i++)
            {
                consonant = !IsVowel(_word[i], consonant);
                pattern = (pattern << 1) | (consonant ? 1 : 0);
            }

            return (pattern & 7) == 5;
        }

        private readonly bool HasVowel(int end)
        {
            for (var i = 0; i < end; i++)
            {
                if (IsVowel(_word[i], i > 0))
                {
                    return true;
                }
            }

            return false;
        }

        private static bool IsVowel(byte c, bool yIsVowel) =>
            c is (byte)'a' or (byte)'e' or (byte)'i' or (byte)'o' or (byte)'u' || (yIsVowel && c == 'y');
    }
}
