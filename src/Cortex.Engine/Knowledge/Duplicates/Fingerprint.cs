using System.Buffers.Binary;
using Cortex.Contract.Items;

namespace Cortex.Engine.Knowledge.Duplicates;

/// <summary>
/// What of a text tells whether another is nearly the same: a MinHash over its sequences of five words, of two where it is short.
/// A text of fewer than eight words is only ever the same as one of the same words in the same order; a text without words has none.
/// </summary>
internal readonly struct Fingerprint
{
    /// <summary>From this similarity on, two texts are near-duplicates.</summary>
    public const double Threshold = 0.8;

    private const int LongSequence = 5, ShortSequence = 2, LeastWords = 8;

    // Between the two a text has both: texts as similar as the threshold differ in length by less than that, so two of them always share a kind.
    private const int LongFrom = 50, ShortBelow = 64;

    // A band is five values that must all be equal. One of twelve is with 99.2 % at a similarity of 0.8, with 12 % at 0.4, with 0.4 % at 0.2.
    private const int Bands = 12, RowsInABand = 5;

    private const byte HasShort = 1, HasLong = 2;
    private const int SketchBytes = MinHash.Length * sizeof(ushort), HeaderBytes = 1 + sizeof(long);
    private readonly byte[] _stored;

    /// <param name="stored">As <see cref="Stored"/> gave it.</param>
    public Fingerprint(byte[] stored) => _stored = stored;

    /// <summary>As it is kept: which MinHashes there are, a hash of the words in their order, and the MinHashes, 16 bits a value.</summary>
    public byte[] Stored => _stored;

    /// <summary>
    /// Of a parsed document. Its title is no part of it, nor is the heading that a longer text begins with: the same article saved
    /// under another title is found. In a short note the heading may be all that tells it from the next.
    /// </summary>
    /// <returns>null: the text has no words</returns>
    public static Fingerprint? Of(string text, IReadOnlyList<Block> blocks) =>
        blocks is [{ Kind: BlockKind.Heading } heading, _, ..] && Of(text.AsSpan(heading.End), LongFrom) is { } body ? body : Of(text, leastWords: 1);

    /// <summary>Two texts that share none of these need not be compared. The first is that of the very same words.</summary>
    public List<int> Keys()
    {
        var keys = new List<int>(1 + (2 * Bands)) { (int)BinaryPrimitives.ReadInt64LittleEndian(_stored.AsSpan(1)) };
        Add(HasShort, keys);
        Add(HasLong, keys);
        return keys;
    }

    /// <summary>0 to 1: the share of word sequences that both have, estimated; 1 where the words are the same in the same order, and only there.</summary>
    public double SimilarityTo(Fingerprint other)
    {
        if (_stored.AsSpan(1, sizeof(long)).SequenceEqual(other._stored.AsSpan(1, sizeof(long)))) return 1;
        var equal = Math.Max(Equal(Sketch(HasShort), other.Sketch(HasShort)), Equal(Sketch(HasLong), other.Sketch(HasLong)));
        return Math.Min(equal / (double)MinHash.Length, 0.99);
    }

    private static Fingerprint? Of(ReadOnlySpan<char> text, int leastWords)
    {
        var sequence = (stackalloc ulong[LongSequence]);
        var (shorter, longer) = (new MinHash(), new MinHash());
        var (count, words) = (0, 0UL);
        var reader = new WordHashes(text);
        while (reader.MoveNext())
        {
            sequence[1..].CopyTo(sequence);
            sequence[^1] = reader.Current;
            words = MinHash.Mix(words ^ reader.Current);
            count++;
            if (count is >= ShortSequence and < ShortBelow) shorter.Add(Hash(sequence[^ShortSequence..]));
            if (count >= LongSequence) longer.Add(Hash(sequence));
        }

        if (count < leastWords) return null;
        return Of(words, count is >= LeastWords and < ShortBelow ? shorter : null, count >= LongFrom ? longer : null);
    }

    private static Fingerprint Of(ulong words, MinHash? shorter, MinHash? longer)
    {
        var stored = new byte[HeaderBytes + (shorter is null ? 0 : SketchBytes) + (longer is null ? 0 : SketchBytes)];
        stored[0] = (byte)((shorter is null ? 0 : HasShort) | (longer is null ? 0 : HasLong));
        BinaryPrimitives.WriteUInt64LittleEndian(stored.AsSpan(1), words);
        shorter?.CopyTo(stored.AsSpan(HeaderBytes));
        longer?.CopyTo(stored.AsSpan(stored.Length - SketchBytes));
        return new Fingerprint(stored);
    }

    private void Add(byte kind, List<int> keys)
    {
        var sketch = Sketch(kind);
        for (var band = 0; band < Bands && !sketch.IsEmpty; band++)
        {
            var key = ((ulong)kind << 8) | (uint)band;
            for (var row = 0; row < RowsInABand; row++) key = MinHash.Mix((key << 16) ^ BinaryPrimitives.ReadUInt16LittleEndian(sketch[(((band * RowsInABand) + row) * sizeof(ushort))..]));
            keys.Add((int)key);
        }
    }

    // The long one is the last, the short one the first.
    private ReadOnlySpan<byte> Sketch(byte kind) => (_stored[0] & kind) == 0 ? [] : kind == HasLong ? _stored.AsSpan(_stored.Length - SketchBytes) : _stored.AsSpan(HeaderBytes, SketchBytes);

    private static uint Hash(ReadOnlySpan<ulong> sequence)
    {
        var hash = 0UL;
        foreach (var word in sequence) hash = (hash + word) * 0x9E3779B97F4A7C15;
        return (uint)MinHash.Mix(hash);
    }

    private static int Equal(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var equal = 0;
        for (var i = 0; i < Math.Min(one.Length, other.Length); i += sizeof(ushort))
        {
            if (one[i] == other[i] && one[i + 1] == other[i + 1]) equal++;
        }

        return equal;
    }
}
